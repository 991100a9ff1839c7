package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.internal.http.RetryDelays;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What a response says about the limit that its call counts against. */
public final class RateLimit implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long limit;
  private final long remaining;
  private final Instant resetsAt;

  private RateLimit(long limit, long remaining, Instant resetsAt) {
    this.limit = limit;
    this.remaining = remaining;
    this.resetsAt = requireNonNull(resetsAt, "resetsAt");
  }

  /** One for tests; the client reads its own from responses. */
  public static RateLimit of(long limit, long remaining, Instant resetsAt) {
    return new RateLimit(limit, remaining, resetsAt);
  }

  /** Reads {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}; null without them. */
  public static @Nullable RateLimit of(Headers headers) {
    String remaining = headers.get("X-RateLimit-Remaining");
    if (remaining == null) {
      return null;
    }
    long left = RetryDelays.count(remaining);
    long limit = RetryDelays.count(headers.get("X-RateLimit-Limit"));
    Instant resetsAt = RetryDelays.instant(headers.get("X-RateLimit-Reset"));
    return left < 0 || limit < 0 || resetsAt == null ? null : RateLimit.of(limit, left, resetsAt);
  }

  /** How many calls are allowed until a reset. */
  public long limit() {
    return limit;
  }

  /** How many of them are left. */
  public long remaining() {
    return remaining;
  }

  /** When all of them are allowed again. */
  public Instant resetsAt() {
    return resetsAt;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RateLimit that
        && limit == that.limit
        && remaining == that.remaining
        && resetsAt.equals(that.resetsAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(limit, remaining, resetsAt);
  }

  @Override
  public String toString() {
    return remaining + " of " + limit + " calls left until " + resetsAt;
  }
}
