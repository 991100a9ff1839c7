package io.github.vercel4j.api.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Number literals, and which of them a Java number stands for to the digit. */
final class JsonNumbers {
  private static final Pattern LITERAL =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  /** Converting takes quadratic time, and no service means a number of more digits. */
  private static final int MAX_LENGTH = 1_000;

  /** Every integer up to here is a double of its own. */
  private static final double MAX_EXACT_INTEGER = 1L << 53;

  private JsonNumbers() {}

  static boolean isLiteral(String literal) {
    return LITERAL.matcher(literal).matches();
  }

  static @Nullable BigDecimal decimal(String literal) {
    if (literal.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return new BigDecimal(literal);
    } catch (NumberFormatException e) {
      return null; // the exponent is out of range
    }
  }

  /** The integer that the literal stands for, or null where it has a fraction or does not fit. */
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
