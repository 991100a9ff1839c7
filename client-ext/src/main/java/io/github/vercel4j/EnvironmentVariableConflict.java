package io.github.vercel4j;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable that stands in the way of another one.
 *
 * @param targets what it is set for: {@code production}, {@code preview}, {@code development} or
 *     the id of a custom environment; empty where the service does not say
 * @param gitBranch the only branch that it is set for; null where it is set for all, or the service
 *     does not say
 * @param id null where the service does not say
 */
public record EnvironmentVariableConflict(
    String key, List<String> targets, @Nullable String gitBranch, @Nullable String id) {

  public EnvironmentVariableConflict {
    targets = List.copyOf(targets);
  }

  /** What the keys of a refusal say about it; null where they name no variable. */
  static @Nullable EnvironmentVariableConflict of(Map<String, JsonValue> details) {
    String key = text(details, "envVarKey");
    if (key == null) {
      key = text(details, "key");
    }
    return key == null
        ? null
        : new EnvironmentVariableConflict(
            key,
            strings(details.get("target")),
            text(details, "gitBranch"),
            text(details, "envVarId"));
  }

  private static @Nullable String text(Map<String, JsonValue> details, String name) {
    return details.get(name) instanceof JsonString string ? string.value() : null;
  }

  /** One is written without a list around it, too. */
  private static List<String> strings(@Nullable JsonValue value) {
    Stream<? extends @Nullable JsonValue> values =
        value instanceof JsonArray array ? array.elements().stream() : Stream.of(value);
    return values
        .filter(JsonString.class::isInstance)
        .map(string -> ((JsonString) string).value())
        .toList();
  }
}
