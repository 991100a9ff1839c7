package io.github.vercel4j.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first of them in the lowest bits on every machine. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] MASKS = {
    0, 0xff, 0xffff, 0xffffff, 0xffffffffL, 0xffffffffffL, 0xffffffffffffL, 0xffffffffffffffL, -1
  };

  private Words() {}

  static long at(byte[] bytes, int start) {
    return (long) LONGS.get(bytes, start);
  }

  /** Of fewer than eight bytes, with zeros for the rest. */
  static long between(byte[] bytes, int start, int stop) {
    int size = stop - start;
    if (size >= 8) {
      return at(bytes, start);
    }
    if (start + 8 <= bytes.length) {
      return at(bytes, start) & mask(size);
    }
    long word = 0;
    for (int i = size - 1; i >= 0; i--) {
      word = word << 8 | (bytes[start + i] & 0xff);
    }
    return word;
  }

  /** Ones for the first bytes of a word. */
  static long mask(int size) {
    return MASKS[Math.max(0, Math.min(size, 8))];
  }

  static int hash(byte[] bytes, int start, int stop) {
    long hash = (long) stop - start;
    for (int p = start; p < stop; p += 8) {
      hash = (hash ^ between(bytes, p, stop)) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }
}
