package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the arrays and objects that are being read hold so far, those within others behind them: a
 * list or map is allocated once, in the size that it has at its end.
 */
final class ReadValues {
  private final JsonInput input;

  /** Null from the count on. */
  private @Nullable Object[] values = new Object[64];

  private int count;

  ReadValues(JsonInput input) {
    this.input = input;
  }

  /** Where an array or object begins that is read from here on. */
  int count() {
    return count;
  }

  void add(@Nullable Object value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  /** Takes what was added since. */
  @Nullable Object[] take(int base) throws UnreadableJsonException {
    input.charge(24 + 4L * (count - base));
    @Nullable Object[] taken = Arrays.copyOfRange(values, base, count);
    clear(base);
    return taken;
  }

  private void clear(int base) {
    Arrays.fill(values, base, count, null);
    count = base;
  }

  /**
   * Adds a member to those that were added since; of equal keys the last counts.
   *
   * @param seen what this returned for the last one: a key that leaves no trace there is new
   */
  long addMember(int base, String name, @Nullable Object value, long seen)
      throws UnreadableJsonException {
    long trace = 1L << name.hashCode();
    Map<String, @Nullable Object> many = many(base);
    if ((seen & trace) != 0 && hasMember(base, name)) {
      if (many == null) {
        values[placeOf(base, name) + 1] = value;
      } else {
        many.put(name, value);
      }
      input.reportEqualKeys();
    } else if (many != null) {
      input.charge(56);
      many.put(name, value);
    } else {
      add(name);
      add(value);
      if (count - base > 2 * Members.FEW) {
        makeMany(base);
      }
    }
    return seen | trace;
  }

  boolean hasMember(int base, String name) {
    Map<String, @Nullable Object> many = many(base);
    return many == null ? placeOf(base, name) < count : many.containsKey(name);
  }

  private int placeOf(int base, String name) {
    int place = base;
    while (place < count && !name.equals(values[place])) {
      place += 2;
    }
    return place;
  }

  /** The map that stands in place of many members; null while they are few. */
  @SuppressWarnings("unchecked") // what makeMany added
  private @Nullable Map<String, @Nullable Object> many(int base) {
    return count > base && values[base] instanceof Map<?, ?> many
        ? (Map<String, @Nullable Object>) many
        : null;
  }

  /** To search among many takes too long. */
  private void makeMany(int base) {
    Map<String, @Nullable Object> many = new LinkedHashMap<>();
    for (int i = base; i < count; i += 2) {
      many.put((String) requireNonNull(values[i]), values[i + 1]);
    }
    clear(base);
    add(many);
  }

  /** Takes the members that were added since. */
  <V extends @Nullable Object> Members<V> takeMembers(int base) throws UnreadableJsonException {
    input.charge(32);
    return Members.of(take(base));
  }
}
