package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Arrays as unmodifiable lists. */
final class ListAdapter<T extends @Nullable Object> extends LosslessAdapter<List<T>> {
  private static final Object[] NOTHING = {};

  private final LosslessAdapter<?> element;
  private final boolean nullable;

  ListAdapter(LosslessAdapter<?> element, boolean nullable) {
    this.element = element;
    this.nullable = nullable;
  }

  @Override
  protected @Nullable Object read(JsonInput input) throws IOException {
    JsonReader reader = input.reader;
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return null;
    }
    @Nullable Object[] all = NOTHING;
    int size = 0;
    boolean allMatch = true;
    reader.beginArray();
    while (reader.hasNext()) {
      Object value = element.read(input);
      if (value == null) {
        value = Approximation.of(input, nullable);
        value = nullable && value == Approximation.NULL ? null : value;
      }
      allMatch &= !(value instanceof Approximation);
      if (size == all.length) {
        all = Arrays.copyOf(all, size == 0 ? 4 : size * 2);
      }
      all[size] = value;
      size++;
    }
    reader.endArray();
    all = size == all.length ? all : Arrays.copyOf(all, size);
    return new MatchingList<>(allMatch ? all : matching(all), all);
  }

  private static @Nullable Object[] matching(@Nullable Object[] all) {
    return Arrays.stream(all)
        .filter(each -> each == null || Approximation.valueOf(each) != null)
        .map(Approximation::valueOf)
        .toArray();
  }

  @Override
  protected void write(JsonOutput output, List<T> value) throws IOException {
    output.beginArray();
    for (Object each : value instanceof MatchingList<T> matching ? matching.all : value.toArray()) {
      if (each == null) {
        output.nullValue();
      } else {
        element.writeUnchecked(output, each);
      }
    }
    output.endArray();
  }

  @Override
  Object snapshot(Object value) {
    if (value instanceof MatchingList) {
      return value;
    }
    @Nullable Object[] copy = ((List<?>) value).toArray();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != null) {
        copy[i] = element.snapshot(copy[i]);
      } else if (!nullable) {
        throw new NullPointerException("A list element is null");
      }
    }
    return new MatchingList<>(copy, copy);
  }

  /** The same elements in a list that nobody can change. */
  @SuppressWarnings("unchecked") // a list that is only read
  static <T extends @Nullable Object> List<T> copyOf(List<? extends T> list) {
    if (list instanceof MatchingList) {
      return (List<T>) list;
    }
    @Nullable Object[] copy = list.toArray();
    return new MatchingList<>(copy, copy);
  }

  /** The elements of the right type; it is written with the others between them. */
  private static final class MatchingList<T extends @Nullable Object> extends AbstractList<T>
      implements RandomAccess {
    private final @Nullable Object[] matching;
    private final @Nullable Object[] all;

    MatchingList(@Nullable Object[] matching, @Nullable Object[] all) {
      this.matching = matching;
      this.all = all;
    }

    @Override
    @SuppressWarnings("unchecked") // what the adapter of the elements read
    public T get(int index) {
      return (T) matching[index];
    }

    @Override
    public int size() {
      return matching.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MatchingList<?> that
          ? Arrays.equals(all, that.all)
          : super.equals(other);
    }

    /** Of what a list of another class has, too, which equals one without a type mismatch. */
    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }
}
