package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSink;

/**
 * Strings as JSON.
 *
 * <p>A surrogate without its other half has no UTF-8 form, and Moshi's writer puts a question mark
 * in its place. JSON can hold it as an escape, so such strings are put on the writer as text.
 */
final class JsonText {
  private JsonText() {}

  static void write(JsonWriter writer, String value) throws IOException {
    if (isWellFormed(value)) {
      writer.value(value);
    } else {
      write(writer, new Buffer().writeUtf8(quoted(value)));
    }
  }

  /** Writes an object of which {@linkplain #isWellFormed a key} needs escapes. */
  static void writeObject(JsonWriter writer, Map<String, Member> members) throws IOException {
    Buffer text = new Buffer();
    char separator = '{';
    for (Map.Entry<String, Member> member : members.entrySet()) {
      text.writeByte(separator).writeUtf8(quoted(member.getKey())).writeByte(':');
      member.getValue().write(JsonWriter.of(text));
      separator = ',';
    }
    write(writer, text.writeByte('}'));
  }

  private static void write(JsonWriter writer, Buffer text) throws IOException {
    try (BufferedSink sink = writer.valueSink()) {
      sink.writeAll(text);
    }
  }

  static boolean isWellFormed(Iterable<String> keys) {
    for (String key : keys) {
      if (!isWellFormed(key)) {
        return false;
      }
    }
    return true;
  }

  static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        return value.codePoints().noneMatch(JsonText::isSurrogate);
      }
    }
    return true;
  }

  /** Two halves that belong together are one code point, and none of these. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            codePoint -> {
              if (isSurrogate(codePoint) || codePoint < ' ') {
                text.append(String.format("\\u%04x", codePoint));
              } else if (codePoint == '"' || codePoint == '\\') {
                text.append('\\').appendCodePoint(codePoint);
              } else {
                text.appendCodePoint(codePoint);
              }
            });
    return text.append('"').toString();
  }

  /** Writes the value of one key. */
  interface Member {
    void write(JsonWriter writer) throws IOException;
  }
}
