package io.github.vercel4j.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Clock, waits and chance, so that tests need none of them. */
public interface Timing {
  /** The machine's. Waits of asynchronous calls share a daemon thread of the JDK. */
  Timing SYSTEM =
      new Timing() {
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

  Instant now();

  long nanoTime();

  /** From 0 to below 1. */
  double random();

  void sleep(Duration wait) throws InterruptedException;

  /** Completes after the wait; cancelling it frees what waits. */
  CompletableFuture<Void> after(Duration wait);
}
