package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the adapters of lists and maps that stand outside a model. */
public final class CollectionAdapters {
  private static final Map<Type, LosslessAdapter<?>> PLAIN =
      Map.of(
          Boolean.class, Json.BOOLEAN,
          JsonValue.class, Json.ANY,
          Long.class, Json.INT64,
          String.class, Json.STRING);

  private CollectionAdapters() {}

  /** The adapter, or null where the type is another one, or holds what is not ours. */
  public static @Nullable JsonAdapter<?> find(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    if (!annotations.isEmpty() || !(type instanceof ParameterizedType parameterized)) {
      return null;
    }
    Type[] arguments = parameterized.getActualTypeArguments();
    if (parameterized.getRawType() == List.class) {
      LosslessAdapter<?> element = element(arguments[0], moshi);
      return element == null ? null : new ListAdapter<>(element, false).nullSafe();
    }
    if (parameterized.getRawType() == Map.class && arguments[0] == String.class) {
      LosslessAdapter<?> value = element(arguments[1], moshi);
      return value == null ? null : new MapAdapter<>(value, false).nullSafe();
    }
    return null;
  }

  private static @Nullable LosslessAdapter<?> element(Type type, Moshi moshi) {
    if (PLAIN.containsKey(type)) {
      return PLAIN.get(type);
    }
    JsonClass generated = Types.getRawType(type).getAnnotation(JsonClass.class);
    return generated != null && generated.generator().equals("vercel4j")
        ? new Element<>(moshi.adapter(type))
        : null;
  }

  /** Moshi hands a generated adapter out with one around it that takes null. */
  private static final class Element<T> extends LosslessAdapter<T> {
    private final JsonAdapter<T> adapter;

    Element(JsonAdapter<T> adapter) {
      this.adapter = adapter;
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      JsonReader reader = input.reader;
      if (reader.peek() == JsonReader.Token.NULL) {
        return null;
      }
      try {
        return withRaw(reader, adapter.fromJson(reader));
      } catch (JsonDataException e) {
        if (isUnread(reader, e)) {
          return null;
        }
        throw e;
      }
    }

    @Override
    protected void write(JsonOutput output, T value) throws IOException {
      output.value(adapter, value);
    }
  }
}
