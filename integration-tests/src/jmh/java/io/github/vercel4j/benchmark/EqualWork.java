package io.github.vercel4j.benchmark;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whoever kept less would be quicker: we keep everything, the others all but nulls. */
final class EqualWork {
  private EqualWork() {}

  /**
   * Decodes and encodes every input with every library.
   *
   * @throws IllegalStateException where something got lost
   */
  static void check() throws IOException {
    for (Input input : Input.values()) {
      byte[] json = input.json();
      for (Library library : Library.values()) {
        if (!library.isFloor()
            && !input.isGrowth()
            && (library == Library.OURS || input != Input.EXTENDED)) {
          Library.Codec codec = library.codecOf(input);
          JsonValue before = parse(json);
          JsonValue after = parse(codec.encode(codec.decode(json)));
          if (library == Library.OURS
              ? !after.equals(before)
              : !withoutNulls(after).equals(withoutNulls(before))) {
            throw new IllegalStateException(library + " does not keep all of " + input);
          }
        }
      }
    }
  }

  private static JsonValue parse(byte[] json) {
    return JsonValue.parse(new String(json, StandardCharsets.UTF_8));
  }

  /** Also with one form for each number: what has no type becomes a double at some. */
  private static JsonValue withoutNulls(JsonValue value) {
    if (value instanceof JsonObject object) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      object
          .members()
          .forEach(
              (key, member) -> {
                if (!(member instanceof JsonNull)) {
                  members.put(key, withoutNulls(member));
                }
              });
      return JsonValue.of(members);
    } else if (value instanceof JsonArray array) {
      return JsonValue.of(array.elements().stream().map(EqualWork::withoutNulls).toList());
    } else if (value instanceof JsonNumber number) {
      return JsonValue.of(number.bigDecimalValue().stripTrailingZeros());
    }
    return value;
  }
}
