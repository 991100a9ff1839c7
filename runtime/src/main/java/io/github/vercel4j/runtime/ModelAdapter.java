package io.github.vercel4j.runtime;

import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.runtime.Model.ModelState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Base of the adapters of models: a subclass lists the properties in the order of the model's
 * indices. For generated code.
 */
public abstract class ModelAdapter<T extends Model> extends LosslessAdapter<T> {
  private static final Object[] NOTHING = {};

  /** So many places may be left over in a model. */
  private static final int MOST_ROOM = 4;

  /** How many values the models had of late. Threads race for it; it need not be right. */
  private int usual;

  private final String typeName;
  private final Function<ModelState, T> constructor;
  private final Property[] properties;

  private final Keys keys;

  /** The indices of the keys that the service promises to send. */
  private final int[] required;

  /** The same as far as a long has room, and whether it has for all. */
  private final long requiredBits;

  private final boolean allRequiredHaveBits;

  /** Found at the first value of a property, so that a class is not loaded before it is needed. */
  private final @Nullable LosslessAdapter<?>[] adapters;

  protected ModelAdapter(Function<ModelState, T> constructor, Property... properties) {
    super(MODEL);
    String name = getClass().getSimpleName();
    this.typeName = name.substring(0, name.length() - "JsonAdapter".length());
    this.constructor = constructor;
    this.properties = properties;
    this.adapters = new LosslessAdapter<?>[properties.length];
    for (int i = 0; i < properties.length; i++) {
      LosslessAdapter<?> adapter = properties[i].adapter;
      adapters[i] = adapter == null ? null : guarded(properties[i], adapter);
    }
    this.keys = new Keys(Arrays.stream(properties).map(Property::key).toList());
    this.required =
        IntStream.range(0, properties.length).filter(i -> properties[i].required).toArray();
    this.requiredBits =
        Arrays.stream(required)
            .filter(i -> i < Long.SIZE)
            .mapToLong(i -> 1L << i)
            .reduce(0, (bits, bit) -> bits | bit);
    this.allRequiredHaveBits = Long.bitCount(requiredBits) == required.length;
  }

  final T create(
      @Nullable Object[] values, Map<String, JsonValue> additional, @Nullable String path) {
    return constructor.apply(new ModelState().of(this, values, additional, path));
  }

  /** The adapter of a property that was declared without one. */
  protected LosslessAdapter<?> adapterOf(String key) {
    throw new AssertionError(typeName + "." + key);
  }

  final String typeName() {
    return typeName;
  }

  final int size() {
    return properties.length;
  }

  final Property property(int index) {
    return properties[index];
  }

  final LosslessAdapter<?> adapter(int index) {
    LosslessAdapter<?> adapter = adapters[index];
    if (adapter == null) {
      adapter = guarded(properties[index], adapterOf(properties[index].key));
      adapters[index] = adapter;
    }
    return adapter;
  }

  private static LosslessAdapter<?> guarded(Property property, LosslessAdapter<?> adapter) {
    return property.secret && adapter != Json.STRING ? new SecretAdapter<>(adapter) : adapter;
  }

  @Override
  protected final @Nullable Object read(JsonInput input) throws IOException {
    if (!input.isNext(JsonInput.OBJECT)) {
      return null;
    }
    int equalKeys = input.equalKeys();
    int base = input.values.count();
    @Nullable Object[] values = usual == 0 ? NOTHING : new Object[usual];
    int size = 0;
    int last = -1;
    long present = 0;
    for (boolean more = input.begin('}'); more; more = input.next('}')) {
      int guess = keys.guess(last);
      int index = input.key(keys, guess);
      if (index < 0) {
        readAdditional(input, base);
        continue;
      }
      if (index != guess) {
        keys.learn(last, index);
      }
      if (index >= values.length) {
        values = Arrays.copyOf(values, properties.length);
      }
      last = index;
      size = Math.max(size, index + 1);
      present |= readProperty(input, values, index);
    }
    boolean isComplete =
        (requiredBits & ~present) == 0 && equalKeys == input.equalKeys() && allRequiredHaveBits;
    String path = isComplete ? null : missing(input, values, equalKeys);
    return create(input, base, trimmed(values, size), path);
  }

  /** Returns the bit of a property that has a value. */
  private long readProperty(JsonInput input, @Nullable Object[] values, int index)
      throws IOException {
    if (values[index] != null) {
      input.reportEqualKeys();
    }
    Object value = adapter(index).readNext(input);
    values[index] = value == null ? mismatch(input, properties[index]) : value;
    return Approximation.valueOf(value) == null || index >= Long.SIZE ? 0 : 1L << index;
  }

