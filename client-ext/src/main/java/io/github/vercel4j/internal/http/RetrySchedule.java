package io.github.vercel4j.internal.http;

import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.TimeSource;
import io.github.vercel4j.internal.call.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the attempts of one call may be sent: its retry policy and timeout, from its beginning. */
final class RetrySchedule {
  private static final Duration MOST_JITTER = Duration.ofSeconds(5);

  private final RetryPolicy policy;
  private final @Nullable Duration timeout;
  private final TimeSource timeSource;
  private final long began;

  /** Begins now. */
  RetrySchedule(Settings settings, TimeSource timeSource) {
    this.policy = settings.retriesOrStandard();
    this.timeout = settings.timeout();
    this.timeSource = timeSource;
    this.began = timeSource.nanoTime();
  }

  /** Whether a wait ends before the deadline. */
  boolean fits(Duration wait) {
    return wait.compareTo(left()) <= 0;
  }

  /**
   * The longest that an HTTP call may take which is sent now, in nanoseconds.
   *
   * @param own what the HTTP client allows it; 0 for any time, as is the result
   */
  long timeoutNanos(long own) {
    Duration whole = timeLeft();
    if (whole == null) {
      return own;
    }
    long left = whole.toNanos();
    return own == 0 ? left : Math.min(own, left);
  }

  /** What is left of the timeout, but at least a nanosecond; null where there is none. */
  @Nullable Duration timeLeft() {
    return timeout == null
        ? null
        : Duration.ofNanos(Math.max(1, nanos(timeout) - (timeSource.nanoTime() - began)));
  }

  /**
   * What follows an attempt that may be retried.
   *
   * @param number of the attempt, from 1 on
   * @param asked how long the service asks to wait; null where it does not
   */
  RetryDecision after(int number, @Nullable Duration asked) {
    if (number >= policy.maxAttempts()) {
      return policy.maxAttempts() == 1
          ? RetryDecision.giveUp()
          : new RetryDecision.GiveUp("no more are allowed");
    }
    Duration wait = asked != null ? asked : backoff(number);
    if (!fits(wait)) {
      return new RetryDecision.GiveUp(
          "the next one would have to wait for "
              + (asked == null ? text(wait) : text(wait) + ", as the service asks")
              + ", which is beyond the deadline of "
              + text(deadline()));
    }
    return new RetryDecision.After(asked == null ? wait : earlier(wait.plus(jitter(wait)), left()));
  }

  private Duration backoff(int number) {
    Duration delay = policy.firstDelay();
    for (int i = 1; i < number && delay.compareTo(policy.longestDelay()) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    delay = earlier(delay, policy.longestDelay());
    return delay.minus(part(delay.dividedBy(2)));
  }

  /** Those who were told the same time should not come all at once. */
  private Duration jitter(Duration wait) {
    return part(earlier(wait.dividedBy(5), MOST_JITTER));
  }

  private Duration part(Duration whole) {
    return Duration.ofNanos((long) (timeSource.random() * nanos(whole)));
  }

  private Duration left() {
    return deadline().minusNanos(timeSource.nanoTime() - began);
  }

  private Duration deadline() {
    return timeout == null ? policy.deadline() : earlier(timeout, policy.deadline());
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static long nanos(Duration duration) {
    return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L - 1
        ? Long.MAX_VALUE
        : duration.toNanos();
  }

  /** For messages. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
  }
}
