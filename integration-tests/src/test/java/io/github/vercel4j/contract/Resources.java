package io.github.vercel4j.contract;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON files of the class path, and short ways into them. */
public final class Resources {
  private Resources() {}

  public static JsonValue json(String name) {
    try (InputStream resource = Resources.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the class path holds no " + name);
      }
      return JsonValue.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<JsonObject> objects(JsonValue array) {
    return elements(array).stream().map(JsonObject.class::cast).toList();
  }

  public static List<JsonValue> elements(@Nullable JsonValue array) {
    return array == null ? List.of() : ((JsonArray) array).elements();
  }

  public static Map<String, JsonValue> members(@Nullable JsonValue object) {
    return object == null ? Map.of() : ((JsonObject) object).members();
  }

  public static String string(JsonObject object, String key) {
    return string(value(object, key));
  }

  public static String string(JsonValue value) {
    return ((JsonString) value).value();
  }

  public static JsonValue value(JsonObject object, String key) {
    JsonValue value = object.get(key);
    if (value == null) {
      throw new IllegalStateException("no " + key + " in " + object);
    }
    return value;
  }
}
