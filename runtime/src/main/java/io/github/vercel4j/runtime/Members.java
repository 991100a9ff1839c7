package io.github.vercel4j.runtime;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
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
 * that it saves.
 */
public final class Members<V extends @Nullable Object> extends AbstractMap<String, V> {
  private static final int FEW = 8;

  /** Keys and values in turn, while they are few. */
  private @Nullable Object[] few = new Object[4];

  private int size;
  private @Nullable Map<String, V> many;

  /** The same members, which do not change any more. */
  public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, ? extends V> map) {
    Members<V> members = new Members<>();
    map.forEach(members::add);
    return members;
  }

  /**
   * Of equal keys the last counts, in the place of the first.
   *
   * @return whether the key was there before
   */
  boolean add(String key, @Nullable V value) {
    if (many != null) {
      int before = many.size();
      many.put(key, value);
      return many.size() == before;
    }
    int index = indexOf(key);
    if (index >= 0) {
      few[index + 1] = value;
    } else if (size < FEW) {
      if (few.length == 2 * size) {
        few = Arrays.copyOf(few, 4 * size);
      }
      few[2 * size] = key;
      few[2 * size + 1] = value;
      size++;
    } else {
      Map<String, V> all = new LinkedHashMap<>();
      forEach(all::put);
      all.put(key, value);
      many = all;
    }
    return index >= 0;
  }

  private int indexOf(@Nullable Object key) {
    for (int i = 0; i < 2 * size; i += 2) {
      if (few[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return many == null ? size : many.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return many == null ? indexOf(key) >= 0 : many.containsKey(key);
  }

  @Override
  @SuppressWarnings("unchecked") // what add was given
  public @Nullable V get(@Nullable Object key) {
    if (many != null) {
      return many.get(key);
    }
    int index = indexOf(key);
    return index < 0 ? null : (V) few[index + 1];
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
        return many == null
            ? new FewEntries()
            : Collections.unmodifiableMap(many).entrySet().iterator();
      }
    };
  }

  private final class FewEntries implements Iterator<Entry<String, V>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < 2 * size;
    }

    @Override
    @SuppressWarnings("unchecked") // what add was given
    public Entry<String, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Entry<String, V> entry = new SimpleImmutableEntry<>((String) few[next], (V) few[next + 1]);
      next += 2;
      return entry;
    }
  }
}
