package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.CheckReturnValue;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often a call that failed is retried.
 *
 * <p>Whether it may be is not a matter of policy: reads and repeatable writes are retried after
 * connection faults, 502, 503 and 504, reads after 500 too; other writes only where the request was
 * not processed, as after 408, 421, 425, 429 and other limits, or had not left; the exchange of a
 * code never.
 */
public final class RetryPolicy {
  private static final RetryPolicy STANDARD =
      new RetryPolicy(4, Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(8));

  private final int maxAttempts;
  private final Duration deadline;
  private final Duration firstDelay;
  private final Duration longestDelay;

  private RetryPolicy(
      int maxAttempts, Duration deadline, Duration firstDelay, Duration longestDelay) {
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
    this.maxAttempts = maxAttempts;
    this.deadline = deadline;
    this.firstDelay = firstDelay;
    this.longestDelay = longestDelay;
  }

  /** At most four attempts within a minute, half a second apart at first. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /** One attempt. */
  public static RetryPolicy none() {
    return STANDARD.withMaxAttempts(1);
  }

  /** How often a call is sent at most, the first time included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * How long after its first attempt a call may be retried; a longer wait that the service asks for
   * ends the call at once.
   */
  public Duration deadline() {
    return deadline;
  }

  /**
   * The wait before the second attempt where the service names none; it doubles with every further
   * one, and up to half of it is left out at random.
   */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** Where the doubling ends. */
  public Duration longestDelay() {
    return longestDelay;
  }

  /**
   * The same with another number of attempts; 1 means no retries.
   *
   * @throws IllegalArgumentException for less than 1
   */
  @CheckReturnValue
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, deadline, firstDelay, longestDelay);
  }

  /**
   * The same with another deadline.
   *
   * @throws IllegalArgumentException for a negative one
   */
  @CheckReturnValue
  public RetryPolicy withDeadline(Duration deadline) {
    return new RetryPolicy(maxAttempts, deadline, firstDelay, longestDelay);
  }

  /**
   * The same with other waits where the service names none.
   *
   * @throws IllegalArgumentException where the first is negative, or longer than the longest
   */
  @CheckReturnValue
  public RetryPolicy withDelays(Duration first, Duration longest) {
    return new RetryPolicy(maxAttempts, deadline, first, longest);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryPolicy that
        && maxAttempts == that.maxAttempts
        && deadline.equals(that.deadline)
        && firstDelay.equals(that.firstDelay)
        && longestDelay.equals(that.longestDelay);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxAttempts, deadline, firstDelay, longestDelay);
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxAttempts="
        + maxAttempts
        + ", deadline="
        + deadline
        + ", firstDelay="
        + firstDelay
        + ", longestDelay="
        + longestDelay
        + "]";
  }
}
