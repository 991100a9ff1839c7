package io.github.vercel4j.runtime;

import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.runtime.LosslessAdapter.Approximation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types that a property can have besides models, enums and unions. For generated code. */
public final class Json {
  public static final LosslessAdapter<JsonValue> ANY = new AnyAdapter();
  public static final LosslessAdapter<Boolean> BOOLEAN = new BooleanAdapter();
  public static final LosslessAdapter<Instant> DATE_TIME = new DateTimeAdapter();
  public static final LosslessAdapter<BigDecimal> DECIMAL = new DecimalAdapter();
  public static final LosslessAdapter<Double> DOUBLE = new DoubleAdapter();
  public static final LosslessAdapter<Instant> EPOCH_MILLIS = new EpochMillisAdapter();
  public static final LosslessAdapter<Instant> EPOCH_SECONDS = new EpochSecondsAdapter();
  public static final LosslessAdapter<Integer> INT32 = new Int32Adapter();
  public static final LosslessAdapter<Long> INT64 = new Int64Adapter();
  public static final LosslessAdapter<String> STRING = new StringAdapter();

  private Json() {}

  public static <T> LosslessAdapter<List<T>> list(LosslessAdapter<T> element) {
    return new ListAdapter<>(element, false);
  }

  /** A list in which null stands beside values. */
  public static <T> LosslessAdapter<List<@Nullable T>> listOfNullable(LosslessAdapter<T> element) {
    return new ListAdapter<>(element, true);
  }

  /** A list that the service also writes as its only element. */
  public static <T> LosslessAdapter<List<T>> oneOrMany(LosslessAdapter<T> element) {
    return new OneOrManyAdapter<>(element);
  }

  public static <T> LosslessAdapter<Map<String, T>> map(LosslessAdapter<T> value) {
    return new MapAdapter<>(value, false);
  }

  /** A map in which null stands beside values. */
  public static <T> LosslessAdapter<Map<String, @Nullable T>> mapOfNullable(
      LosslessAdapter<T> value) {
    return new MapAdapter<>(value, true);
  }

  public static <T extends @Nullable Object> List<T> copyOf(List<? extends T> list) {
    return ListAdapter.copyOf(list);
  }

  public static <T extends @Nullable Object> Map<String, T> copyOf(Map<String, ? extends T> map) {
    return MapAdapter.copyOf(map);
  }

  private static final class StringAdapter extends LosslessAdapter<String> {
    StringAdapter() {
      super(LosslessAdapter.STRING);
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      return input.isNext(JsonInput.STRING) ? input.string() : null;
    }

    @Override
    protected void write(JsonOutput output, String value) throws IOException {
      output.value(value);
    }
  }

  private static final class BooleanAdapter extends LosslessAdapter<Boolean> {
    BooleanAdapter() {
      super(LosslessAdapter.BOOLEAN);
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      return input.isBoolean() ? (Boolean) input.bool() : null;
    }

    @Override
    protected void write(JsonOutput output, Boolean value) throws IOException {
      output.value(value);
    }
  }

  /** Reads the digits rather than a double, and keeps them where the value would lose them. */
  private abstract static class NumberAdapter<T> extends LosslessAdapter<T> {
    NumberAdapter(int kind) {
      super(kind);
    }

    abstract @Nullable T parse(String literal);

    abstract String literal(T value);

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      if (input.peek() != JsonInput.NUMBER) {
        return null;
      }
      int start = input.position();
      String literal = input.literal();
      T value = parse(literal);
      return value != null && literal(value).equals(literal)
          ? value
          : approximation(input, value, start);
    }

    final Approximation approximation(JsonInput input, @Nullable T value, int start)
        throws IOException {
      if (value == null) {
        input.report(Drift.Kind.UNEXPECTED_TYPE);
      }
      return new Approximation(value, input.keptSince(start), value != null);
    }

