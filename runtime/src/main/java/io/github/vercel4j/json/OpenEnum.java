package io.github.vercel4j.json;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A string of which some values are known; the service may send others at any time.
 *
 * <p>Equal when class and value are equal, so an unknown value can be compared too. The order is
 * that of the values.
 */
public abstract class OpenEnum implements Comparable<OpenEnum> {
  private final String value;
  private final boolean known;

  protected OpenEnum(String value, boolean known) {
    this.value = requireNonNull(value, "value");
    this.known = known;
  }

  /** The string in JSON. */
  public final String value() {
    return value;
  }

  /** Whether this version of the client has a constant for it. */
  public final boolean isKnown() {
    return known;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof OpenEnum that
        && getClass() == that.getClass()
        && value.equals(that.value);
  }

  @Override
  public final int compareTo(OpenEnum other) {
    int order = value.compareTo(other.value);
    return order == 0 ? getClass().getName().compareTo(other.getClass().getName()) : order;
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  /** The string in JSON. */
  @Override
  public final String toString() {
    return value;
  }
}
