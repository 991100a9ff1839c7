package io.github.vercel4j;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only waits move. */
public class FakeTimeSource implements TimeSource {
  public static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  public final List<Duration> waits = new CopyOnWriteArrayList<>();
  public volatile double random;
  private volatile Duration elapsed = Duration.ZERO;

  @Override
  public Instant now() {
    return START.plus(elapsed);
  }

  @Override
  public long nanoTime() {
    return elapsed.toNanos();
  }

  @Override
  public double random() {
    return random;
  }

  @Override
  public void sleep(Duration wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pass(wait);
  }

  @Override
  public CompletableFuture<Void> after(Duration wait) {
    pass(wait);
    return CompletableFuture.completedFuture(null);
  }

  public void pass(Duration wait) {
    waits.add(wait);
    elapsed = elapsed.plus(wait);
  }
}
