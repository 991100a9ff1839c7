package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.api.json.JsonModel.ModelState;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Base of the adapters of models: a subclass lists the properties in the order of the model's
 * indices. For generated code.
 */
public abstract class ModelAdapter<T extends JsonModel> extends LosslessAdapter<T> {
  private final String typeName;
  private final Function<ModelState, T> constructor;
  private final Property[] properties;
  private final JsonReader.Options keys;

  /** Found at the first value of a property, so that a class is not loaded before it is needed. */
  private final @Nullable LosslessAdapter<?>[] adapters;

  protected ModelAdapter(
      Class<T> type, Function<ModelState, T> constructor, Property... properties) {
    this.typeName = type.getSimpleName();
    this.constructor = constructor;
    this.properties = properties;
    this.adapters = new LosslessAdapter<?>[properties.length];
    String[] names = new String[properties.length];
    for (int i = 0; i < properties.length; i++) {
      names[i] = properties[i].key;
      adapters[i] = properties[i].adapter;
    }
    this.keys = JsonReader.Options.of(names);
  }

  final T create(@Nullable Object[] values, @Nullable Extras extras) {
    return constructor.apply(new ModelState(this, values, extras));
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
      adapter = adapterOf(properties[index].key);
      adapters[index] = adapter;
    }
    return adapter;
  }

  @Override
  protected final @Nullable Object read(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return null;
    }
    @Nullable Object[] values = new Object[properties.length];
    Extras extras = null;
    String lastKey = "";
    reader.beginObject();
    while (reader.hasNext()) {
      int index = reader.selectName(keys);
      if (index < 0) {
        extras = extras == null ? new Extras() : extras;
        lastKey = reader.nextName();
        extras.unknown().put(lastKey, JsonValue.read(reader));
        continue;
      }
      lastKey = properties[index].key;
      if (extras != null) {
        extras.forget(index); // the last of equal keys counts
      }
      Object value = adapter(index).read(reader);
      if (value == null || value instanceof Approximation) {
        extras = extras == null ? new Extras() : extras;
        value = keep(reader, extras, index, (Approximation) value);
      }
      values[index] = value;
    }
    if (isIncomplete(values)) {
      extras = extras == null ? new Extras() : extras;
      String path = reader.getPath();
      extras.setPath(path.substring(0, path.length() - lastKey.length() - 1));
    }
    reader.endObject();
    return create(values, extras);
  }

  private static @Nullable Object keep(
      JsonReader reader, Extras extras, int index, @Nullable Approximation approximation)
      throws IOException {
    if (approximation != null) {
      extras.setRaw(index, approximation.raw());
      return approximation.value();
    }
    if (reader.peek() == JsonReader.Token.NULL) {
      reader.nextNull();
      extras.setNull(index);
    } else {
      extras.setRaw(index, JsonValue.read(reader));
    }
    return null;
  }

  private boolean isIncomplete(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && properties[i].required) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected final void write(JsonWriter writer, T value) throws IOException {
    writeModel(writer, value);
  }

  final void writeModel(JsonWriter writer, JsonModel model) throws IOException {
    @Nullable Object[] values = model.values();
    Extras extras = model.extras();
    writer.beginObject();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      JsonValue raw = null;
      if (extras != null) {
        raw = extras.isNull(i) ? JsonValue.NULL : extras.raw(i);
      }
      if (raw != null) {
        writer.name(properties[i].key);
        raw.write(writer);
      } else if (value != null) {
        writer.name(properties[i].key);
        adapter(i).writeUnchecked(writer, value);
      }
    }
    if (extras != null) {
      for (Map.Entry<String, JsonValue> unknown : extras.unknown().entrySet()) {
        writer.name(unknown.getKey());
        unknown.getValue().write(writer);
      }
    }
    writer.endObject();
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
