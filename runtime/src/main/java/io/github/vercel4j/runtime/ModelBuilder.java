package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.runtime.LosslessAdapter.Approximation;
import io.github.vercel4j.runtime.ModelAdapter.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Base of all builders: a key that was not set is not sent.
 *
 * <p>Null is set only where the API documents it as a value, and is sent as null. Every other
 * setter throws {@link NullPointerException}: to leave a key out, do not set it.
 */
public abstract class ModelBuilder<T extends Model, B extends ModelBuilder<T, B>> {
  private final ModelAdapter<T> adapter;
  private final @Nullable Object[] values;
  private final Map<String, JsonValue> additional = new LinkedHashMap<>();
  private final @Nullable String path;

  protected ModelBuilder(ModelAdapter<T> adapter, @Nullable T from) {
    this.adapter = adapter;
    if (from != null) {
      this.values = from.allValues();
      this.additional.putAll(from.additionalProperties());
      this.path = from.path();
    } else {
      this.values = new Object[adapter.size()];
      this.path = null;
      for (int i = 0; i < values.length; i++) {
        values[i] = adapter.property(i).constant();
      }
    }
  }

  protected final B set(int index, @Nullable Object value) {
    Property property = adapter.property(index);
    if (value == null && !property.isNullable()) {
      throw new NullPointerException(
          adapter.typeName()
              + "."
              + property.key()
              + (property.isMandatory()
                  ? " must not be null"
                  : " can be left out but not be null"));
    }
    values[index] = value == null ? Approximation.NULL : adapter.adapter(index).snapshot(value);
    return self();
  }

  /** Sets a key that this version of the client does not know. */
  public final B additionalProperty(String key, JsonValue value) {
    requireNonNull(key, "key");
    for (int i = 0; i < values.length; i++) {
      if (adapter.property(i).key().equals(key)) {
        throw new IllegalArgumentException(
            adapter.typeName() + " has a property " + key + ": use its own method");
      }
    }
    additional.put(key, requireNonNull(value, key));
    return self();
  }

  /**
   * The model as set so far.
   *
   * @throws IllegalStateException where a request would lack keys that the service needs; it names
   *     all of them
   */
  @CheckReturnValue
  public final T build() {
    List<String> missing =
        IntStream.range(0, values.length)
            .filter(i -> values[i] == null && adapter.property(i).isMandatory())
            .mapToObj(i -> adapter.property(i).key())
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          adapter.typeName()
              + " needs "
              + String.join(", ", missing)
              + (missing.size() == 1 ? ": set it before build()" : ": set them before build()"));
    }
    return adapter.create(values.clone(), Members.copyOf(additional), path);
  }

  @SuppressWarnings("unchecked") // every subclass passes itself
  private B self() {
    return (B) this;
  }
}
