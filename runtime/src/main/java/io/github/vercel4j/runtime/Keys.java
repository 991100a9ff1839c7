package io.github.vercel4j.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Keys that an object may have, or values that a string may have, found among bytes without a
 * string of them.
 */
final class Keys {
  /** Keys of so many bytes, with quotes and colon, are compared as words. */
  private static final int SHORT = 24;

  private final byte[][] names;
  private final byte[][] texts;

  /** Three of each text, with zeros behind a shorter one. */
  private final long[] words;

  /** Index + 1 at the key's hash, or behind it; 0 for none. */
  private final int[] table;

  /**
   * Which key came behind each key last time, at its index + 1. Threads race for it, and a wrong
   * guess harms nothing.
   */
  private final int[] following;

  Keys(List<String> keys) {
    int count = keys.size();
    names = new byte[count][];
    texts = new byte[count][];
    words = new long[3 * count];
    table = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
    following = new int[count + 1];
    for (int i = 0; i < count; i++) {
      add(i, keys.get(i));
    }
  }

  private void add(int index, String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    names[index] = name;
    texts[index] = JsonOutput.name(key);
    byte[] padded = Arrays.copyOf(texts[index], Math.max(SHORT, texts[index].length));
    for (int i = 0; i < 3; i++) {
      words[3 * index + i] = Words.at(padded, 8 * i);
    }
    following[index] = index;
    int place = Words.hash(name, 0, name.length) & (table.length - 1);
    while (table[place] != 0) {
      place = (place + 1) & (table.length - 1);
    }
    table[place] = index + 1;
  }

  /** Which key to expect behind another; behind none is at the beginning. */
  int guess(int last) {
    return following[last + 1];
  }

  void learn(int last, int next) {
    following[last + 1] = next;
  }

  /** The key as it stands before its value. */
  byte[] text(int index) {
    return texts[index];
  }

  /**
   * How long the key is with quotes and colon where it stands at a position; 0 where it does not.
   */
  int match(int index, byte[] bytes, int position, int end) {
    if (index >= texts.length) {
      return 0;
    }
    int length = texts[index].length;
    if (length > SHORT || position + SHORT > end) {
      return matchOther(texts[index], bytes, position, end);
    }
    long difference =
        ((Words.at(bytes, position) ^ words[3 * index]) & Words.mask(length))
            | ((Words.at(bytes, position + 8) ^ words[3 * index + 1]) & Words.mask(length - 8))
            | ((Words.at(bytes, position + 16) ^ words[3 * index + 2]) & Words.mask(length - 16));
    return difference == 0 ? length : 0;
  }

  private static int matchOther(byte[] text, byte[] bytes, int position, int end) {
    int stop = position + text.length;
    return stop <= end && Arrays.equals(bytes, position, stop, text, 0, text.length)
        ? text.length
        : 0;
  }

  /** The index of the key that stands between two places; -1 for none. */
  int find(byte[] bytes, int start, int stop) {
    int place = Words.hash(bytes, start, stop) & (table.length - 1);
    for (; table[place] != 0; place = (place + 1) & (table.length - 1)) {
      byte[] name = names[table[place] - 1];
      if (Arrays.equals(bytes, start, stop, name, 0, name.length)) {
        return table[place] - 1;
      }
    }
    return -1;
  }

  int find(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return find(utf8, 0, utf8.length);
  }
}
