package io.github.vercel4j.internal.errors;

import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response in one of the forms that Vercel's services use: the envelope {@code
 * {error:{code,message,…}}}, which some call {@code err}; the registrar's flat {@code
 * {status,code,message,…}} and {@code {issues,message}}; OAuth's {@code {error,error_description}}.
 * Of any other form, such as {@code {errors:[…]}} or RFC 9457's {@code {title,detail}}, the words
 * that are meant for people are the message.
 */
public record ErrorBody(
    @Nullable String code, @Nullable String message, Map<String, JsonValue> details) {

  private static final String ERRORS = "errors";

  /** Keys of words for people, in the order in which they are read. */
  private static final List<String> WORDS =
      List.of("title", "message", "msg", "error_description", "description", "detail", "reason");

  private static final List<String> LISTS = List.of(ERRORS, "issues", "details");
  private static final int MOST_WORDS = 10;

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
    if (json instanceof JsonArray) {
      ErrorBody list = flat(new LinkedHashMap<>(Map.of(ERRORS, json)), "code", "message");
      return new ErrorBody(list.code(), list.message(), Map.of());
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
    String found = text(members.remove(code));
    String words = text(members.remove(message));
    if (words == null) {
      words = words(members);
    }
    if (found == null && single(members.get(ERRORS)) instanceof JsonObject only) {
      found = text(only.get("code"));
    }
    return new ErrorBody(found, words, Collections.unmodifiableMap(members));
  }

  /** What an unknown form says to people; null where none of its keys is one for that. */
  private static @Nullable String words(Map<String, JsonValue> members) {
    String words =
        WORDS.stream()
            .map(key -> members.get(key) instanceof JsonString text ? text.value() : "")
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(": "));
    if (!words.isEmpty()) {
      return words;
    }
    for (String key : LISTS) {
      if (members.get(key) instanceof JsonArray list) {
        words =
            list.elements().stream()
                .map(ErrorBody::wordsOf)
                .filter(text -> !text.isBlank())
                .limit(MOST_WORDS)
                .collect(Collectors.joining("; "));
      }
      if (!words.isEmpty()) {
        return words;
      }
    }
    return null;
  }

  private static String wordsOf(JsonValue element) {
    if (element instanceof JsonString text) {
      return text.value();
    }
    String words = element instanceof JsonObject error ? words(error.members()) : null;
    return words == null ? "" : words;
  }

  private static @Nullable JsonValue single(@Nullable JsonValue list) {
    return list instanceof JsonArray array && array.elements().size() == 1
        ? array.elements().get(0)
        : null;
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

  /** Whether an extra is false, which is more than not to be there. */
  boolean isFalse(String extra) {
    return details.get(extra) instanceof JsonBoolean flag && !flag.value();
  }

  @Nullable String extra(String name) {
    return text(details.get(name));
  }
}
