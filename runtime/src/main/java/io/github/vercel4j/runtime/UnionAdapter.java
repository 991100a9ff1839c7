package io.github.vercel4j.runtime;

import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.UnknownVariant;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of unions. For generated code. */
public abstract class UnionAdapter<T> extends LosslessAdapter<T> {
  /** What {@link #peek} returns. */
  protected static final int OBJECT = JsonInput.OBJECT;

  protected static final int ARRAY = JsonInput.ARRAY;
  protected static final int STRING = JsonInput.STRING;
  protected static final int NUMBER = JsonInput.NUMBER;
  protected static final int BOOLEAN = JsonInput.BOOLEAN;

  /** The keys that decide between objects. */
  private final Keys keys;

  /** The values of the only key that decide. */
  private final Keys constants;

  /** A union whose variants the type of the JSON tells apart. */
  protected UnionAdapter() {
    this(List.of(), List.of());
  }

  /** A union whose objects one key's value tells apart, or else which of the keys they have. */
  protected UnionAdapter(List<String> keys, List<String> constants) {
    super(UNION);
    this.keys = new Keys(keys);
    this.constants = new Keys(constants);
  }

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
    if (input.isNext(JsonInput.NULL)) {
      return null;
    }
    int equalKeys = input.equalKeys();
    LosslessAdapter<?> variant = variant(input);
    Object value = variant == null ? null : variant.readNext(input);
    if (value == null) {
      input.report(Drift.Kind.UNKNOWN_VARIANT);
      T unknown = wrap(input.any());
      return equalKeys == input.equalKeys() ? unknown : readAgain(input, unknown, input.path());
    }
    if (value instanceof Model model) {
      String path = equalKeys == input.equalKeys() ? null : model.path();
      return path == null ? model : readAgain(input, (T) model, path);
    }
    if (value instanceof Approximation approximation) {
      return approximation.value() == null
          ? wrap(approximation.raw())
          : new Approximation(
              wrap(approximation.value()), approximation.json(), approximation.isWhole());
    }
    return wrap(value);
  }

  /**
   * A variant is that of the first of equal keys, and it is the last of them that counts; so what
   * has any is read once more without the others.
   */
  private @Nullable Object readAgain(JsonInput input, T value, String path) throws IOException {
    return read(input.again(JsonOutput.bytes(this, value, null), path));
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

  protected static int peek(JsonInput input) throws IOException {
    return input.peek();
  }

  /** The index of the constant that the next object has under the key; -1 for none. */
  protected final int constant(JsonInput input) throws IOException {
    int start = input.position();
    int depth = input.depth();
    int found = -1;
    for (boolean more = input.begin('}'); more; more = input.next('}')) {
      if (input.key(keys, 0) == 0) {
        found = input.scalar(constants);
        break;
      }
      input.skip();
    }
    input.back(start, depth);
    return found;
  }

  /** The index of the first of the keys that the next object has; -1 for none. */
  protected final int firstKey(JsonInput input) throws IOException {
    int start = input.position();
    int depth = input.depth();
    int found = -1;
    for (boolean more = input.begin('}'); found < 0 && more; more = found < 0 && input.next('}')) {
      found = input.key(keys, 0);
      if (found < 0) {
        input.skip();
      }
    }
    input.back(start, depth);
    return found;
  }
}
