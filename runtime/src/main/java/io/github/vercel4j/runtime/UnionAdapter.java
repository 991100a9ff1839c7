package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.UnknownVariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of unions. For generated code. */
public abstract class UnionAdapter<T> extends LosslessAdapter<T> {
  protected UnionAdapter() {}

  /** The adapter of the variant that the next value belongs to, or null for none. */
  protected abstract @Nullable LosslessAdapter<?> variant(JsonInput input) throws IOException;

  /** The union's value for what a variant read that is no model, or for any other JSON. */
  protected abstract T wrap(Object value);

  /** Writes a variant that is no model. */
  protected void writeWrapped(JsonOutput output, T value) throws IOException {
    throw new AssertionError(value.getClass());
  }

  @Override
  @SuppressWarnings("unchecked") // the model of a variant is one of the union's values
  protected final @Nullable Object read(JsonInput input) throws IOException {
    if (input.peek() == JsonReader.Token.NULL) {
      return null;
    }
    int equalKeys = input.equalKeys();
    LosslessAdapter<?> variant = variant(input);
    Object value = variant == null ? null : variant.read(input);
    if (value == null) {
      input.report(Drift.Kind.UNKNOWN_VARIANT);
      String path = input.path();
      T unknown = wrap(input.any());
      return equalKeys == input.equalKeys() ? unknown : readAgain(input, unknown, path);
    }
    if (value instanceof Model model) {
      String path = equalKeys == input.equalKeys() ? null : model.path();
      return path == null ? model : readAgain(input, (T) model, path);
    }
    if (value instanceof Approximation approximation) {
      return approximation.value() == null
          ? wrap(approximation.raw())
          : new Approximation(wrap(approximation.value()), approximation.raw());
    }
    return wrap(value);
  }

  /**
   * A variant is that of the first of equal keys, and it is the last of them that counts; so what
   * has any is read once more without the others.
   */
  private @Nullable Object readAgain(JsonInput input, T value, String path) throws IOException {
    Buffer document = new Buffer();
    JsonOutput.write(this, value, document);
    return read(input.again(document, path));
  }

  @Override
  protected final void write(JsonOutput output, T value) throws IOException {
    if (value instanceof Model model) {
      model.write(output);
    } else if (value instanceof UnknownVariant unknown) {
      output.value(unknown.value());
    } else {
      writeWrapped(output, value);
    }
  }

  /** A key that decides between variants. */
  protected static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** The string that the next object has under a key, without taking it off the input; else "". */
  protected static String constant(JsonInput input, byte[] key) throws IOException {
    ObjectView view = input.view();
    String seen = view == null || view.find(key) < 0 ? null : view.string();
    return seen == null ? readConstant(input.reader.peekJson(), key) : seen;
  }

  private static String readConstant(JsonReader ahead, byte[] key) throws IOException {
    ahead.beginObject();
    while (ahead.hasNext()) {
      if (!Arrays.equals(key(ahead.nextName()), key)) {
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

  /** The index of the first of the keys that the next object has; -1 for none. */
  protected static int firstKey(JsonInput input, byte[]... keys) throws IOException {
    ObjectView view = input.view();
    int seen = view == null ? -1 : view.find(keys);
    return seen < 0 ? readFirstKey(input.reader.peekJson(), keys) : seen;
  }

  private static int readFirstKey(JsonReader ahead, byte[]... keys) throws IOException {
    ahead.beginObject();
    while (ahead.hasNext()) {
      byte[] name = key(ahead.nextName());
      for (int i = 0; i < keys.length; i++) {
        if (Arrays.equals(name, keys[i])) {
          return i;
        }
      }
      ahead.skipValue();
    }
    return -1;
  }
}
