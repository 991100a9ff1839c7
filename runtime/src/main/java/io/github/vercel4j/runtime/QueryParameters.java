package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The optional query parameters of an operation, in the order in which they were set.
 *
 * <p>A parameter with several values has one entry for each, as it stands in the query.
 */
public abstract class QueryParameters extends AbstractMap<String, String> {
  private final List<Entry<String, String>> entries;

  protected QueryParameters(Builder<?> builder) {
    this.entries = List.copyOf(builder.entries);
  }

  @Override
  public final Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, String>> iterator() {
        return entries.iterator();
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof QueryParameters that
        && getClass() == that.getClass()
        && entries.equals(that.entries);
  }

  @Override
  public final int hashCode() {
    return entries.hashCode();
  }

  /**
   * Collects parameters; setting one again replaces it. One that was not set is not sent, and null
   * throws {@link NullPointerException}.
   */
  public abstract static class Builder<B extends Builder<B>> {
    private final List<Entry<String, String>> entries = new ArrayList<>();

    protected Builder(@Nullable QueryParameters from) {
      if (from != null) {
        entries.addAll(from.entries);
      }
    }

    /** Sets a parameter that this version of the client does not know. */
    public final B parameter(String name, String value) {
      return set(name, value);
    }

    protected final B set(String name, Object value) {
      return set(name, List.of(present(name, value)));
    }

    protected final B set(String name, List<?> values) {
      List<Entry<String, String>> replacement = new ArrayList<>();
      for (Object value : present(name, values)) {
        replacement.add(Map.entry(name, present(name, value).toString()));
      }
      entries.removeIf(entry -> entry.getKey().equals(name));
      entries.addAll(replacement);
      return self();
    }

    private static <T> T present(String name, T value) {
      return requireNonNull(value, () -> name + " can be left out but not be null");
    }

    @SuppressWarnings("unchecked") // every subclass passes itself
    private B self() {
      return (B) this;
    }
  }
}
