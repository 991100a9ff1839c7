package io.github.vercel4j.permissions;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.PermissionRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happens to an installation when the integration's scopes change in the Integrations Console:
 * what it gains waits until its account has confirmed it, and what it loses is lost at once.
 *
 * <p>One confirmation covers all that waits, and Vercel then sends {@code
 * integration-configuration.scope-change-confirmed}. {@code toString()} is a plan for people.
 */
public final class PermissionChange {
  private final Set<String> additions = new TreeSet<>();
  private final Set<String> upgrades = new TreeSet<>();
  private final Set<String> removals = new TreeSet<>();
  private final Set<String> downgrades = new TreeSet<>();
  private final GrantedPermissions before;
  private final GrantedPermissions meanwhile;
  private final GrantedPermissions after;

  PermissionChange(GrantedPermissions before, GrantedPermissions after) {
    Collection<String> kept = new ArrayList<>();
    for (String permission : widest(after)) {
      String narrower = PermissionRules.narrower(permission);
      if (before.includes(permission)) {
        kept.add(permission);
      } else if (before.includes(narrower)) {
        upgrades.add(permission);
        kept.add(narrower);
      } else {
        additions.add(permission);
      }
    }
    for (String permission : widest(before)) {
      String narrower = PermissionRules.narrower(permission);
      if (!after.includes(narrower)) {
        removals.add(permission);
      } else if (!after.includes(permission)) {
        downgrades.add(narrower);
      }
    }
    this.before = before;
    this.meanwhile = GrantedPermissions.of(kept);
    this.after = after;
  }

  private static List<String> widest(GrantedPermissions permissions) {
    Set<String> all = permissions.permissions();
    return all.stream()
        .filter(
            permission ->
                PermissionRules.wider(permission).equals(permission)
                    || !all.contains(PermissionRules.wider(permission)))
        .toList();
  }

  /** Permissions of scopes of which none was granted; they wait for the confirmation. */
  public Set<String> additions() {
    return Collections.unmodifiableSet(additions);
  }

  /** Permissions to write of scopes that could be read; they wait for the confirmation. */
  public Set<String> upgrades() {
    return Collections.unmodifiableSet(upgrades);
  }

  /** Permissions that are gone at once, and with them their scopes. */
  public Set<String> removals() {
    return Collections.unmodifiableSet(removals);
  }

  /** Permissions to read that are at once all that is left of permissions to write. */
  public Set<String> downgrades() {
    return Collections.unmodifiableSet(downgrades);
  }

  /** Whether each account that installed the integration has to confirm. */
  public boolean needsConfirmation() {
    return !additions.isEmpty() || !upgrades.isEmpty();
  }

  /** The operations that may be called when the change is confirmed, and could not before. */
  public Set<Operation> gained() {
    return operations(operation -> !before.mayCall(operation) && after.mayCall(operation));
  }

  /** The operations that may no longer be called. */
  public Set<Operation> lost() {
    return operations(operation -> before.mayCall(operation) && !after.mayCall(operation));
  }

  /**
   * The operations that may not be called between the change and its confirmation, because the
   * permission that allowed them goes before another one comes. Where there are any, add first, and
   * remove when all have confirmed.
   */
  public Set<Operation> lostUntilConfirmed() {
    return operations(
        operation ->
            before.mayCall(operation) && !meanwhile.mayCall(operation) && after.mayCall(operation));
  }

  private static Set<Operation> operations(Predicate<Operation> which) {
    return Arrays.stream(Operation.values())
        .filter(which)
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
  }

  /** What is to be confirmed, what applies at once, and which operations come and go. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    if (needsConfirmation()) {
      lines.add(
          "Each account that installed the integration has to confirm: "
              + listed("add ", additions, "raise to ", upgrades)
              + ". Give the request a short note that says why.");
    }
    if (!removals.isEmpty() || !downgrades.isEmpty()) {
      lines.add("Applies at once: " + listed("remove ", removals, "lower to ", downgrades) + ".");
    }
    addOperations(lines, "May be called when it is confirmed: ", gained(), ".");
    addOperations(
        lines,
        "May not be called until it is confirmed: ",
        lostUntilConfirmed(),
        "; remove the old permissions only when all have confirmed.");
    addOperations(lines, "May no longer be called: ", lost(), ".");
    return lines.isEmpty() ? "The permissions stay as they are." : String.join("\n", lines);
  }

  private static String listed(
      String first, Set<String> permissions, String second, Set<String> others) {
    List<String> steps = new ArrayList<>();
    permissions.forEach(permission -> steps.add(first + permission));
    others.forEach(permission -> steps.add(second + permission));
    return String.join(", ", steps);
  }

  private static void addOperations(
      List<String> lines, String introduction, Set<Operation> operations, String end) {
    if (!operations.isEmpty()) {
      lines.add(
          operations.stream()
              .map(Operation::operationId)
              .collect(Collectors.joining(", ", introduction, end)));
    }
  }
}
