package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as text, written without the client, and what two documents differ in. */
final class JsonText {
  private JsonText() {}

  static String of(JsonValue value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  /** An object in which keys may stand more than once. */
  static String of(List<Map.Entry<String, JsonValue>> members) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, JsonValue> member : members) {
      text.append(text.length() > 1 ? "," : "");
      append(text, member.getKey());
      append(text.append(':'), member.getValue());
    }
    return text.append('}').toString();
  }

  private static void append(StringBuilder text, JsonValue value) {
    if (value instanceof JsonObject object) {
      text.append(of(List.copyOf(object.members().entrySet())));
    } else if (value instanceof JsonArray array) {
      text.append('[');
      String separator = "";
      for (JsonValue element : array.elements()) {
        append(text.append(separator), element);
        separator = ",";
      }
      text.append(']');
    } else if (value instanceof JsonString string) {
      append(text, string.value());
    } else {
      text.append(value); // a literal
    }
  }

  private static void append(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < string.length()
              && Character.isLowSurrogate(string.charAt(i + 1));
      if (pair) {
        text.append(c).append(string.charAt(++i));
      } else if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        text.append(String.format("\\u%04X", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /**
   * Where the second document is not the first to the digit, or null. Known keys may stand in any
   * order, unknown ones may not.
   */
  static @Nullable String difference(JsonValue expected, JsonValue actual) {
    return difference("$", expected, actual);
  }

  private static @Nullable String difference(String path, JsonValue expected, JsonValue actual) {
    if (expected instanceof JsonObject a && actual instanceof JsonObject b) {
      if (!a.members().keySet().equals(b.members().keySet())) {
        return path + " has the keys " + b.members().keySet() + " and not " + a.members().keySet();
      }
      if (!unknown(a).equals(unknown(b))) {
        return path + " has unknown keys in the order " + unknown(b) + " and not " + unknown(a);
      }
      for (Map.Entry<String, JsonValue> member : a.members().entrySet()) {
        String difference =
            difference(
                path + "." + member.getKey(),
                member.getValue(),
                requireNonNull(b.get(member.getKey())));
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    if (expected instanceof JsonArray a
        && actual instanceof JsonArray b
        && a.elements().size() == b.elements().size()) {
      Iterator<JsonValue> other = b.elements().iterator();
      for (int i = 0; i < a.elements().size(); i++) {
        String difference = difference(path + "[" + i + "]", a.elements().get(i), other.next());
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    return expected.equals(actual)
        ? null
        : path + " is " + shortened(of(actual)) + " and not " + shortened(of(expected));
  }

  private static List<String> unknown(JsonObject object) {
    return object.members().keySet().stream()
        .filter(key -> key.startsWith(Samples.UNKNOWN))
        .toList();
  }

  static String shortened(String text) {
    return text.length() <= 600
        ? text
        : text.substring(0, 600) + "… (" + text.length() + " characters)";
  }
}
