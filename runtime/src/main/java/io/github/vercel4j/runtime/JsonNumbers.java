package io.github.vercel4j.runtime;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Number literals, and which of them a Java number stands for to the digit. */
public final class JsonNumbers {
  /** Converting takes quadratic time, and no service means a number of more digits. */
  private static final int MAX_LENGTH = 1_000;

  /** Every integer up to here is a double of its own. */
  static final double MAX_EXACT_INTEGER = 1L << 53;

  private JsonNumbers() {}

  /** Asked for every number that is read, so it takes no memory. */
  public static boolean isLiteral(String literal) {
    int start = literal.startsWith("-") ? 1 : 0;
    int end = afterDigits(literal, start);
    if (end == start || (literal.charAt(start) == '0' && end > start + 1)) {
      return false;
    }
    if (literal.startsWith(".", end)) {
      start = end + 1;
      end = afterDigits(literal, start);
      if (end == start) {
        return false;
      }
    }
    if (literal.startsWith("e", end) || literal.startsWith("E", end)) {
      start = end + 1;
      start += literal.startsWith("+", start) || literal.startsWith("-", start) ? 1 : 0;
      end = afterDigits(literal, start);
      if (end == start) {
        return false;
      }
    }
    return end == literal.length();
  }

  private static int afterDigits(String literal, int start) {
    int end = start;
    while (end < literal.length() && literal.charAt(end) >= '0' && literal.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  public static @Nullable BigDecimal decimal(String literal) {
    if (literal.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return new BigDecimal(literal);
    } catch (NumberFormatException e) {
      return null; // the exponent is out of range
    }
  }

  /** The integer that the literal stands for, or null where it has a fraction or is too large. */
  static @Nullable Long integer(String literal) {
    try {
      return Long.valueOf(literal);
    } catch (NumberFormatException e) {
      BigDecimal decimal = decimal(literal);
      try {
        return decimal == null ? null : (Long) decimal.longValueExact();
      } catch (ArithmeticException outOfRange) {
        return null;
      }
    }
  }

  /** The literal as JavaScript would write it in most cases: no fraction where there is none. */
  static String literal(double value) {
    return Math.rint(value) == value
            && Math.abs(value) < MAX_EXACT_INTEGER
            && !isNegativeZero(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }
}
