package io.github.vercel4j.runtime;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Short strings that come again and again: keys of maps, words in lists. Threads race for the
 * places, in which only what never changes stands.
 */
final class SharedStrings {
  static final int LONGEST = 24;

  private static final int PLACES = 512;

  /** One in so many that are not here takes the place of another. */
  private static final int RARELY = 8;

  private static final @Nullable Entry[] ENTRIES = new Entry[PLACES];
  private static int misses;

  private SharedStrings() {}

  /** The string of ASCII characters between two places; the input is charged for a new one. */
  static String get(JsonInput input, byte[] bytes, int start, int stop)
      throws UnreadableJsonException {
    long first = Words.between(bytes, start, stop);
    long second = stop - start > 8 ? Words.between(bytes, start + 8, stop) : 0;
    long third = stop - start > 16 ? Words.between(bytes, start + 16, stop) : 0;
    long hash =
        (first ^ Long.rotateLeft(second, 21) ^ Long.rotateLeft(third, 42)) * 0x9e3779b97f4a7c15L;
    int place = (int) (hash >>> 32) & (PLACES - 1);
    Entry entry = ENTRIES[place];
    if (entry != null
        && entry.first == first
        && entry.second == second
        && entry.third == third
        && entry.string.length() == stop - start) {
      return entry.string;
    }
    input.charge(48L + stop - start);
    String string = new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1);
    if (entry == null || ++misses % RARELY == 0) {
      ENTRIES[place] = new Entry(string, first, second, third);
    }
    return string;
  }

  private record Entry(String string, long first, long second, long third) {}
}
