package io.github.vercel4j.permissions;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.MissingPermissionException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.PermissionRules;
import io.github.vercel4j.json.CheckReturnValue;
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
 * <p>The set is open: a permission that no operation is known to need is kept. {@code read-write}
 * includes {@code read}. Asking changes nothing, and an installation's calls are not held back.
 */
public final class GrantedPermissions {
  private final Set<String> permissions;

  private GrantedPermissions(Collection<String> permissions) {
    Set<String> copy = new LinkedHashSet<>();
    for (String permission : permissions) {
      copy.add(requireNonNull(permission, "permission").strip());
    }
    copy.remove("");
    this.permissions = Collections.unmodifiableSet(copy);
  }

  public static GrantedPermissions of(String... permissions) {
    return new GrantedPermissions(Arrays.asList(permissions));
  }

  /** Takes the {@code scopes} of an integration configuration in any order. */
  public static GrantedPermissions of(Collection<String> scopes) {
    return new GrantedPermissions(scopes);
  }

  /** The permissions as they came. */
  public Set<String> permissions() {
    return permissions;
  }

  /**
   * Whether a permission such as {@code read:project} is granted, by itself or within a wider one.
   */
  public boolean includes(String permission) {
    return PermissionRules.includes(permissions, permission);
  }

  /** Whether the permissions suffice for a call of the operation. */
  public boolean mayCall(Operation operation) {
    List<List<String>> alternatives = operation.permissions();
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(needed -> needed.stream().allMatch(this::includes));
  }

  /**
   * Checks before a call what Vercel would respond to with 403 or 404.
   *
   * @throws MissingPermissionException where the permissions do not suffice
   */
  public void require(Operation operation) {
    if (!mayCall(operation)) {
      throw new MissingPermissionException(operation, this);
    }
  }

  /**
   * The smallest set of further permissions with which all the operations may be called; empty
   * where they may already.
   *
   * <p>Of sets of equal size it is the one with the fewest {@code read-write} permissions. The
   * permissions are those of the tables in Vercel's guide, which has {@code read:edge-config}; no
   * installation that holds it has been seen, so be ready for a console that offers {@code
   * read-write} only.
   */
  public Set<String> missingFor(Operation... operations) {
    return missingFor(Arrays.asList(operations));
  }

  /** As {@link #missingFor(Operation...)}. */
  public Set<String> missingFor(Collection<Operation> operations) {
    return PermissionRules.smallestFor(
        permissions,
        operations.stream()
            .filter(operation -> !mayCall(operation))
            .map(Operation::permissions)
            .toList());
  }

  /**
   * The smallest set of permissions for a new integration in the Integrations Console that calls
   * these operations. As {@link #missingFor(Operation...)} where none is granted.
   */
  public static Set<String> requiredFor(Operation... operations) {
    return of().missingFor(operations);
  }

  /** As {@link #requiredFor(Operation...)}. */
  public static Set<String> requiredFor(Collection<Operation> operations) {
    return of().missingFor(operations);
  }

  /** These permissions and others. */
  @CheckReturnValue
  public GrantedPermissions with(Collection<String> others) {
    List<String> sum = new ArrayList<>(permissions);
    sum.addAll(others);
    return new GrantedPermissions(sum);
  }

  /** These permissions without some, each of which takes the wider one that includes it along. */
  public GrantedPermissions without(Collection<String> gone) {
    Set<String> rest = new LinkedHashSet<>(permissions);
    for (String permission : gone) {
      rest.remove(permission);
      rest.remove(PermissionRules.wider(permission));
    }
    return new GrantedPermissions(rest);
  }

  /** What it means for the installations that hold these permissions to ask for those instead. */
  public PermissionChange changeTo(GrantedPermissions wanted) {
    return new PermissionChange(this, wanted);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GrantedPermissions that && permissions.equals(that.permissions);
  }

  @Override
  public int hashCode() {
    return permissions.hashCode();
  }

  @Override
  public String toString() {
    return permissions.toString();
  }
}
