package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.vercel4j.json.JsonValue;
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
        ? LosslessAdapter.within(moshi.adapter(type))
        : null;
  }
}
