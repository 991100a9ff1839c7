package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects with keys of the service's choice as unmodifiable maps in their order. */
final class MapAdapter<T extends @Nullable Object> extends LosslessAdapter<Map<String, T>> {
  /** Smaller maps are not worth it, and in larger ones the keys hardly come again. */
  private static final int FEWEST_KEYS = 4;

  private static final int MOST_KEYS = 64;

  /** After so many maps with other keys than those before nothing more is learned. */
  private static final int MOST_SURPRISES = 16;

  private final LosslessAdapter<?> element;
  private final boolean nullable;

  /** Those of an earlier map. */
  private volatile @Nullable Keys learned;

  private volatile int surprises;

  MapAdapter(LosslessAdapter<?> element, boolean nullable) {
    this.element = element;
    this.nullable = nullable;
  }

  @Override
  protected @Nullable Object read(JsonInput input) throws IOException {
    JsonReader reader = input.reader;
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return null;
    }
    Members<@Nullable Object> all = new Members<>();
    boolean allMatch = true;
    Keys known = learned;
    int unknown = 0;
    reader.beginObject();
    while (reader.hasNext()) {
      int index = known == null ? -1 : reader.selectName(known.options());
      String key;
      if (known == null || index < 0) {
        key = reader.nextName();
        unknown++;
      } else {
        key = known.names().get(index);
      }
      Object value = element.read(input);
      if (value == null) {
        value = Approximation.of(input, nullable);
        value = nullable && value == Approximation.NULL ? null : value;
      }
      allMatch &= !(value instanceof Approximation);
      if (all.add(key, value)) {
        input.reportEqualKeys();
      }
    }
    reader.endObject();
    if (unknown > all.size() / 2 && !input.isSecret()) {
      learn(all.keySet());
    }
    return new MatchingMap<>(allMatch ? all : matching(all), all);
  }

  private void learn(Set<String> keys) {
    if (keys.size() >= FEWEST_KEYS
        && keys.size() <= MOST_KEYS
        && surprises <= MOST_SURPRISES
        && keys.stream().allMatch(Keys::isLearnable)) {
      int count = surprises + 1; // two threads may count as one
      surprises = count;
      learned = count > MOST_SURPRISES ? null : Keys.of(keys);
    }
  }

  private static Map<String, @Nullable Object> matching(Map<String, @Nullable Object> all) {
    Map<String, @Nullable Object> matching = new LinkedHashMap<>();
    all.forEach(
        (key, held) -> {
          Object value = Approximation.valueOf(held);
          if (value != null || held == null) {
            matching.put(key, value);
          }
        });
    return matching;
  }

  @Override
  protected void write(JsonOutput output, Map<String, T> value) throws IOException {
    output.beginObject();
    Map<String, ?> all = value instanceof MatchingMap<T> matching ? matching.all : value;
    for (Map.Entry<String, ?> entry : all.entrySet()) {
      output.name(entry.getKey(), null);
      if (entry.getValue() == null) {
        output.nullValue();
      } else {
        element.writeUnchecked(output, entry.getValue());
      }
    }
    output.endObject();
  }

  @Override
  Object snapshot(Object value) {
    if (value instanceof MatchingMap) {
      return value;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) value)
        .forEach(
            (key, each) -> {
              if (key == null || (each == null && !nullable)) {
                throw new NullPointerException("A key or value of a map is null");
              }
              copy.put((String) key, each == null ? null : element.snapshot(each));
            });
    return new MatchingMap<>(copy, copy);
  }

  /** The same entries in a map that nobody can change. */
  @SuppressWarnings("unchecked") // a map that is only read
  static <T extends @Nullable Object> Map<String, T> copyOf(Map<String, ? extends T> map) {
    if (map instanceof MatchingMap) {
      return (Map<String, T>) map;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
    return new MatchingMap<>(copy, copy);
  }

  /** The entries whose value is of the right type; it is written with the others between them. */
  private static final class MatchingMap<T extends @Nullable Object>
      extends AbstractMap<String, T> {
    private final Map<String, @Nullable Object> matching;
    private final Map<String, @Nullable Object> all;

    MatchingMap(Map<String, @Nullable Object> matching, Map<String, @Nullable Object> all) {
      this.matching = matching;
      this.all = all;
    }

    @Override
    @SuppressWarnings("unchecked") // what the adapter of the values read
    public @Nullable T get(@Nullable Object key) {
      return (T) matching.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return matching.containsKey(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MatchingMap<?> that ? all.equals(that.all) : super.equals(other);
    }

    /** Of what a map of another class has, too, which equals one without a type mismatch. */
    @Override
    public int hashCode() {
      return super.hashCode();
    }

    @Override
    @SuppressWarnings("unchecked") // what the adapter of the values read
    public Set<Entry<String, T>> entrySet() {
      return Collections.unmodifiableMap((Map<String, T>) matching).entrySet();
    }
  }
}
