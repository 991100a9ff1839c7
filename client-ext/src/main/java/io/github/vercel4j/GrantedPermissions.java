package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The permissions that an installation holds, as its configuration lists them: {@code
 * read:project}, {@code read-write:domain} and so on.
 *
 * <p>The set is open: a grant that no operation is known to need is kept. {@code read-write}
 * includes {@code read}. Asking changes nothing: no call is ever held back.
 */
public final class GrantedPermissions {
  private static final String READ = "read:";
  private static final String READ_WRITE = "read-write:";

  private final Set<String> grants;

  private GrantedPermissions(Collection<String> grants) {
    Set<String> copy = new LinkedHashSet<>();
    for (String grant : grants) {
      copy.add(requireNonNull(grant, "grant").strip());
    }
    copy.remove("");
    this.grants = Collections.unmodifiableSet(copy);
  }

  public static GrantedPermissions of(String... grants) {
    return new GrantedPermissions(Arrays.asList(grants));
  }

  /** Takes the {@code scopes} of an integration configuration in any order. */
  public static GrantedPermissions parse(Collection<String> scopes) {
    return new GrantedPermissions(scopes);
  }

  /** The grants as they came. */
  public Set<String> grants() {
    return grants;
  }

  /** Whether a grant such as {@code read:project} is held, by itself or within a wider one. */
  public boolean includes(String grant) {
    return includes(grants, grant);
  }

  private static boolean includes(Set<String> grants, String grant) {
    return grants.contains(grant)
        || (grant.startsWith(READ) && grants.contains(READ_WRITE + grant.substring(READ.length())));
  }

  /** Whether the grants suffice for a call of the operation. */
  public boolean mayCall(Operation operation) {
    List<List<String>> alternatives = operation.permissions();
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(needed -> needed.stream().allMatch(this::includes));
  }

  /**
   * The smallest set of further grants with which all the operations may be called; empty where
   * they may already.
   *
   * <p>Of sets of equal size it is the one with the fewest {@code read-write} grants.
   */
  public Set<String> missingFor(Operation... operations) {
    return missingFor(Arrays.asList(operations));
  }

  /** As {@link #missingFor(Operation...)}. */
  public Set<String> missingFor(Collection<Operation> operations) {
    // What has no alternative comes first: it narrows the search for the rest
    Set<List<List<String>>> needs = new LinkedHashSet<>();
    for (int pass = 0; pass < 2; pass++) {
      for (Operation operation : operations) {
        if (!mayCall(operation) && (operation.permissions().size() > 1) == (pass == 1)) {
          needs.add(operation.permissions());
        }
      }
    }
    Search search = new Search(List.copyOf(needs));
    search.extend(0, new LinkedHashSet<>());
    return Collections.unmodifiableSet(requireNonNull(search.best));
  }

  /** Tries every combination of alternatives, but none that is already longer than the best. */
  private final class Search {
    private final List<List<List<String>>> needs;
    private @Nullable Set<String> best;

    Search(List<List<List<String>>> needs) {
      this.needs = needs;
    }

    void extend(int index, Set<String> added) {
      if (best != null && cost(added) >= cost(best)) {
        return;
      }
      if (index == needs.size()) {
        best = added;
        return;
      }
      for (List<String> alternative : needs.get(index)) {
        extend(index + 1, with(added, alternative));
      }
    }

    private Set<String> with(Set<String> added, List<String> needed) {
      Set<String> sum = new LinkedHashSet<>(added);
      for (String grant : needed) {
        if (!GrantedPermissions.this.includes(grant) && !includes(sum, grant)) {
          sum.add(grant);
          if (grant.startsWith(READ_WRITE)) {
            sum.remove(READ + grant.substring(READ_WRITE.length()));
          }
        }
      }
      return sum;
    }

    private long cost(Set<String> added) {
      List<String> writing = new ArrayList<>(added);
      writing.removeIf(grant -> !grant.startsWith(READ_WRITE));
      return added.size() * 1_000L + writing.size();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GrantedPermissions that && grants.equals(that.grants);
  }

  @Override
  public int hashCode() {
    return grants.hashCode();
  }

  @Override
  public String toString() {
    return grants.toString();
  }
}
