package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.runtime.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what may be absent, null or of another type anywhere on the way: it is null then. */
final class Fields {
  private static final JsonObject EMPTY = (JsonObject) JsonValue.parse("{}");

  private Fields() {}

  static @Nullable JsonValue value(JsonObject from, String... path) {
    JsonValue value = from;
    for (String key : path) {
      value = value instanceof JsonObject object ? object.get(key) : null;
    }
    return value;
  }

  /** The object at the path, or an empty one. */
  static JsonObject object(JsonObject from, String... path) {
    return value(from, path) instanceof JsonObject object ? object : EMPTY;
  }

  static @Nullable String text(JsonObject from, String... path) {
    JsonValue value = value(from, path);
    if (value instanceof JsonString string) {
      return string.value();
    }
    return value instanceof JsonNumber number ? number.literal() : null;
  }

  static @Nullable String firstOf(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  static @Nullable Long integer(JsonObject from, String... path) {
    if (!(value(from, path) instanceof JsonNumber number)) {
      return null;
    }
    try {
      return number.longValue();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** A time in any spelling that Vercel has used: epoch milliseconds, also as text, or ISO 8601. */
  static @Nullable Instant time(JsonObject from, String... path) {
    if (!(value(from, path) instanceof JsonString text)) {
      Long millis = integer(from, path);
      return millis == null ? null : Instant.ofEpochMilli(millis);
    }
    return Times.ofText(text.value(), Instant::ofEpochMilli);
  }

  /** The strings of the array at the path. */
  static List<String> texts(JsonObject from, String... path) {
    List<String> texts = new ArrayList<>();
    if (value(from, path) instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonString string) {
          texts.add(string.value());
        }
      }
    }
    return List.copyOf(texts);
  }
}
