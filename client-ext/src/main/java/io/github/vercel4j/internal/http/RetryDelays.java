package io.github.vercel4j.internal.http;

import io.github.vercel4j.RateLimit;
import io.github.vercel4j.internal.call.Verdict;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks to wait, in any of the ways that Vercel's services use. What is not a
 * number or date says nothing, nor does a reset that is past.
 */
public final class RetryDelays {
  /** Longer than any call lasts, and few enough nanoseconds for a long. */
  private static final Duration FOREVER = Duration.ofDays(200 * 365);

  /** From here on a number of seconds is a time, and no wait. */
  private static final double TIME_IN_SECONDS = 1e8;

  /** From here on a time is in milliseconds: in seconds it would be in the year 5138. */
  private static final double TIME_IN_MILLIS = 1e11;

  private static final Set<String> LIMIT_CODES = Set.of("rate_limited", "too_many_requests");

  private RetryDelays() {}

  /**
   * The wait before the same call may be retried; null where the response asks for none.
   *
   * @param limited whether the response says that a limit is reached: its reset is of interest then
   */
  static @Nullable Duration of(Headers headers, ErrorBody error, boolean limited, Instant now) {
    Duration wait = retryAfter(headers.get("Retry-After"), now);
    if (wait == null) {
      wait = seconds(number(member(error, "retryAfter", "value")), now);
    }
    if (wait == null && limited) {
      wait = millis(number(member(error, "limit", "resetMs")), now);
      if (wait == null) {
        wait = seconds(number(member(error, "limit", "reset")), now);
      }
      if (wait == null) {
        wait = seconds(number(headers.get("X-RateLimit-Reset")), now);
      }
    }
    return wait;
  }

  /**
   * Whether a response says that a limit is reached. Each response has the headers of its limit, so
   * that nothing is left of it may be by chance: it counts only where a time is named as well.
   */
  static boolean isLimit(int status, Headers headers, ErrorBody error) {
    return status == 429
        || (error.code() != null && LIMIT_CODES.contains(error.code()))
        || isSpent(error)
        || (!Verdict.isServerError(status)
            && count(headers.get("X-RateLimit-Remaining")) == 0
            && headers.get("Retry-After") != null);
  }

  private static boolean isSpent(ErrorBody error) {
    JsonValue remaining = member(error, "limit", "remaining");
    return remaining == null
        ? member(error, "limit", "reset") != null || member(error, "limit", "resetMs") != null
        : number(remaining) == 0;
  }

  /** The limit that the body of a response tells of; null where it tells of none. */
  static @Nullable RateLimit limit(ErrorBody error) {
    Instant resetsAt = instant(number(member(error, "limit", "resetMs")));
    if (resetsAt == null) {
      resetsAt = instant(number(member(error, "limit", "reset")));
    }
    double total = number(member(error, "limit", "total"));
    double remaining = number(member(error, "limit", "remaining"));
    return resetsAt != null && total >= 0 && remaining >= 0
        ? RateLimit.of((long) total, (long) remaining, resetsAt)
        : null;
  }

  /** Zero for a time that has come already; null for what is neither a number nor a date. */
  private static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    double seconds = number(text);
    if (seconds >= 0 && seconds < TIME_IN_SECONDS) {
      return seconds == 0 ? Duration.ZERO : wait(seconds);
    }
    Instant time = Double.isNaN(seconds) ? HttpDate.parse(text, now) : instant(seconds);
    if (time == null) {
      return null;
    }
    Duration wait = until(time, now);
    return wait == null ? Duration.ZERO : wait;
  }

  private static @Nullable Duration seconds(double value, Instant now) {
    return value >= TIME_IN_MILLIS
        ? until(time(value / 1000), now)
        : value >= TIME_IN_SECONDS ? until(time(value), now) : wait(value);
  }

  private static @Nullable Duration millis(double value, Instant now) {
    return value >= TIME_IN_SECONDS ? seconds(value, now) : wait(value / 1000);
  }

  /** Not a number gives null, too. */
  private static @Nullable Duration wait(double seconds) {
    if (!(seconds > 0)) {
      return null;
    }
    return seconds >= FOREVER.toSeconds() ? FOREVER : Duration.ofMillis((long) (seconds * 1000));
  }

  private static @Nullable Duration until(Instant time, Instant now) {
    Duration wait = Duration.between(now, time);
    if (wait.isNegative() || wait.isZero()) {
      return null;
    }
    return wait.compareTo(FOREVER) < 0 ? wait : FOREVER;
  }

  private static Instant time(double seconds) {
    return Instant.ofEpochMilli((long) (Math.min(seconds, (double) FOREVER.toSeconds()) * 1000));
  }

  /** The time that a header names in seconds since 1970; null for anything else. */
  public static @Nullable Instant instant(@Nullable String value) {
    return instant(number(value));
  }

  private static @Nullable Instant instant(double seconds) {
    return seconds >= TIME_IN_MILLIS
        ? time(seconds / 1000)
        : seconds >= TIME_IN_SECONDS ? time(seconds) : null;
  }

  /** The count that a header names; negative for anything else. */
  public static long count(@Nullable String value) {
    double count = number(value);
    return count >= 0 ? (long) Math.min(count, Long.MAX_VALUE) : -1;
  }

  private static double number(@Nullable String value) {
    // A longer one is no number of this world, and could take long to read
    if (value == null || value.isEmpty() || value.length() > 32) {
      return Double.NaN;
    }
    // Digits by hand: parsing a double per header costs more than all the rest
    long digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9' || i == 18) {
        return decimal(value);
      }
      digits = digits * 10 + (c - '0');
    }
    return digits;
  }

  private static double decimal(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double number(@Nullable JsonValue value) {
    return value instanceof JsonNumber number ? number(number.toString()) : Double.NaN;
  }

  private static @Nullable JsonValue member(ErrorBody error, String object, String key) {
    return error.details().get(object) instanceof JsonObject members
        ? members.members().get(key)
        : null;
  }
}
