package io.github.vercel4j.runtime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one of the classes that an adapter of several reads, and nothing else. */
public class VariantAdapter<T> extends LosslessAdapter<T> {
  private final LosslessAdapter<? super T> all;
  private final Class<T> type;

  protected VariantAdapter(LosslessAdapter<? super T> all, Class<T> type) {
    this.all = all;
    this.type = type;
  }

  @Override
  protected final @Nullable Object read(JsonInput input) throws IOException {
    int start = input.position();
    int depth = input.depth();
    Object value = all.read(input);
    if (type.isInstance(Approximation.valueOf(value))) {
      return value;
    }
    input.back(start, depth);
    return null;
  }

  @Override
  protected final void write(JsonOutput output, T value) throws IOException {
    all.write(output, value);
  }
}
