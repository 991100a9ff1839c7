package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document that adapters write.
 *
 * <p>Moshi's writer turns a surrogate without its other half into a question mark, drops nulls and
 * takes twice as long, so what adapters write goes past it, into its sink. That is compact always.
 */
public final class JsonOutput {
  /** As deep as Moshi reads. */
  private static final int MAX_DEPTH = 255;

  /** What one char takes at most: an escape of six. */
  private static final int MAX_CHAR = 6;

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");
  private static final byte[] HEX = ascii("0123456789abcdef");

  /** The escape of each ASCII character that needs one of two characters; 0 for the others. */
  private static final byte[] SHORT_ESCAPES = new byte[128];

  /** Whether an ASCII character stands for itself in a string. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    String escaped = "\"\\\b\f\n\r\t";
    String escapes = "\"\\bfnrt";
    for (int i = 0; i < escaped.length(); i++) {
      SHORT_ESCAPES[escaped.charAt(i)] = (byte) escapes.charAt(i);
    }
    for (char c = ' '; c < PLAIN.length; c++) {
      PLAIN[c] = SHORT_ESCAPES[c] == 0;
    }
  }

  private final BufferedSink sink;
  private final @Nullable Secrets secrets;

  /** What the sink does not have yet. */
  private final byte[] bytes = new byte[1024];

  private int size;
  private int depth;

  /** Whether a comma belongs before the next name or value. */
  private boolean continues;

  /** How many secret properties what is written stands in. */
  private int hidden;

  private JsonOutput(BufferedSink sink, @Nullable Secrets secrets) {
    this.sink = sink;
    this.secrets = secrets;
  }

  /**
   * Gives each string and number in secret properties that is written to the writer to the listener
   * too.
   */
  public static void listenForSecrets(JsonWriter writer, Consumer<String> listener) {
    writer.setTag(Secrets.class, new Secrets(listener));
  }

  static <T> void write(LosslessAdapter<T> adapter, T value, JsonWriter writer) throws IOException {
    try (BufferedSink sink = writer.valueSink()) {
      write(adapter, value, new JsonOutput(sink, writer.tag(Secrets.class)));
    }
  }

  static <T> void write(LosslessAdapter<T> adapter, T value, BufferedSink sink) throws IOException {
    write(adapter, value, new JsonOutput(sink, null));
  }

  private static <T> void write(LosslessAdapter<T> adapter, T value, JsonOutput output)
      throws IOException {
    adapter.write(output, value);
    output.flush();
  }

  /** A value as it stands in JSON. */
  public static String text(JsonValue value) {
    return text(Json.ANY, value);
  }

