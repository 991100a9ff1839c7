package io.github.vercel4j.outputs;

import static io.github.vercel4j.outputs.CommittedOutputs.code;

import io.github.vercel4j.api.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/permissions.md}: what each permission allows. */
final class PermissionTable {
  private static final String INTRODUCTION =
      """
      # Permissions

      Written by `integration-tests/outputs` from the client's operations; the build checks that it is current.

      An installation holds permissions. A permission is a scope to read, `read:project`, or to read and write,
      `read-write:project`, which includes reading. The `scopes` of the installation's configuration list them, in any
      order, and may hold others than those below. The [index of methods](methods.md) says what each operation needs.
      `GrantedPermissions` says the same in code: `mayCall`, `missingFor`, `requiredFor`, and `changeTo` for the plan of a
      change.

      - A scope that is added, or raised from reading to writing, takes effect when the account of the installation confirms
        it. One confirmation covers all that waits. A scope that is removed, or lowered to reading, is gone at once.
      - Changing the domain of a project needs two permissions, because it concerns the project and the domain.
      - `read-write:project-env-vars` is for the variables that the integration itself has created,
        `read-write:global-project-env-vars` for all variables of the account.
      - Reading Edge Configs needs `read:edge-config` by Vercel's tables. No installation that holds it has been seen; expect
        `read-write:edge-config`.
      - `read:billing` is for teams on the plans Pro and Enterprise.
      - Paths are those that the client calls. Vercel's tables name older versions of some, with the same permissions.

      ## What a permission allows

      In addition to what the permission to read of the same scope allows.

      | permission | by itself | together with others |
      |---|---|---|
      """;

  private PermissionTable() {}

  static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (String permission : permissions()) {
      text.append("| ").append(code(permission));
      text.append(" | ").append(allowed(permission, true));
      text.append(" | ").append(allowed(permission, false)).append(" |\n");
    }
    return text.toString();
  }

  /** By scope, reading first. */
  private static List<String> permissions() {
    return Arrays.stream(Operation.values())
        .flatMap(operation -> operation.permissions().stream())
        .flatMap(List::stream)
        .distinct()
        .sorted(
            Comparator.<String, String>comparing(
                    permission -> permission.substring(permission.indexOf(':')))
                .thenComparing(permission -> permission.startsWith("read-write:")))
        .toList();
  }

  private static String allowed(String permission, boolean byItself) {
    return Arrays.stream(Operation.values())
        .filter(
            operation ->
                operation.permissions().stream()
                    .anyMatch(
                        needed -> needed.contains(permission) && (needed.size() == 1) == byItself))
        .map(operation -> code(operation.operationId()))
        .collect(Collectors.joining(", "));
  }
}
