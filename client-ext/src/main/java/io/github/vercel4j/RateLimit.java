package io.github.vercel4j;

import io.github.vercel4j.internal.http.RetryDelays;
import java.io.Serializable;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a response says about the limit that its call counts against.
 *
 * @param limit how many calls are allowed until a reset
 * @param remaining how many of them are left
 * @param resetsAt when all of them are allowed again
 */
public record RateLimit(long limit, long remaining, Instant resetsAt) implements Serializable {
  /** Reads {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}; null without them. */
  public static @Nullable RateLimit of(Headers headers) {
    String remaining = headers.get("X-RateLimit-Remaining");
    if (remaining == null) {
      return null;
    }
    long left = RetryDelays.count(remaining);
    long limit = RetryDelays.count(headers.get("X-RateLimit-Limit"));
    Instant resetsAt = RetryDelays.instant(headers.get("X-RateLimit-Reset"));
    return left < 0 || limit < 0 || resetsAt == null ? null : new RateLimit(limit, left, resetsAt);
  }
}
