package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Base of all adapters here: what it cannot turn into a value it leaves to the object around. */
public abstract class LosslessAdapter<T> extends JsonAdapter<T> {
  protected LosslessAdapter() {}

  /**
   * Takes the next value off the input: a {@code T}, or an {@link Approximation} where the T alone
   * would not be written back the same. Null means that the value is of another type, or null, and
   * that the input still stands before it.
   */
  protected abstract @Nullable Object read(JsonInput input) throws IOException;

  protected abstract void write(JsonOutput output, T value) throws IOException;

  /** The value as a model may hold it: lists and maps are copied. */
  Object snapshot(Object value) {
    return value;
  }

  @Override
  @SuppressWarnings("unchecked") // read promises it
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    JsonInput input = JsonInput.of(reader);
    Object value;
    try {
      value = read(input);
    } catch (JsonEncodingException | EOFException e) {
      if (!input.isSecret()) {
        throw e;
      }
      // Moshi's path has the keys below a secret
      throw new JsonEncodingException("Malformed JSON at path " + input.path());
    }
    if (value instanceof Approximation approximation) {
      value = approximation.value();
      if (value == null) {
        throw new JsonDataException("Unexpected value before path " + JsonInput.pathOf(reader));
      }
      reader.setTag(Approximation.class, approximation);
    }
    if (value == null) {
      if (reader.peek() == JsonReader.Token.NULL) {
        return reader.nextNull();
      }
      throw mismatch(reader);
    }
    return (T) value;
  }

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException where the text is not exactly one JSON value of the type
   */
  public final T parseDocument(String json) {
    JsonReader reader = JsonInput.open(new Buffer().writeUtf8(json), null);
    try {
      T value = fromJson(reader);
      if (value == null) {
        throw new IllegalArgumentException("Null in place of a value");
      }
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IllegalArgumentException("Not JSON: more follows after the first value");
      }
      return value;
    } catch (IOException | JsonDataException e) {
      // The exceptions of the reader quote what they found, which may be a secret
      throw new IllegalArgumentException(
          (e instanceof IOException ? "Not JSON at " : "Not the documented JSON at ")
              + JsonInput.pathOf(reader));
    }
  }

  private static JsonDataException mismatch(JsonReader reader) throws IOException {
    JsonDataException mismatch =
        new JsonDataException(
            "Unexpected " + reader.peek() + " at path " + JsonInput.pathOf(reader));
    reader.setTag(JsonDataException.class, mismatch);
    return mismatch;
  }

  /** The value that {@link #fromJson} returned last, or an approximation of it. */
  static @Nullable Object withRaw(JsonReader reader, @Nullable Object value) {
    Approximation last = reader.tag(Approximation.class);
    return last != null && last.value() == value ? last : value;
  }

  /** Whether the reader still stands before the value that made {@link #fromJson} throw. */
  static boolean isUnread(JsonReader reader, JsonDataException exception) {
    return reader.tag(JsonDataException.class) == exception;
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      JsonOutput.write(this, value, writer);
    }
  }

  /** Writes what {@link #read} returned. */
  @SuppressWarnings("unchecked") // the caller got the value from this adapter
  final void writeUnchecked(JsonOutput output, Object value) throws IOException {
    if (value instanceof Approximation approximation) {
      output.value(approximation.raw());
    } else {
      write(output, (T) value);
    }
  }

  /** A value, if it could be read at all, with the JSON that it came from. */
  record Approximation(@Nullable Object value, JsonValue raw) {
    static final Approximation NULL = new Approximation(null, JsonValue.NULL);

    /** What an adapter would not take, off the input; null as {@link #NULL}. */
    static Approximation of(JsonInput input, boolean nullable) throws IOException {
      if (input.peek() != JsonReader.Token.NULL) {
        input.report(Drift.Kind.UNEXPECTED_TYPE);
        return new Approximation(null, input.any());
      }
      if (!nullable) {
        input.report(Drift.Kind.UNEXPECTED_NULL);
      }
      input.reader.nextNull();
      return NULL;
    }

    /** The value in a place that may hold an approximation of it. */
    static @Nullable Object valueOf(@Nullable Object held) {
      return held instanceof Approximation approximation ? approximation.value : held;
    }
  }
}
