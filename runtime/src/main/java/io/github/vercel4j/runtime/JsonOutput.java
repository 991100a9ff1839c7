package io.github.vercel4j.runtime;

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
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JSON document that adapters write, without white space, into memory. */
public final class JsonOutput {
  private static final int MAX_DEPTH = JsonInput.MAX_DEPTH;

  /** What one char takes at most, an escape of six, and a quote behind it. */
  private static final int MAX_CHAR = 8;

  private static final int MAX_DIGITS = 20;

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

  /** Is given each string and number in secret properties. */
  private final @Nullable Consumer<String> secrets;

  private byte[] bytes;
  private int size;
  private int depth;

  /** Whether a comma belongs before the next name or value. */
  private boolean continues;

  /** How many secret properties what is written stands in. */
  private int hidden;

  private JsonOutput(byte[] bytes, @Nullable Consumer<String> secrets) {
    this.bytes = bytes;
    this.secrets = secrets;
  }

  static JsonOutput inMemory() {
    return new JsonOutput(new byte[512], null);
  }

  /**
   * A value as UTF-8.
   *
   * @param secrets is given each string and number in secret properties
   */
  public static <T> byte[] bytes(
      LosslessAdapter<T> adapter, T value, @Nullable Consumer<String> secrets) {
    JsonOutput output = new JsonOutput(BytePool.take(), secrets);
    try {
      adapter.write(output, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing here throws it
    }
    byte[] json = output.bytes();
    BytePool.giveBack(output.bytes);
    return json;
  }

  /** What was written so far. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /**
   * Gives each string and number in secret properties that is written to the writer to the listener
   * too.
   */
  public static void listenForSecrets(JsonWriter writer, Consumer<String> listener) {
    MoshiDoor.listenForSecrets(writer, listener);
  }

  /** A value as it stands in JSON. */
  public static String text(JsonValue value) {
    return text(Json.ANY, value);
  }

  static <T> String text(LosslessAdapter<T> adapter, T value) {
    return new String(bytes(adapter, value, null), StandardCharsets.UTF_8);
  }

  /** A key as it stands before its value. */
  static byte[] name(String key) {
    JsonOutput output = inMemory();
    output.name(key, null);
    return output.bytes();
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
      members(object.members());
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

  void beginObject() {
    begin('{');
  }

  void endObject() {
    end('}');
  }

  void beginArray() {
    begin('[');
  }

  void endArray() {
    end(']');
  }

  private void begin(char bracket) {
    if (depth == MAX_DEPTH) {
      throw new JsonDataException("More than " + MAX_DEPTH + " arrays and objects in each other");
    }
    depth++;
    separate();
    put(bracket);
    continues = false;
  }

  private void end(char bracket) {
    depth--;
    put(bracket);
    continues = true;
  }

  /**
   * Writes the name of a member.
   *
   * @param text the {@linkplain #name(String) key's form} where somebody keeps it
   */
  void name(String key, byte @Nullable [] text) {
    separate();
    if (text == null) {
      quote(key);
      put(':');
    } else {
      put(text);
    }
    continues = false;
  }

  void value(String value) {
    hide(value);
    separate();
    quote(value);
  }

  void value(boolean value) {
    separate();
    put(value ? TRUE : FALSE);
  }

  void nullValue() {
    separate();
    put(NULL);
  }

  void number(String literal) {
    hide(literal);
    separate();
    int length = literal.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) literal.charAt(i);
    }
  }

  void number(long value) {
    if (hidden > 0 || value < 0) {
      number(Long.toString(value));
      return;
    }
    separate();
    ensure(MAX_DIGITS);
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private void hide(String value) {
    if (hidden > 0 && secrets != null) {
      secrets.accept(value);
    }
  }

  /** Writes members, those that were kept as they came. */
  void members(Map<String, JsonValue> members) throws IOException {
    if (members instanceof Members<?> own) {
      for (Map.Entry<String, @Nullable Object> member : own.held()) {
        name(member.getKey(), null);
        if (member.getValue() instanceof KeptJson kept) {
          kept.write(this);
        } else if (member.getValue() instanceof JsonValue value) {
          value(value);
        }
      }
    } else {
      for (Map.Entry<String, JsonValue> member : members.entrySet()) {
        name(member.getKey(), null);
        value(member.getValue());
      }
    }
  }

  /**
   * Writes JSON as it is.
   *
   * @return whether it was written: not where it would stand deeper than it did, or is secret
   */
  boolean copy(byte[] json, int outside) {
    if (hidden > 0 || depth > outside) {
      return false;
    }
    separate();
    put(json);
    return true;
  }

  private void separate() {
    if (continues) {
      put(',');
    }
    continues = true;
  }

  private void quote(String value) {
    int length = value.length();
    ensure(length + MAX_CHAR);
    bytes[size++] = '"';
    int i = 0;
    while (i < length) {
      byte[] b = bytes;
      int written = size;
      char c = 0;
      while (i < length && (c = value.charAt(i)) < 128 && PLAIN[c]) {
        b[written++] = (byte) c;
        i++;
      }
      size = written;
      if (i < length) {
        i += special(value, i, c);
        ensure(length - i + MAX_CHAR);
      }
    }
    bytes[size++] = '"';
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

  private void put(char ascii) {
    ensure(1);
    bytes[size++] = (byte) ascii;
  }

  private void put(byte[] text) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