  static <T> String text(LosslessAdapter<T> adapter, T value) {
    Buffer json = new Buffer();
    try {
      write(adapter, value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.readUtf8();
  }

  /** A key as it stands before its value. */
  static byte[] name(String key) throws IOException {
    Buffer text = new Buffer();
    JsonOutput output = new JsonOutput(text, null);
    output.name(key, null);
    output.flush();
    return text.readByteArray();
  }

  public <T> void value(LosslessAdapter<T> adapter, T value) throws IOException {
    adapter.write(this, value);
  }

  void secret(LosslessAdapter<?> adapter, Object value) throws IOException {
    hidden++;
    adapter.writeUnchecked(this, value);
    hidden--;
  }

  void value(JsonValue value) throws IOException {
    if (value instanceof JsonString string) {
      value(string.value());
    } else if (value instanceof JsonNumber number) {
      number(number.literal());
    } else if (value instanceof JsonBoolean bool) {
      value(bool.value());
    } else if (value instanceof JsonObject object) {
      beginObject();
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        name(member.getKey(), null);
        value(member.getValue());
      }
      endObject();
    } else if (value instanceof JsonArray array) {
      beginArray();
      for (JsonValue element : array.elements()) {
        value(element);
      }
      endArray();
    } else {
      nullValue();
    }
  }

  void beginObject() throws IOException {
    begin('{');
  }

  void endObject() throws IOException {
    end('}');
  }

  void beginArray() throws IOException {
    begin('[');
  }

  void endArray() throws IOException {
    end(']');
  }

  private void begin(char bracket) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new JsonDataException("More than " + MAX_DEPTH + " arrays and objects in each other");
    }
    depth++;
    separate();
    put(bracket);
    continues = false;
  }

  private void end(char bracket) throws IOException {
    depth--;
    put(bracket);
    continues = true;
  }

  /**
   * Writes the name of a member.
   *
   * @param text the {@linkplain #name(String) key's form} where somebody keeps it
   */
  void name(String key, byte @Nullable [] text) throws IOException {
    separate();
    if (text == null) {
      quote(key);
      put(':');
    } else {
      put(text);
    }
    continues = false;
  }

  void value(String value) throws IOException {
    if (hidden > 0 && secrets != null) {
      secrets.listener.accept(value);
    }
    separate();
    quote(value);
  }

  void value(boolean value) throws IOException {
    separate();
    put(value ? TRUE : FALSE);
  }

  void nullValue() throws IOException {
    separate();
    put(NULL);
  }

  void number(String literal) throws IOException {
    if (hidden > 0 && secrets != null) {
      secrets.listener.accept(literal);
    }
    separate();
    for (int i = 0; i < literal.length(); i++) {
      put(literal.charAt(i));
    }
  }

  /** Writes with any adapter, whose secrets the listener is given as well. */
  <T> void value(JsonAdapter<T> adapter, T value) throws IOException {
    Buffer json = new Buffer();
    JsonWriter writer = JsonWriter.of(json);
    if (secrets != null) {
      writer.setTag(Secrets.class, secrets);
    }
    adapter.toJson(writer, value);
    separate();
    flush();
    sink.writeAll(json);
  }

  private void separate() throws IOException {
    if (continues) {
      put(',');
    }
    continues = true;
  }

  private void quote(String value) throws IOException {
    put('"');
    int length = value.length();
    int i = 0;
    while (i < length) {
      int end = Math.min(length, i + bytes.length - size);
      int written = size;
      char c = 0;
      while (i < end && (c = value.charAt(i)) < 128 && PLAIN[c]) {
        bytes[written] = (byte) c;
        written++;
        i++;
      }
      size = written;
      if (bytes.length - size < MAX_CHAR) {
        flush();
      } else if (i < length) {
        i += special(value, i, c);
      }
    }
    put('"');
  }

  /** Writes what is more than one byte; returns how many chars that was. */
  private int special(String value, int index, char c) {
    if (c < 128 && SHORT_ESCAPES[c] != 0) {
      bytes[size++] = '\\';
      bytes[size++] = SHORT_ESCAPES[c];
    } else if (c < ' ') {
      escape(c);
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | c >> 6);
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
    } else if (!Character.isSurrogate(c)) {
      bytes[size++] = (byte) (0xe0 | c >> 12);
      bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3f));
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
    } else if (Character.charCount(value.codePointAt(index)) == 2) {
      int codePoint = value.codePointAt(index);
      bytes[size++] = (byte) (0xf0 | codePoint >> 18);
      bytes[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
      bytes[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
      bytes[size++] = (byte) (0x80 | (codePoint & 0x3f));
      return 2;
    } else {
      escape(c); // half a pair has no UTF-8 form
    }
    return 1;
  }

  private void escape(char c) {
    bytes[size++] = '\\';
    bytes[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[c >> shift & 0xf];
    }
  }

  private void put(char ascii) throws IOException {
    if (size == bytes.length) {
      flush();
    }
    bytes[size++] = (byte) ascii;
  }

  private void put(byte[] text) throws IOException {
    if (text.length > bytes.length - size) {
      flush();
    }
    if (text.length > bytes.length) {
      sink.write(text);
    } else {
      System.arraycopy(text, 0, bytes, size, text.length);
      size += text.length;
    }
  }

  private void flush() throws IOException {
    sink.write(bytes, 0, size);
    size = 0;
  }

  private record Secrets(Consumer<String> listener) {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
