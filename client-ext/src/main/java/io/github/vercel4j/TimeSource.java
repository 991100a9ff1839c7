package io.github.vercel4j;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The clock of a client, its waits between attempts and their jitter, for tests to replace so that
 * none of them waits or depends on chance.
 *
 * <p>Called on any thread.
 */
public interface TimeSource {
  /** The machine's. Waits of asynchronous calls share a daemon thread of the JDK. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }

        @Override
        public void sleep(Duration wait) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }

        @Override
        public CompletableFuture<Void> after(Duration wait) {
          return new CompletableFuture<Void>()
              .completeOnTimeout(null, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
      };

  /** The time of day, by which dates in responses are measured. */
  Instant now();

  /** A time in nanoseconds that never goes back, to be compared with others of it only. */
  long nanoTime();

  /** From 0 to below 1: how much of the part of a wait that is left to chance is left out. */
  double random();

  /**
   * Returns after the wait.
   *
   * @throws InterruptedException where the thread is interrupted, before or meanwhile
   */
  void sleep(Duration wait) throws InterruptedException;

  /** Completes after the wait; cancelling it frees what waits. */
  CompletableFuture<Void> after(Duration wait);
}
