package io.github.vercel4j.internal.call;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the names of permissions mean: {@code read-write:project} includes {@code read:project}. */
public final class PermissionRules {
  private static final String READ = "read:";
  private static final String READ_WRITE = "read-write:";

  private PermissionRules() {}

  /** Whether a permission is granted, by itself or within a wider one. */
  public static boolean includes(Set<String> granted, String permission) {
    return granted.contains(permission) || granted.contains(wider(permission));
  }

  /** The permission that includes this one; itself where there is none. */
  public static String wider(String permission) {
    return permission.startsWith(READ)
        ? READ_WRITE + permission.substring(READ.length())
        : permission;
  }

  /** The permission that this one includes; itself where there is none. */
  public static String narrower(String permission) {
    return permission.startsWith(READ_WRITE)
        ? READ + permission.substring(READ_WRITE.length())
        : permission;
  }

  /** What an operation needs, for people. */
  public static String needed(Operation operation) {
    return operation.permissions().stream()
        .map(alternative -> String.join(" and ", alternative))
        .collect(Collectors.joining(" or "));
  }

  /**
   * The smallest set that, added to what is granted, fulfils at least one alternative of each need.
   * Of sets of equal size it is the one that writes least; of those, the one with the alternatives
   * that come first. The order of the needs does not matter.
   */
  public static Set<String> smallestFor(
      Set<String> granted, Collection<? extends List<List<String>>> needs) {
    List<List<List<String>>> sorted = new ArrayList<>(new LinkedHashSet<>(needs));
    // What has no alternative comes first: it narrows the search for the rest
    sorted.sort(
        Comparator.<List<List<String>>>comparingInt(List::size).thenComparing(List::toString));
    Search search = new Search(granted, sorted);
    search.extend(0, Set.of());
    return Collections.unmodifiableSet(new TreeSet<>(requireNonNull(search.best)));
  }

  /** Tries all combinations of alternatives but those that cannot be better than the best. */
  private static final class Search {
    /** Far more than the API's operations can take; the end of it keeps the best so far. */
    private static final int MOST_STEPS = 100_000;

    private final Set<String> granted;
    private final List<List<List<String>>> needs;
    private @Nullable Set<String> best;
    private int steps;

    Search(Set<String> granted, List<List<List<String>>> needs) {
      this.granted = granted;
      this.needs = needs;
    }

    void extend(int index, Set<String> added) {
      if (best != null && (cost(added) >= cost(best) || ++steps > MOST_STEPS)) {
        return;
      }
      if (index == needs.size()) {
        best = added;
        return;
      }
      List<Set<String>> extended =
          needs.get(index).stream().map(alternative -> with(added, alternative)).toList();
      if (extended.isEmpty() || extended.contains(added)) {
        extend(index + 1, added);
      } else {
        extended.stream()
            .sorted(Comparator.comparingLong(Search::cost))
            .forEach(more -> extend(index + 1, more));
      }
    }

    private Set<String> with(Set<String> added, List<String> needed) {
      Set<String> sum = new LinkedHashSet<>(added);
      for (String permission : needed) {
        if (!includes(granted, permission) && !includes(sum, permission)) {
          sum.add(permission);
          if (permission.startsWith(READ_WRITE)) {
            sum.remove(narrower(permission));
          }
        }
      }
      return sum;
    }

    private static long cost(Set<String> added) {
      return added.size() * 1_000L
          + added.stream().filter(permission -> permission.startsWith(READ_WRITE)).count();
    }
  }
}
