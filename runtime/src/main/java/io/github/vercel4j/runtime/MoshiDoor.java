package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Consumer;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** JSON from Moshi's readers and to its writers, of which there are several kinds. */
final class MoshiDoor {
  private MoshiDoor() {}

  /** Takes the next value off a reader. */
  static void copy(JsonReader reader, JsonOutput output) throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        output.beginObject();
        reader.beginObject();
        while (reader.hasNext()) {
          output.name(reader.nextName(), null);
          copy(reader, output);
        }
        reader.endObject();
        output.endObject();
      }
      case BEGIN_ARRAY -> {
        output.beginArray();
        reader.beginArray();
        while (reader.hasNext()) {
          copy(reader, output);
        }
        reader.endArray();
        output.endArray();
      }
      case STRING -> output.value(reader.nextString());
      case NUMBER -> output.number(literal(reader));
      case BOOLEAN -> output.value(reader.nextBoolean());
      case NULL -> {
        var unused = reader.nextNull();
        output.nullValue();
      }
      default -> throw new JsonDataException("No value");
    }
  }

  /** A lenient reader knows numbers that are none in JSON. */
  private static String literal(JsonReader reader) throws IOException {
    String literal = reader.nextString();
    if (!JsonNumbers.isLiteral(literal)) {
      throw new JsonDataException("No JSON number");
    }
    return literal;
  }

  static <T> void write(LosslessAdapter<T> adapter, T value, JsonWriter writer) throws IOException {
    Secrets secrets = writer.tag(Secrets.class);
    Consumer<String> listener = secrets == null ? null : secrets.listener;
    String text = adapter.text(value);
    if (text != null && isWellFormed(text)) {
      writer.value(text); // which may become the key of a map
      return;
    }
    byte[] json = JsonOutput.bytes(adapter, value, listener);
    if (writer.getClass() == VALUE_WRITER) {
      writeTo(writer, JsonReader.of(new Buffer().write(json)));
    } else {
      try (BufferedSink sink = writer.valueSink()) {
        sink.write(json);
      }
    }
  }

  /** Whether a string has no half of a character, of which Moshi makes a question mark. */
  private static boolean isWellFormed(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  /** Gives each secret that is written to the writer to the listener too. */
  static void listenForSecrets(JsonWriter writer, Consumer<String> listener) {
    writer.setTag(Secrets.class, new Secrets(listener));
  }

  private record Secrets(Consumer<String> listener) {}

  /** What {@link JsonAdapter#toJsonValue} writes to. It would turn each number into a double. */
  private static final Class<?> VALUE_WRITER = valueWriter();

  private static Class<?> valueWriter() {
    var probe =
        new JsonAdapter<Integer>() {
          private Class<?> type = JsonWriter.class;

          @Override
          public @Nullable Integer fromJson(JsonReader reader) {
            return null;
          }

          @Override
          public void toJson(JsonWriter writer, @Nullable Integer value) throws IOException {
            type = writer.getClass();
            writer.nullValue();
          }
        };
    var unused = probe.toJsonValue(0);
    return probe.type;
  }

  private static void writeTo(JsonWriter writer, JsonReader reader) throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        writer.beginObject();
        reader.beginObject();
        while (reader.hasNext()) {
          writer.name(reader.nextName());
          writeTo(writer, reader);
        }
        reader.endObject();
        writer.endObject();
      }
      case BEGIN_ARRAY -> {
        writer.beginArray();
        reader.beginArray();
        while (reader.hasNext()) {
          writeTo(writer, reader);
        }
        reader.endArray();
        writer.endArray();
      }
      case STRING -> writer.value(reader.nextString());
      case NUMBER -> writer.value(number(reader.nextString()));
      case BOOLEAN -> writer.value(reader.nextBoolean());
      default -> {
        var unused = reader.nextNull();
        boolean dropsNull = !writer.getSerializeNulls();
        writer.setSerializeNulls(true);
        writer.nullValue();
        writer.setSerializeNulls(!dropsNull);
      }
    }
  }

  /** A long or double where that is all of it. */
  private static Number number(String literal) {
    Long integer = JsonNumbers.integer(literal);
    if (integer != null && integer.toString().equals(literal)) {
      return integer;
    }
    double number = Double.parseDouble(literal);
    if (Double.toString(number).equals(literal)) {
      return number;
    }
    BigDecimal decimal = JsonNumbers.decimal(literal);
    if (decimal == null) {
      throw new JsonDataException("A number of " + literal.length() + " characters");
    }
    return decimal;
  }
}
