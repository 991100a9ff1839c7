package io.github.vercel4j.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * An entry that is not a JSON object. Those before it are sound, and so are those after it, unless
 * the array itself is broken, which makes this the last entry.
 *
 * @param problem what is wrong, without a word of the entry
 * @param text the entry as it came, as far as it is text; null where the array itself is broken
 */
public record MalformedDrainEntry(int number, String problem, @Nullable String text)
    implements DrainEntry {
  /** All but the text, which can hold anything. */
  @Override
  public String toString() {
    return "MalformedDrainEntry[number=" + number + ", problem=" + problem + "]";
  }
}