  /** Without much room behind the last value, of which the next model gets as much. */
  private @Nullable Object[] trimmed(@Nullable Object[] values, int size) {
    if (size > usual || size < usual - MOST_ROOM) {
      usual = size;
    }
    return size < values.length - MOST_ROOM ? Arrays.copyOf(values, size) : values;
  }

  private T create(JsonInput input, int base, @Nullable Object[] values, @Nullable String path)
      throws IOException {
    Map<String, JsonValue> additional =
        input.values.count() == base ? Map.of() : input.values.takeMembers(base);
    input.charge(64 + 4L * values.length);
    return constructor.apply(input.state.of(this, values, additional, path));
  }

  /** The path of the object, if it has to be known later. */
  private @Nullable String missing(JsonInput input, @Nullable Object[] values, int equalKeys)
      throws IOException {
    if (equalKeys == input.equalKeys() && !lacksRequired(values)) {
      return null;
    }
    String path = input.path();
    input.charge(64L + path.length());
    for (int index : required) {
      if (index >= values.length || values[index] == null) {
        input.report(Drift.Kind.MISSING_KEY, path + "." + properties[index].key);
      }
    }
    return path;
  }

  private static Approximation mismatch(JsonInput input, Property property) throws IOException {
    int outer = property.secret ? input.enter() : -2;
    Approximation mismatch = Approximation.of(input, property.nullable);
    if (property.secret) {
      input.leave(outer);
    }
    return mismatch;
  }

  private static void readAdditional(JsonInput input, int base) throws IOException {
    String key = input.keyText();
    if (!input.values.hasMember(base, key)) {
      input.report(Drift.Kind.UNKNOWN_KEY);
    }
    var unused = input.values.addMember(base, key, input.kept(), -1);
  }

  private boolean lacksRequired(@Nullable Object[] values) {
    for (int index : required) {
      Object value = index < values.length ? values[index] : null;
      if (value == null || (value instanceof Approximation && isMissing(value, index))) {
        return true;
      }
    }
    return false;
  }

  private boolean isMissing(Object value, int index) {
    return Approximation.valueOf(value) == null && !properties[index].nullable;
  }

  @Override
  protected final void write(JsonOutput output, T value) throws IOException {
    writeModel(output, value);
  }

  final void writeModel(JsonOutput output, Model model) throws IOException {
    @Nullable Object[] values = model.values();
    output.beginObject();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        output.name(properties[i].key, keys.text(i));
        if (properties[i].secret) {
          output.secret(adapter(i), value);
        } else {
          adapter(i).writeUnchecked(output, value);
        }
      }
    }
    output.members(model.additionalProperties());
    output.endObject();
  }

  protected static Property optional(String key) {
    return new Property(key, null);
  }

  protected static Property optional(String key, LosslessAdapter<?> adapter) {
    return new Property(key, adapter);
  }

  /** A key that the service promises to send. */
  protected static Property required(String key) {
    return new Property(key, null).required();
  }

  /** A key that the service promises to send. */
  protected static Property required(String key, LosslessAdapter<?> adapter) {
    return new Property(key, adapter).required();
  }

  /** What a secret consists of may have keys, which may be secrets too. */
  private static final class SecretAdapter<T> extends LosslessAdapter<T> {
    private final LosslessAdapter<T> adapter;

    SecretAdapter(LosslessAdapter<T> adapter) {
      this.adapter = adapter;
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      int outer = input.enter();
      Object value = adapter.read(input);
      input.leave(outer);
      return value;
    }

    @Override
    protected void write(JsonOutput output, T value) throws IOException {
      adapter.write(output, value);
    }

    @Override
    Object snapshot(Object value) {
      return adapter.snapshot(value);
    }
  }

  /** One key of a model and what is special about it. */
  protected static final class Property {
    private final String key;
    private final @Nullable LosslessAdapter<?> adapter;
    private boolean required;
    private boolean mandatory;
    private boolean nullable;
    private boolean secret;
    private @Nullable Object constant;

    private Property(String key, @Nullable LosslessAdapter<?> adapter) {
      this.key = key;
      this.adapter = adapter;
    }

    private Property required() {
      required = true;
      return this;
    }

    /** The service refuses a request without the key, so the builder does too. */
    public Property mandatory() {
      mandatory = true;
      return this;
    }

    /** Null is a value of its own, beside leaving the key out. */
    public Property nullable() {
      nullable = true;
      return this;
    }

    /** Not to be printed. */
    public Property secret() {
      secret = true;
      return this;
    }

    /** A new builder has this value already. */
    public Property constant(Object value) {
      constant = value;
      return this;
    }

    String key() {
      return key;
    }

    boolean isMandatory() {
      return mandatory;
    }

    boolean isNullable() {
      return nullable;
    }

    boolean isSecret() {
      return secret;
    }

    @Nullable Object constant() {
      return constant;
    }
  }
}
