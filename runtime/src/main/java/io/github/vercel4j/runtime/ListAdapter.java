package io.github.vercel4j.runtime;

import java.io.IOException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Arrays as unmodifiable lists. */
final class ListAdapter<T extends @Nullable Object> extends LosslessAdapter<List<T>> {
  private static final Object[] NOTHING = {};

  private final LosslessAdapter<?> element;
  private final boolean nullable;

  ListAdapter(LosslessAdapter<?> element, boolean nullable) {
    super(LIST);
    this.element = element;
    this.nullable = nullable;
  }

  @Override
  protected @Nullable Object read(JsonInput input) throws IOException {
    if (!input.isNext(JsonInput.ARRAY)) {
      return null;
    }
    int start = input.position();
    if (!input.begin(']')) {
      input.charge(32);
      return new Elements<>(NOTHING, null);
    }
    Object first = readElement(input);
    if (!input.next(']')) {
      input.charge(64);
      return listOf(input, start, new Object[] {first}, !(first instanceof Approximation));
    }
    int base = input.values.count();
    boolean exact = !(first instanceof Approximation);
    input.values.add(first);
    do {
      Object value = readElement(input);
      exact &= !(value instanceof Approximation);
      input.values.add(value);
    } while (input.next(']'));
    input.charge(32);
    return listOf(input, start, input.values.take(base), exact);
  }

  private @Nullable Object readElement(JsonInput input) throws IOException {
    Object value =
        element == Json.STRING && input.isNext(JsonInput.STRING)
            ? input.word()
            : element.readNext(input);
    if (value != null) {
      return value;
    }
    value = Approximation.of(input, nullable);
    return nullable && value == Approximation.NULL ? null : value;
  }

  private static Object listOf(JsonInput input, int start, @Nullable Object[] all, boolean exact)
      throws IOException {
    if (exact) {
      return new Elements<>(all, null);
    }
    KeptJson json = input.keptSince(start);
    boolean whole = Arrays.stream(all).allMatch(Approximation::isWhole);
    return new Approximation(new Elements<>(matching(all), json), json, whole);
  }

  private static @Nullable Object[] matching(@Nullable Object[] all) {
    return Arrays.stream(all)
        .filter(each -> each == null || Approximation.valueOf(each) != null)
        .map(Approximation::valueOf)
        .toArray();
  }

  @Override
  protected void write(JsonOutput output, List<T> value) throws IOException {
    if (value instanceof Elements<T> elements && elements.json != null) {
      elements.json.write(output);
      return;
    }
    output.beginArray();
    for (Object each : value) {
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
    if (value instanceof Elements<?> elements) {
      return elements.json == null ? value : new Approximation(value, elements.json, false);
    }
    @Nullable Object[] copy = ((List<?>) value).toArray();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != null) {
        copy[i] = Approximation.valueOf(element.snapshot(copy[i]));
      } else if (!nullable) {
        throw new NullPointerException("A list element is null");
      }
    }
    return new Elements<>(copy, null);
  }

  /** A list of what an array holds, which nobody changes from here on. */
  static List<?> of(@Nullable Object[] elements) {
    return new Elements<>(elements, null);
  }

  /** The same elements in a list that nobody can change. */
  @SuppressWarnings("unchecked") // a list that is only read
  static <T extends @Nullable Object> List<T> copyOf(List<? extends T> list) {
    if (list instanceof Elements) {
      return (List<T>) list;
    }
    @Nullable Object[] copy = list.toArray();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = deepCopyOf(copy[i]);
    }
    return new Elements<>(copy, null);
  }

  /** What a list or map holds, with the lists and maps in it copied as well. */
  @SuppressWarnings("unchecked") // the keys of all maps are strings
  static @Nullable Object deepCopyOf(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return copyOf(list);
    }
    return value instanceof Map<?, ?> map ? MapAdapter.copyOf((Map<String, ?>) map) : value;
  }

  /** The elements of the right type. */
  private static final class Elements<T extends @Nullable Object> extends AbstractList<T>
      implements RandomAccess {
    private final @Nullable Object[] elements;

    /** The JSON that it came from, where there is more in it. */
    private final @Nullable KeptJson json;

    Elements(@Nullable Object[] elements, @Nullable KeptJson json) {
      this.elements = elements;
      this.json = json;
    }

    @Override
    @SuppressWarnings("unchecked") // what the adapter of the elements read
    public T get(int index) {
      return (T) elements[index];
    }

    @Override
    public int size() {
      return elements.length;
    }
  }
}
