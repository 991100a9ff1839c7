package io.github.vercel4j.runtime;

import java.io.IOException;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects with keys of the service's choice as unmodifiable maps in their order. */
final class MapAdapter<T extends @Nullable Object> extends LosslessAdapter<Map<String, T>> {
  private final LosslessAdapter<?> element;
  private final boolean nullable;

  MapAdapter(LosslessAdapter<?> element, boolean nullable) {
    super(MAP);
    this.element = element;
    this.nullable = nullable;
  }

  @Override
  protected @Nullable Object read(JsonInput input) throws IOException {
    if (!input.isNext(JsonInput.OBJECT)) {
      return null;
    }
    int start = input.position();
    int base = input.values.count();
    boolean exact = true;
    long seen = 0;
    for (boolean more = input.begin('}'); more; more = input.next('}')) {
      input.readKey();
      String key = input.keyText();
      Object value = element.readNext(input);
      if (value == null) {
        value = Approximation.of(input, nullable);
        value = nullable && value == Approximation.NULL ? null : value;
      }
      exact &= !(value instanceof Approximation);
      seen = input.values.addMember(base, key, value, seen);
    }
    Members<@Nullable Object> all = input.values.takeMembers(base);
    return exact ? all : approximation(all, input.keptSince(start));
  }

  private static Approximation approximation(Map<String, @Nullable Object> all, KeptJson json) {
    boolean whole = true;
    Map<String, @Nullable Object> matching = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : all.entrySet()) {
      Object held = entry.getValue();
      Object value = Approximation.valueOf(held);
      whole &= Approximation.isWhole(held);
      if (value != null || held == null) {
        matching.put(entry.getKey(), value);
      }
    }
    return new Approximation(
        new Matching<>(Members.<@Nullable Object>copyOf(matching), json), json, whole);
  }

  @Override
  protected void write(JsonOutput output, Map<String, T> value) throws IOException {
    if (value instanceof Matching<T> matching) {
      matching.json.write(output);
      return;
    }
    output.beginObject();
    for (Map.Entry<String, T> entry : value.entrySet()) {
      output.name(entry.getKey(), null);
      T each = entry.getValue();
      if (each == null) {
        output.nullValue();
      } else {
        element.writeUnchecked(output, each);
      }
    }
    output.endObject();
  }

  @Override
  Object snapshot(Object value) {
    if (value instanceof Members) {
      return value;
    }
    if (value instanceof Matching<?> matching) {
      return new Approximation(value, matching.json, false);
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) value)
        .forEach(
            (key, each) -> {
              if (key == null || (each == null && !nullable)) {
                throw new NullPointerException("A key or value of a map is null");
              }
              copy.put(
                  (String) key,
                  each == null ? null : Approximation.valueOf(element.snapshot(each)));
            });
    return Members.<@Nullable Object>copyOf(copy);
  }

  /** The same entries in a map that nobody can change, nor what is in it. */
  @SuppressWarnings("unchecked") // a map that is only read
  static <T extends @Nullable Object> Map<String, T> copyOf(Map<String, ? extends T> map) {
    if (map instanceof Members || map instanceof Matching) {
      return (Map<String, T>) map;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, ListAdapter.deepCopyOf(value)));
    return (Map<String, T>) Members.<@Nullable Object>copyOf(copy);
  }

  /** The entries whose value is of the right type. */
  private static final class Matching<T extends @Nullable Object> extends AbstractMap<String, T> {
    private final Map<String, T> entries;

    /** The JSON that it came from. */
    private final KeptJson json;

    @SuppressWarnings("unchecked") // what the adapter of the values read
    Matching(Map<String, @Nullable Object> entries, KeptJson json) {
      this.entries = (Map<String, T>) entries;
      this.json = json;
    }

    @Override
    public @Nullable T get(@Nullable Object key) {
      return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return entries.containsKey(key);
    }

    @Override
    public Set<Entry<String, T>> entrySet() {
      return entries.entrySet();
    }
  }
}
