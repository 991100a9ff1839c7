package io.github.vercel4j.internal.errors;

import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response in one of the forms that Vercel's services use: the envelope {@code
 * {error:{code,message,…}}}, which some call {@code err}; the registrar's flat {@code
 * {status,code,message,…}} and {@code {issues,message}}; OAuth's {@code {error,error_description}}.
 * Whatever else there is has neither code nor message.
 */
public record ErrorBody(
    @Nullable String code, @Nullable String message, Map<String, JsonValue> details) {

  private static final Set<String> ENVIRONMENT_VARIABLE_EXISTS =
      Set.of("env_conflict", "env_already_exists", "existing_key_and_target");

  /** Whether a code says that an environment variable stands in the way; case varies. */
  public static boolean isEnvironmentVariableConflict(@Nullable String code) {
    return code != null && ENVIRONMENT_VARIABLE_EXISTS.contains(code.toLowerCase(Locale.ROOT));
  }

  public static ErrorBody parse(String text) {
    return of(Phrases.json(text));
  }

  /** Reads a body that was parsed before; null stands for one that is not JSON. */
  public static ErrorBody of(@Nullable JsonValue json) {
    if (json instanceof JsonObject object) {
      return of(new LinkedHashMap<>(object.members()));
    }
    return new ErrorBody(null, json instanceof JsonString string ? string.value() : null, Map.of());
  }

  private static ErrorBody of(Map<String, JsonValue> members) {
    String key = members.containsKey("error") ? "error" : "err";
    JsonValue error = members.get(key);
    if (error instanceof JsonObject details) {
      members.remove(key);
      Map<String, JsonValue> all = new LinkedHashMap<>(details.members());
      members.forEach(all::putIfAbsent);
      return flat(all, "code", "message");
    }
    if (error instanceof JsonString) {
      return members.containsKey("error_description")
          ? flat(members, key, "error_description")
          : flat(members, key, "message");
    }
    members.remove("status"); // says no more than the HTTP status
    return flat(members, "code", "message");
  }

  private static ErrorBody flat(Map<String, JsonValue> members, String code, String message) {
    return new ErrorBody(
        text(members.remove(code)),
        text(members.remove(message)),
        Collections.unmodifiableMap(members));
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    if (value == null || value instanceof JsonNull) {
      return null;
    }
    return value instanceof JsonString string ? string.value() : value.toString();
  }

  /** Whether an extra is true. */
  public boolean is(String extra) {
    return details.get(extra) instanceof JsonBoolean flag && flag.value();
  }

  @Nullable String extra(String name) {
    return text(details.get(name));
  }
}
