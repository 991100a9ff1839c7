package io.github.vercel4j.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as Vercel has spelled them: ISO 8601, and epoch time in quotes. */
public final class Times {
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,19}");
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Times() {}

  /**
   * The time that a text means; null where it means none.
   *
   * @param epoch what the digits of an epoch time count
   */
  public static @Nullable Instant ofText(String text, LongFunction<Instant> epoch) {
    try {
      return DIGITS.matcher(text).matches()
          ? epoch.apply(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** ISO 8601 with milliseconds, as JavaScript writes it, unless the time is finer. */
  static String text(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.MILLIS)) ? MILLIS.format(time) : time.toString();
  }
}
