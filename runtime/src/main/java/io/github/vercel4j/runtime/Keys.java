package io.github.vercel4j.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Keys that an object may have, or values that a string may have, found among bytes without a
 * string of them.
 */
final class Keys {
  private final Key[] keys;

  /** Index + 1 at the key's hash, or behind it; 0 for none. */
  private final int[] table;

  /**
   * Which key came behind each key last time, at its index + 1. Threads race for it, and a wrong
   * guess harms nothing.
   */
  private final int[] following;

  Keys(List<String> names) {
    keys = names.stream().map(Key::new).toArray(Key[]::new);
    table = new int[Integer.highestOneBit(Math.max(1, keys.length)) * 4];
    following = new int[keys.length + 1];
    for (int i = 0; i < keys.length; i++) {
      following[i] = i;
      int place = Words.hash(keys[i].name, 0, keys[i].name.length) & (table.length - 1);
      while (table[place] != 0) {
        place = (place + 1) & (table.length - 1);
      }
      table[place] = i + 1;
    }
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
    return keys[index].text;
  }

  /**
   * How long the key is with quotes and colon where it stands at a position; 0 where it does not.
   */
  int match(int index, byte[] bytes, int position, int end) {
    if (index >= keys.length) {
      return 0;
    }
    Key key = keys[index];
    int length = key.text.length;
    if (position + 24 > end || length > 24) {
      return position + length <= end
              && Arrays.equals(bytes, position, position + length, key.text, 0, length)
          ? length
          : 0;
    }
    long difference =
        ((Words.at(bytes, position) ^ key.first) & key.firstMask)
            | ((Words.at(bytes, position + 8) ^ key.second) & key.secondMask)
            | ((Words.at(bytes, position + 16) ^ key.third) & key.thirdMask);
    return difference == 0 ? length : 0;
  }

  /** The index of the key that stands between two places; -1 for none. */
  int find(byte[] bytes, int start, int stop) {
    int place = Words.hash(bytes, start, stop) & (table.length - 1);
    for (; table[place] != 0; place = (place + 1) & (table.length - 1)) {
      byte[] name = keys[table[place] - 1].name;
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

  private static final class Key {
    final byte[] name;
    final byte[] text;
    final long first;
    final long firstMask;
    final long second;
    final long secondMask;
    final long third;
    final long thirdMask;

    Key(String key) {
      name = key.getBytes(StandardCharsets.UTF_8);
      text = JsonOutput.name(key);
      byte[] padded = Arrays.copyOf(text, Math.max(24, text.length));
      first = Words.at(padded, 0);
      firstMask = Words.mask(text.length);
      second = Words.at(padded, 8);
      secondMask = Words.mask(text.length - 8);
      third = Words.at(padded, 16);
      thirdMask = Words.mask(text.length - 16);
    }
  }
}
