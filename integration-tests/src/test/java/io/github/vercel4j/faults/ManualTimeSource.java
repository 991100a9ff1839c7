package io.github.vercel4j.faults;

import io.github.vercel4j.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only waits move, and that no chance moves on. */
public final class ManualTimeSource implements TimeSource {
  public static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private volatile Duration elapsed = Duration.ZERO;

  /** How long the client has waited, one time after the other. */
  public List<Duration> waits() {
    return waits;
  }

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
    return 0;
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

  private void pass(Duration wait) {
    waits.add(wait);
    elapsed = elapsed.plus(wait);
  }
}
