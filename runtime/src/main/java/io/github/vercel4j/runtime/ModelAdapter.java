package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
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
  /** How many unknown keys are remembered. */
  private static final int MOST_LEARNED = 32;

  private final String typeName;
  private final Function<ModelState, T> constructor;
  private final Property[] properties;

  /**
   * Those of the properties, and behind them unknown ones that came before: Moshi compares a key
   * that is not among these with each of them, which takes longer than finding one.
   */
  private volatile Keys keys;

  /** The indices of the keys that the service promises to send. */
  private final int[] required;

  /** Found at the first value of a property, so that a class is not loaded before it is needed. */
  private final @Nullable LosslessAdapter<?>[] adapters;

  protected ModelAdapter(Function<ModelState, T> constructor, Property... properties) {
    String name = getClass().getSimpleName();
    this.typeName = name.substring(0, name.length() - "JsonAdapter".length());
    this.constructor = constructor;
    this.properties = properties;
    this.adapters = new LosslessAdapter<?>[properties.length];
    String[] names = new String[properties.length];
    for (int i = 0; i < properties.length; i++) {
      names[i] = properties[i].key;
      LosslessAdapter<?> adapter = properties[i].adapter;
      adapters[i] = adapter == null ? null : guarded(properties[i], adapter);
    }
    this.keys = Keys.of(Arrays.asList(names));
    this.required =
        IntStream.range(0, properties.length).filter(i -> properties[i].required).toArray();
  }

  final T create(
      @Nullable Object[] values, Map<String, JsonValue> additional, @Nullable String path) {
    return constructor.apply(new ModelState(this, values, additional, path));
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
    return property.secret && adapter != Json.STRING
        ? new SecretAdapter<>(property.key, adapter)
        : adapter;
  }

  @Override
  protected final @Nullable Object read(JsonInput input) throws IOException {
    JsonReader reader = input.reader;
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return null;
    }
    @Nullable Object[] values = new Object[properties.length];
    Members<JsonValue> additional = null;
    String lastKey = "";
    int equalKeys = input.equalKeys();
    Keys known = keys;
    reader.beginObject();
    while (reader.hasNext()) {
      int index = reader.selectName(known.options());
      if (index < 0 || index >= properties.length) {
        additional = additional == null ? new Members<>() : additional;
        lastKey = index < 0 ? reader.nextName() : known.names().get(index);
        readAdditional(input, lastKey, additional);
        known = index < 0 ? learn(input, lastKey, known) : known;
        continue;
      }
      Property property = properties[index];
      lastKey = property.key;
      if (values[index] != null) {
        input.reportEqualKeys();
      }
      Object value = adapter(index).read(input);
      values[index] = value == null ? mismatch(input, property) : value;
    }
    String path = null;
    if (lacksRequired(values) || equalKeys != input.equalKeys()) {
      path = input.pathAround(lastKey);
      reportMissing(input, values, path);
    }
    reader.endObject();
    return create(values, additional == null ? Map.of() : additional, path);
  }

  private static Approximation mismatch(JsonInput input, Property property) throws IOException {
    String outer = input.enter(property.secret ? property.key : null);
    Approximation mismatch = Approximation.of(input, property.nullable);
    input.leave(outer);
    return mismatch;
  }

  private Keys learn(JsonInput input, String key, Keys known) {
    boolean learns =
        known.names().size() < properties.length + MOST_LEARNED
            && Keys.isLearnable(key)
            && !input.isSecret();
    if (!learns) {
      return known;
    }
    Keys more = known.with(key);
    keys = more;
    return more;
  }

  private static void readAdditional(JsonInput input, String key, Members<JsonValue> additional)
      throws IOException {
    if (additional.containsKey(key)) {
      input.reportEqualKeys();
    } else {
      input.report(Drift.Kind.UNKNOWN_KEY);
    }
    additional.add(key, input.any());
  }

  private boolean lacksRequired(@Nullable Object[] values) {
    for (int index : required) {
      Object value = values[index];
      if (value == null || (value instanceof Approximation && !properties[index].nullable)) {
        return true;
      }
    }
    return false;
  }

  private void reportMissing(JsonInput input, @Nullable Object[] values, String path) {
    for (int index : required) {
      if (values[index] == null) {
        input.report(Drift.Kind.MISSING_KEY, path + "." + properties[index].key);
      }
    }
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
        output.name(properties[i].key, properties[i].name());
        if (properties[i].secret) {
          output.secret(adapter(i), value);
        } else {
          adapter(i).writeUnchecked(output, value);
        }
      }
    }
    for (Map.Entry<String, JsonValue> member : model.additionalProperties().entrySet()) {
      output.name(member.getKey(), null);
      output.value(member.getValue());
    }
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
    private final String key;
    private final LosslessAdapter<T> adapter;

    SecretAdapter(String key, LosslessAdapter<T> adapter) {
      this.key = key;
      this.adapter = adapter;
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      String outer = input.enter(key);
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
    private byte @Nullable [] name;
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

    /** The key's text, made for the first model that is written. */
    private byte[] name() throws IOException {
      byte[] text = name;
      if (text == null) {
        text = JsonOutput.name(key);
        name = text;
      }
      return text;
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
