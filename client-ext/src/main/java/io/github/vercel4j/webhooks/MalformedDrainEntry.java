package io.github.vercel4j.webhooks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is not a JSON object. Those before it are sound, and so are those after it, unless
 * the array itself is broken, which makes this the last entry.
 */
public final class MalformedDrainEntry implements DrainEntry {
  private final int number;
  private final String problem;
  private final @Nullable String text;

  MalformedDrainEntry(int number, String problem, @Nullable String text) {
    this.number = number;
    this.problem = problem;
    this.text = text;
  }

  @Override
  public int number() {
    return number;
  }

  /** What is wrong, without a word of the entry. */
  public String problem() {
    return problem;
  }

  /** The entry as it came, as far as it is text; null where the array itself is broken. */
  public @Nullable String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MalformedDrainEntry that
        && number == that.number
        && problem.equals(that.problem)
        && Objects.equals(text, that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, problem, text);
  }

  /** All but the text, which can hold anything. */
  @Override
  public String toString() {
    return "MalformedDrainEntry[number=" + number + ", problem=" + problem + "]";
  }
}
