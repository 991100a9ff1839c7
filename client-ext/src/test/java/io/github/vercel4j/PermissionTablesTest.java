package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/permissions.md}; with {@code -Dpermissions.write} it is written anew. */
class PermissionTablesTest {
  private static final Path FILE = Path.of("..", "docs", "permissions.md");

  private static final String INTRODUCTION =
      """
      # Permissions

      Written by `docs/permissions` from the client's operations; the build checks that it is current.

      An installation holds grants: a scope to read, `read:project`, or to read and write, `read-write:project`, which
      includes reading. The `scopes` of its configuration list them, in any order, and may hold others than those below.
      `GrantedPermissions` answers in code what the tables say: `mayCall`, `missingFor`, `requiredFor`, and `changeTo` for
      the plan of a change.

      - A scope that is added, or raised from reading to writing, waits until the account of each installation confirms it; one
        confirmation covers all that waits. A scope that is removed, or lowered to reading, is gone at once.
      - Changing the domain of a project needs two grants, as it touches both the project and the domain.
      - `read-write:project-env-vars` is for the variables that the integration itself has made,
        `read-write:global-project-env-vars` for all of the account's.
      - Reading Edge Configs needs `read:edge-config` by Vercel's tables. No installation that holds it has been seen; expect to
        be granted `read-write:edge-config`.
      - `read:billing` is for teams on the plans Pro and Enterprise.
      - Paths are those that the client calls. Vercel's tables name older versions of some, with the same grants.
      """;

  private static String tables() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append("\n## What an operation needs\n");
    byTag()
        .forEach(
            (tag, operations) -> {
              text.append("\n### ").append(tag);
              text.append("\n\n| operation | path | needs |\n|---|---|---|\n");
              operations.forEach(operation -> text.append(row(operation)));
            });
    text.append(
        "\n## What a grant opens\n\nBeside what the grant to read of the same scope opens.\n");
    text.append("\n| grant | by itself | together with others |\n|---|---|---|\n");
    grants()
        .forEach(
            grant ->
                text.append("| ")
                    .append(code(grant))
                    .append(" | ")
                    .append(opened(grant, true))
                    .append(" | ")
                    .append(opened(grant, false))
                    .append(" |\n"));
    return text.toString();
  }

  private static SortedMap<String, List<Operation>> byTag() {
    return Arrays.stream(Operation.values())
        .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
        .collect(Collectors.groupingBy(Operation::tag, TreeMap::new, Collectors.toList()));
  }

  private static String row(Operation operation) {
    String needs =
        operation.permissions().stream()
            .map(PermissionTablesTest::allOf)
            .collect(Collectors.joining(" or "));
    return "| "
        + code(operation.operationId())
        + " | "
        + code(operation.method() + " " + operation.path())
        + " | "
        + (needs.isEmpty() ? "nothing" : needs)
        + " |\n";
  }

  private static String allOf(List<String> grants) {
    return grants.stream().map(PermissionTablesTest::code).collect(Collectors.joining(" and "));
  }

  /** By scope, reading first. */
  private static List<String> grants() {
    return Arrays.stream(Operation.values())
        .flatMap(operation -> operation.permissions().stream())
        .flatMap(List::stream)
        .distinct()
        .sorted(
            Comparator.<String, String>comparing(grant -> grant.substring(grant.indexOf(':')))
                .thenComparing(grant -> grant.startsWith("read-write:")))
        .toList();
  }

  private static String opened(String grant, boolean byItself) {
    return Arrays.stream(Operation.values())
        .filter(
            operation ->
                operation.permissions().stream()
                    .anyMatch(needed -> needed.contains(grant) && (needed.size() == 1) == byItself))
        .map(operation -> code(operation.operationId()))
        .collect(Collectors.joining(", "));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  @Test
  void committedTablesAreCurrent() throws IOException {
    if (System.getProperty("permissions.write") != null) {
      Files.writeString(FILE, tables());
    }

    assertThat(Files.readString(FILE))
        .as("docs/permissions.md, which docs/permissions writes")
        .isEqualTo(tables());
  }
}
