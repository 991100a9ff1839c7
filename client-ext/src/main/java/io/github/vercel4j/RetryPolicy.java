package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.CheckReturnValue;
import java.time.Duration;

/**
 * How long and how often a call that failed is retried.
 *
 * <p>Whether it may be is not a matter of policy: reads and repeatable writes are retried after
 * connection faults, 429, 502, 503 and 504, reads after 500 too; other writes only after 429 or
 * where nothing had left; the exchange of a code never.
 *
 * @param maxAttempts how often a call is sent at most, the first time included
 * @param deadline how long after its first attempt a call may be retried; a longer wait that the
 *     service asks for ends the call at once
 * @param firstDelay the wait before the second attempt where the service names none; it doubles
 *     with every further one, and up to half of it is left out at random
 * @param longestDelay where the doubling ends
 */
public record RetryPolicy(
    int maxAttempts, Duration deadline, Duration firstDelay, Duration longestDelay) {
  private static final RetryPolicy STANDARD =
      new RetryPolicy(4, Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(8));

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts is " + maxAttempts + "; 1 means no retries");
    }
    if (requireNonNull(deadline, "deadline").isNegative()) {
      throw new IllegalArgumentException("The deadline is negative: " + deadline);
    }
    if (requireNonNull(firstDelay, "firstDelay").isNegative()
        || requireNonNull(longestDelay, "longestDelay").compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "The delays must grow from zero or more: " + firstDelay + " to " + longestDelay);
    }
  }

  /** At most four attempts within a minute, half a second apart at first. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /** One attempt. */
  public static RetryPolicy none() {
    return STANDARD.withMaxAttempts(1);
  }

  @CheckReturnValue
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, deadline, firstDelay, longestDelay);
  }

  @CheckReturnValue
  public RetryPolicy withDeadline(Duration deadline) {
    return new RetryPolicy(maxAttempts, deadline, firstDelay, longestDelay);
  }

  @CheckReturnValue
  public RetryPolicy withDelays(Duration first, Duration longest) {
    return new RetryPolicy(maxAttempts, deadline, first, longest);
  }
}
