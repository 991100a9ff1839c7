package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an object holds, in its order; nobody outside can change it.
 *
 * <p>Most objects hold little, and a hash table for that takes more time and memory than the search
 * that it saves. What was kept as it came becomes a value when somebody asks for it.
 */
public final class Members<V extends @Nullable Object> extends AbstractMap<String, V> {
  static final int FEW = 24;

  /** Keys and values in turn while they are few, or else one map of them. */
  private final @Nullable Object[] held;

  private Members(@Nullable Object[] held) {
    this.held = held;
  }

  /** Takes keys, none of them twice, and values in turn, or one map of many. */
  static <V extends @Nullable Object> Members<V> of(@Nullable Object[] held) {
    return new Members<>(held);
  }

  /** The same members, which do not change any more. */
  public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, ? extends V> map) {
    return map instanceof Members<?> members ? members.same() : copyOfOther(map);
  }

  @SuppressWarnings("unchecked") // nobody puts anything in
  private <T> Map<String, T> same() {
    return (Map<String, T>) this;
  }

  private static <V extends @Nullable Object> Members<V> copyOfOther(Map<String, ? extends V> map) {
    if (map.size() > FEW) {
      return new Members<>(new Object[] {new LinkedHashMap<>(map)});
    }
    @Nullable Object[] held = new Object[2 * map.size()];
    int size = 0;
    for (Entry<String, ? extends V> entry : map.entrySet()) {
      held[size++] = entry.getKey();
      held[size++] = entry.getValue();
    }
    return new Members<>(held);
  }

  @SuppressWarnings("unchecked") // as it was made
  private @Nullable Map<String, @Nullable Object> many() {
    return held.length == 1 ? (Map<String, @Nullable Object>) held[0] : null;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // what it was made of
  private V value(@Nullable Object value) {
    return (V) (value instanceof KeptJson kept ? kept.value() : value);
  }

  private int indexOf(@Nullable Object key) {
    for (int i = 0; i < held.length; i += 2) {
      if (requireNonNull(held[i]).equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    Map<String, @Nullable Object> many = many();
    return many == null ? held.length / 2 : many.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    Map<String, @Nullable Object> many = many();
    return many == null ? indexOf(key) >= 0 : many.containsKey(key);
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Map<String, @Nullable Object> many = many();
    if (many != null) {
      return value(many.get(key));
    }
    int index = indexOf(key);
    return index < 0 ? null : value(held[index + 1]);
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return Members.this.size();
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Entries(held().iterator());
      }
    };
  }

  /** What it holds: values, and JSON that was kept. */
  Iterable<Entry<String, @Nullable Object>> held() {
    Map<String, @Nullable Object> many = many();
    return many == null
        ? () -> new HeldEntries(held)
        : Collections.unmodifiableMap(many).entrySet();
  }

  private final class Entries implements Iterator<Entry<String, V>> {
    private final Iterator<Entry<String, @Nullable Object>> entries;

    Entries(Iterator<Entry<String, @Nullable Object>> entries) {
      this.entries = entries;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public Entry<String, V> next() {
      Entry<String, @Nullable Object> entry = entries.next();
      return new SimpleImmutableEntry<>(entry.getKey(), value(entry.getValue()));
    }
  }

  private static final class HeldEntries implements Iterator<Entry<String, @Nullable Object>> {
    private final @Nullable Object[] held;
    private int next;

    HeldEntries(@Nullable Object[] held) {
      this.held = held;
    }

    @Override
    public boolean hasNext() {
      return next < held.length;
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return new SimpleImmutableEntry<>((String) requireNonNull(held[next - 2]), held[next - 1]);
    }
  }
}
