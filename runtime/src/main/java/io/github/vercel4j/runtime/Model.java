package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.JsonModel;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.MissingPropertyException;
import io.github.vercel4j.runtime.LosslessAdapter.Approximation;
import io.github.vercel4j.runtime.ModelAdapter.Property;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Base of all models: an array of values, of which the adapter knows the keys and types. */
public abstract class Model implements JsonModel {
  private final ModelAdapter<?> adapter;

  /**
   * One for each property of the adapter, null for none; those behind the last may have no place.
   */
  private final @Nullable Object[] values;

  private final Map<String, JsonValue> additional;

  /**
   * Where the object stood in a response; only known where a key is missing there or in it twice.
   */
  private final @Nullable String path;

  protected Model(ModelState state) {
    this.adapter = requireNonNull(state.adapter);
    this.values = state.values;
    this.additional = state.additional;
    this.path = state.path;
  }

  @Override
  public final Map<String, JsonValue> additionalProperties() {
    return additional;
  }

  @Override
  public final Map<String, JsonValue> unexpectedProperties() {
    Map<String, JsonValue> unexpected = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Approximation approximation
          && !approximation.isWhole()
          && !(approximation.raw() instanceof JsonNull)) {
        unexpected.put(adapter.property(i).key(), approximation.raw());
      }
    }
    return Collections.unmodifiableMap(unexpected);
  }

  @Override
  @SuppressWarnings("unchecked") // the adapter is that of this class
  public final String toJson() {
    return JsonOutput.text((ModelAdapter<Model>) adapter, this);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> T required(int index) {
    Object value = Approximation.valueOf(held(index));
    if (value == null) {
      throw missing(index);
    }
    return (T) value;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> @Nullable T optional(int index) {
    return (T) Approximation.valueOf(held(index));
  }

  private @Nullable Object held(int index) {
    return index < values.length ? values[index] : null;
  }

  private MissingPropertyException missing(int index) {
    String key = adapter.property(index).key();
    String reason;
    if (held(index) instanceof Approximation approximation) {
      reason = "is " + approximation.raw().kind();
    } else if (path == null) {
      reason = "was not set";
    } else {
      reason = "is not in the response";
    }
    return missing(key, reason);
  }

  final MissingPropertyException missing(String key, String reason) {
    return new MissingPropertyException(
        adapter.typeName(), key, (path == null ? "$" : path) + "." + key, reason);
  }

  /** The JSON at an index; null where there is none. */
  @SuppressWarnings("unchecked") // the adapter checked the type
  final @Nullable JsonValue json(int index) {
    Object value = held(index);
    if (value == null) {
      return null;
    }
    if (value instanceof Approximation approximation) {
      return approximation.raw();
    }
    return JsonValue.parse(
        JsonOutput.text((LosslessAdapter<Object>) adapter.adapter(index), value));
  }

  final @Nullable Object[] values() {
    return values;
  }

  /** With a place for each property, for a builder to change. */
  final @Nullable Object[] allValues() {
    return Arrays.copyOf(values, adapter.size());
  }

  final @Nullable String path() {
    return path;
  }

  final void write(JsonOutput output) throws IOException {
    adapter.writeModel(output, this);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Model that
            && getClass() == that.getClass()
            && hasValues(that)
            && additional.equals(that.additional));
  }

  @Override
  public final int hashCode() {
    int hash = 0;
    for (int i = 0; i < values.length; i++) {
      hash = values[i] == null ? hash : 31 * hash + (i ^ values[i].hashCode());
    }
    return hash;
  }

  /** Whether the values are equal; one may have room for more. */
  private boolean hasValues(Model that) {
    for (int i = 0; i < Math.max(values.length, that.values.length); i++) {
      if (!Objects.equals(held(i), that.held(i))) {
        return false;
      }
    }
    return true;
  }

  /** The values for people to read; secrets and values of unknown keys are left out. */
  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder(adapter.typeName()).append('[');
    String separator = "";
    for (int i = 0; i < values.length; i++) {
      Property property = adapter.property(i);
      Object value = values[i];
      if (value instanceof Approximation approximation) {
        // What came in place of a value may hold what is a secret there
        value = approximation.value() == null ? approximation.raw().kind() : approximation.value();
      }
      if (value != null) {
        text.append(separator).append(property.key()).append('=');
        text.append(property.isSecret() && !Approximation.NULL.equals(values[i]) ? "***" : value);
        separator = ", ";
      }
    }
    if (!additional.isEmpty()) {
      text.append(separator).append("additional keys ").append(additional.keySet());
    }
    return text.append(']').toString();
  }

  /** What a model is made of. For generated code, which only hands it on. */
  public static final class ModelState {
    private @Nullable ModelAdapter<?> adapter;
    private @Nullable Object[] values = {};
    private Map<String, JsonValue> additional = Map.of();
    private @Nullable String path;

    ModelState() {}

    /** For the next model. */
    ModelState of(
        ModelAdapter<?> adapter,
        @Nullable Object[] values,
        Map<String, JsonValue> additional,
        @Nullable String path) {
      this.adapter = adapter;
      this.values = values;
      this.additional = additional;
      this.path = path;
      return this;
    }
  }
}