    @Override
    protected void write(JsonOutput output, T value) throws IOException {
      output.number(literal(value));
    }
  }

  abstract static class IntegerAdapter<T> extends NumberAdapter<T> {
    IntegerAdapter() {
      super(LosslessAdapter.INTEGER);
    }

    /** Null where it is out of range. */
    abstract @Nullable T valueOf(long value);

    /** What is no number, but has the meaning of one; null for any other text. */
    @Nullable T valueOf(String text) {
      return null;
    }

    private @Nullable Approximation ofText(JsonInput input, int start) throws IOException {
      T value = valueOf(input.string());
      if (value == null) {
        input.back(start, input.depth());
        return null;
      }
      input.report(Drift.Kind.UNEXPECTED_TYPE);
      return new Approximation(value, input.keptSince(start), true);
    }

    abstract long longValue(T value);

    @Override
    protected final @Nullable Object read(JsonInput input) throws IOException {
      int start = input.position();
      if (!input.readInteger()) {
        return input.isNext(JsonInput.STRING) ? ofText(input, start) : super.read(input);
      }
      input.charge(24);
      T value = valueOf(input.number());
      return value != null ? value : approximation(input, null, start);
    }

    @Override
    protected final void write(JsonOutput output, T value) throws IOException {
      output.number(longValue(value));
    }

    @Override
    final @Nullable T parse(String literal) {
      Long value = JsonNumbers.integer(literal);
      return value == null ? null : valueOf(value);
    }

    @Override
    final String literal(T value) {
      return Long.toString(longValue(value));
    }
  }

  private static final class Int64Adapter extends IntegerAdapter<Long> {
    @Override
    Long valueOf(long value) {
      return value;
    }

    @Override
    long longValue(Long value) {
      return value;
    }
  }

  private static final class Int32Adapter extends IntegerAdapter<Integer> {
    @Override
    @Nullable Integer valueOf(long value) {
      return value == (int) value ? (Integer) (int) value : null;
    }

    @Override
    long longValue(Integer value) {
      return value;
    }
  }

  private static final class DoubleAdapter extends NumberAdapter<Double> {
    DoubleAdapter() {
      super(LosslessAdapter.OTHER);
    }

    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      int start = input.position();
      if (input.readInteger() && Math.abs(input.number()) < JsonNumbers.MAX_EXACT_INTEGER) {
        input.charge(24);
        return (double) input.number();
      }
      input.back(start, input.depth());
      return super.read(input);
    }

    @Override
    @Nullable Double parse(String literal) {
      double value = Double.parseDouble(literal);
      return Double.isInfinite(value) ? null : (Double) value;
    }

    @Override
    String literal(Double value) {
      return JsonNumbers.literal(value);
    }
  }

  private static final class DecimalAdapter extends NumberAdapter<BigDecimal> {
    DecimalAdapter() {
      super(LosslessAdapter.OTHER);
    }

    @Override
    @Nullable BigDecimal parse(String literal) {
      return JsonNumbers.decimal(literal);
    }

    @Override
    String literal(BigDecimal value) {
      return value.toString();
    }
  }

  private static final class EpochMillisAdapter extends IntegerAdapter<Instant> {
    @Override
    Instant valueOf(long value) {
      return Instant.ofEpochMilli(value);
    }

    @Override
    @Nullable Instant valueOf(String text) {
      return Times.ofText(text, Instant::ofEpochMilli);
    }

    @Override
    long longValue(Instant value) {
      return value.toEpochMilli();
    }
  }

  private static final class EpochSecondsAdapter extends IntegerAdapter<Instant> {
    @Override
    @Nullable Instant valueOf(long value) {
      try {
        return Instant.ofEpochSecond(value);
      } catch (DateTimeException e) {
        return null; // beyond the year 1,000,000,000
      }
    }

    @Override
    @Nullable Instant valueOf(String text) {
      return Times.ofText(text, Instant::ofEpochSecond);
    }

    @Override
    long longValue(Instant value) {
      return value.getEpochSecond();
    }
  }

  /** Keeps the spelling where it is not that of Vercel's clocks, and numbers of milliseconds. */
  private static final class DateTimeAdapter extends LosslessAdapter<Instant> {
    @Override
    protected @Nullable Object read(JsonInput input) throws IOException {
      int start = input.position();
      if (!input.isNext(JsonInput.STRING)) {
        Object time = EPOCH_MILLIS.read(input);
        if (!(time instanceof Instant)) {
          return time;
        }
        input.report(Drift.Kind.UNEXPECTED_TYPE);
        return new Approximation(time, input.keptSince(start), true);
      }
      String text = input.string();
      Instant value = Times.ofText(text, Instant::ofEpochMilli);
      if (value == null) {
        input.back(start, input.depth());
        return null;
      }
      return Times.text(value).equals(text)
          ? value
          : new Approximation(value, input.keptSince(start), true);
    }

    @Override
    protected void write(JsonOutput output, Instant value) throws IOException {
      output.value(Times.text(value));
    }
  }
}
