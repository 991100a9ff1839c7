package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of unions. For generated code. */
public abstract class UnionAdapter<T> extends LosslessAdapter<T> {
  /** The adapter of the branch that the next value belongs to, or null for none. */
  protected abstract @Nullable LosslessAdapter<?> branch(JsonReader reader) throws IOException;

  /** The union's value for what a branch read that is no model, or for any other JSON. */
  protected abstract T wrap(Object value);

  /** Writes a branch that is no model. */
  protected void writeWrapped(JsonWriter writer, T value) throws IOException {
    throw new AssertionError(value.getClass());
  }

  @Override
  protected final @Nullable Object read(JsonReader reader) throws IOException {
    if (reader.peek() == JsonReader.Token.NULL) {
      return null;
    }
    LosslessAdapter<?> branch = branch(reader);
    Object value = branch == null ? null : branch.read(reader);
    if (value == null) {
      return wrap(JsonValue.read(reader));
    }
    if (value instanceof Approximation approximation) {
      return approximation.value() == null
          ? wrap(approximation.raw())
          : new Approximation(wrap(approximation.value()), approximation.raw());
    }
    return value instanceof JsonModel ? value : wrap(value);
  }

  @Override
  protected final void write(JsonWriter writer, T value) throws IOException {
    if (value instanceof JsonModel model) {
      model.write(writer);
    } else if (value instanceof UnknownBranch unknown) {
      unknown.value().write(writer);
    } else {
      writeWrapped(writer, value);
    }
  }

  /** The string that the next object has under a key, without moving the reader; else "". */
  protected static String constant(JsonReader reader, String key) throws IOException {
    JsonReader ahead = reader.peekJson();
    ahead.beginObject();
    while (ahead.hasNext()) {
      if (!ahead.nextName().equals(key)) {
        ahead.skipValue();
      } else {
        return switch (ahead.peek()) {
          case STRING, NUMBER -> ahead.nextString();
          case BOOLEAN -> Boolean.toString(ahead.nextBoolean());
          default -> "";
        };
      }
    }
    return "";
  }

  /** The index of the first of the keys that the next object has, without moving the reader. */
  protected static int firstKey(JsonReader reader, JsonReader.Options keys) throws IOException {
    JsonReader ahead = reader.peekJson();
    ahead.beginObject();
    while (ahead.hasNext()) {
      int index = ahead.selectName(keys);
      if (index >= 0) {
        return index;
      }
      ahead.skipName();
      ahead.skipValue();
    }
    return -1;
  }
}
