package io.github.vercel4j.runtime;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that the service also writes as its only element. What came that way is written that way,
 * and any other list as an array.
 */
final class OneOrManyAdapter<T> extends LosslessAdapter<List<T>> {
  private final LosslessAdapter<T> one;
  private final LosslessAdapter<List<T>> many;

  OneOrManyAdapter(LosslessAdapter<T> element) {
    this.one = element;
    this.many = new ListAdapter<>(element, false);
  }

  @Override
  protected @Nullable Object read(JsonInput input) throws IOException {
    if (input.isNext(JsonInput.ARRAY)) {
      return many.read(input);
    }
    int start = input.position();
    Object value = one.read(input);
    if (value == null) {
      return null;
    }
    if (value instanceof Approximation approximation) {
      return approximation.value() == null
          ? approximation
          : new Approximation(
              only(approximation.value()), approximation.json(), approximation.isWhole());
    }
    return new Approximation(only(value), input.keptSince(start), true);
  }

  private static List<Object> only(Object value) {
    return ListAdapter.copyOf(List.of(value));
  }

  @Override
  protected void write(JsonOutput output, List<T> value) throws IOException {
    many.write(output, value);
  }

  @Override
  Object snapshot(Object value) {
    return many.snapshot(value);
  }
}
