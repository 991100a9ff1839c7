package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks to wait, in any of the ways that Vercel's services use. What is not a
 * number or date, or lies in the past, says nothing.
 */
public final class RetryDelays {
  /** Longer than any call lasts, and few enough nanoseconds for a long. */
  private static final Duration FOREVER = Duration.ofDays(200 * 365);

  /** From here on a number of seconds is a time, and no wait. */
  private static final double TIME_IN_SECONDS = 1e8;

  /** From here on a time is in milliseconds: in seconds it would be in the year 5138. */
  private static final double TIME_IN_MILLIS = 1e11;

  private RetryDelays() {}

  /** The wait before the same call may be retried; null where the response asks for none. */
  static @Nullable Duration of(Headers headers, ErrorBody error, int status, Instant now) {
    Duration wait = retryAfter(headers.get("Retry-After"), now);
    if (wait == null) {
      wait = seconds(number(member(error, "retryAfter", "value")), now);
    }
    if (wait == null && status == 429) {
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

  private static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    Duration wait = seconds(number(value), now);
    if (wait != null) {
      return wait;
    }
    try {
      return until(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
          now);
    } catch (DateTimeException e) {
      return null;
    }
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
    double seconds = number(value);
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
