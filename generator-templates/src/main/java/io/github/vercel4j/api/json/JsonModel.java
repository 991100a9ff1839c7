package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.api.json.JsonValue.JsonNull;
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

  private final @Nullable Extras extras;

  protected JsonModel(ModelState state) {
    this.adapter = state.adapter;
    this.values = state.values;
    this.extras = state.extras;
  }

  /** The keys that this version of the client does not know, in their order. */
  public final Map<String, JsonValue> additionalProperties() {
    return extras == null ? Map.of() : Collections.unmodifiableMap(extras.unknown());
  }

  /** The known keys whose value is not of the type that the API documents. */
  public final Map<String, JsonValue> unexpectedProperties() {
    Map<String, JsonValue> unexpected = new LinkedHashMap<>();
    if (extras != null) {
      extras
          .raw()
          .forEach(
              (index, value) -> {
                if (values[index] == null) {
                  unexpected.put(adapter.property(index).key(), value);
                }
              });
    }
    return Collections.unmodifiableMap(unexpected);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> T required(int index) {
    Object value = values[index];
    if (value == null) {
      throw missing(index);
    }
    return (T) value;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the adapter checked the type
  protected final <T> @Nullable T optional(int index) {
    return (T) values[index];
  }

  private MissingValueException missing(int index) {
    String key = adapter.property(index).key();
    String parent = extras == null ? null : extras.path();
    JsonValue raw = extras == null ? null : extras.raw(index);
    String reason;
    if (extras != null && extras.isNull(index)) {
      reason = "is null";
    } else if (raw != null) {
      reason = "is " + raw.kind();
    } else if (parent == null) {
      reason = "was not set";
    } else {
      reason = "is not in the answer";
    }
    return new MissingValueException(
        adapter.typeName(), key, (parent == null ? "$" : parent) + "." + key, reason);
  }

  final @Nullable Object[] values() {
    return values;
  }

  final @Nullable Extras extras() {
    return extras;
  }

  final void write(JsonWriter writer) throws IOException {
    adapter.writeModel(writer, this);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof JsonModel that
            && getClass() == that.getClass()
            && Arrays.equals(values, that.values)
            && Extras.same(extras, that.extras));
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
      if (value == null && extras != null) {
        value = extras.isNull(i) ? JsonValue.NULL : extras.raw(i);
      }
      if (value != null) {
        text.append(separator).append(property.key()).append('=');
        text.append(property.isSecret() && !(value instanceof JsonNull) ? "***" : value);
        separator = ", ";
      }
    }
    if (extras != null && !extras.unknown().isEmpty()) {
      text.append(separator).append("additional keys ").append(extras.unknown().keySet());
    }
    return text.append(']').toString();
  }

  /** What a model is made of. For generated code, which only hands it on. */
  public static final class ModelState {
    private final ModelAdapter<?> adapter;
    private final @Nullable Object[] values;
    private final @Nullable Extras extras;

    ModelState(ModelAdapter<?> adapter, @Nullable Object[] values, @Nullable Extras extras) {
      this.adapter = adapter;
      this.values = values;
      this.extras = extras;
    }
  }
}
