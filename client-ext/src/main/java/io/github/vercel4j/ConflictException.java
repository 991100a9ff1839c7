package io.github.vercel4j;

import io.github.vercel4j.environment.EnvironmentVariableConflict;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of the resource does not allow it, or something of that name exists already; mostly
 * 409.
 */
public final class ConflictException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConflictException(ErrorResponse response) {
    super(response);
  }

  /** The environment variable that stands in the way; null where the response names none. */
  public @Nullable EnvironmentVariableConflict environmentVariable() {
    return ErrorBody.isEnvironmentVariableConflict(code()) ? conflict(details()) : null;
  }

  private static @Nullable EnvironmentVariableConflict conflict(Map<String, JsonValue> details) {
    String key = text(details, "envVarKey");
    if (key == null) {
      key = text(details, "key");
    }
    return key == null
        ? null
        : EnvironmentVariableConflict.builder(key)
            .targets(strings(details.get("target")))
            .gitBranch(text(details, "gitBranch"))
            .id(text(details, "envVarId"))
            .build();
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
