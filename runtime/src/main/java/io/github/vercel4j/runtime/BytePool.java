package io.github.vercel4j.runtime;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A few arrays that are used again: to make one for each body takes longer than to fill it. */
final class BytePool {
  private static final int SMALLEST = 8 << 10;

  /** Larger ones are too rare to be kept. */
  private static final int LARGEST = 256 << 10;

  private static final int PLACES = 4;

  private static final AtomicReferenceArray<byte @Nullable []> ARRAYS =
      new AtomicReferenceArray<>(PLACES);

  private BytePool() {}

  /** An array of any length and content. */
  static byte[] take() {
    byte[] array = ARRAYS.getAndSet(place(), null);
    return array == null ? new byte[SMALLEST] : array;
  }

  /** Takes an array that nobody uses any more. */
  static void giveBack(byte[] array) {
    if (array.length <= LARGEST) {
      ARRAYS.set(place(), array);
    }
  }

  /** Threads that run at the same time mostly have different ones. */
  private static int place() {
    return (int) Thread.currentThread().getId() & (PLACES - 1);
  }
}
