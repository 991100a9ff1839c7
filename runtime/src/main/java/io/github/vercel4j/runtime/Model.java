package io.github.vercel4j.api.json;

import io.github.vercel4j.api.json.JsonValue.JsonNull;
import io.github.vercel4j.api.json.LosslessAdapter.Approximation;
import io.github.vercel4j.api.json.ModelAdapter.Property;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Base of all models: an immutable JSON object that also keeps what the service sent beyond its
 * properties, so that reading and writing it gives the same JSON.
 *
 * <p>An accessor that is not {@code @Nullable} throws {@link MissingValueException} where the
 * service left its value out.
 */
public abstract class JsonModel {
  private final ModelAdapter<?> adapter;

  /** One for each property of the adapter; null where there is no value of its type. */
  private final @Nullable Object[] values;

  private final Map<String, JsonValue> additional;

  /**
   * Where the object stood in an answer; only known where a key is missing there or in it twice.
   */
  private final @Nullable String path;

  protected JsonModel(ModelState state) {
    this.adapter = state.adapter;
    this.values = state.values;
    this.additional = state.additional;
    this.path = state.path;
  }

  /** The keys that this version of the client does not know, in their order. */
  public final Map<String, JsonValue> additionalProperties() {
    return additional;
  }

  /** The known keys whose value is not of the type that the API documents. */
  public final Map<String, JsonValue> unexpectedProperties() {
    Map<String, JsonValue> unexpected = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Approximation approximation
          && approximation.value() == null
          && !(approximation.raw() instanceof JsonNull)) {
        unexpected.put(adapter.property(i).key(), approximation.raw());
      }
    }
    return Collections.unmodifiableMap(unexpected);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> T required(int index) {
    Object value = Approximation.valueOf(values[index]);
    if (value == null) {
      throw missing(index);
    }
    return (T) value;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> @Nullable T optional(int index) {
    return (T) Approximation.valueOf(values[index]);
  }

  private MissingValueException missing(int index) {
    String key = adapter.property(index).key();
    String reason;
    if (values[index] instanceof Approximation approximation) {
      reason = "is " + approximation.raw().kind();
    } else if (path == null) {
      reason = "was not set";
    } else {
      reason = "is not in the answer";
    }
    return missing(key, reason);
  }

  final MissingValueException missing(String key, String reason) {
    return new MissingValueException(
        adapter.typeName(), key, (path == null ? "$" : path) + "." + key, reason);
  }

  /** The JSON at an index; null where there is none. */
  @SuppressWarnings("unchecked") // the adapter checked the type
  final @Nullable JsonValue json(int index) {
    Object value = values[index];
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

  final @Nullable String path() {
    return path;
  }

  final void write(JsonOutput output) throws IOException {
    adapter.writeModel(output, this);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof JsonModel that
            && getClass() == that.getClass()
            && Arrays.equals(values, that.values)
            && additional.equals(that.additional));
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(values);
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
    private final ModelAdapter<?> adapter;
    private final @Nullable Object[] values;
    private final Map<String, JsonValue> additional;
    private final @Nullable String path;

    ModelState(
        ModelAdapter<?> adapter,
        @Nullable Object[] values,
        Map<String, JsonValue> additional,
        @Nullable String path) {
      this.adapter = adapter;
      this.values = values;
      this.additional = additional;
      this.path = path;
    }
  }
}
