package io.github.vercel4j.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.runtime.CollectionAdapters;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets lists and maps that stand outside a model keep values of another type, too. For Moshi. */
public final class LosslessCollections implements JsonAdapter.Factory {
  public LosslessCollections() {}

  @Override
  public @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    return CollectionAdapters.find(type, annotations, moshi);
  }
}
