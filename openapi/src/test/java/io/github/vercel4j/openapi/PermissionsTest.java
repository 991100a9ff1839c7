package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final String TABLE =
      """
      {"permissions": [
        {"scope": "tree", "access": ["read", "read-write"], "guide": true},
        {"scope": "basket", "access": ["read-write"], "guide": true},
        {"scope": "ladder", "access": ["read"], "guide": false}]}
      """;

  @Test
  void permissionsOfTheOperationsAreKnown() throws IOException {
    assertThat(problems(TABLE, "read:tree", "read-write:tree", "read-write:basket", "read:ladder"))
        .isEmpty();
  }

  @Test
  void readWriteIncludesRead() throws IOException {
    assertThat(problems(TABLE, "read:basket")).isEmpty();
  }

  @Test
  void permissionThatNobodyCanHaveIsReported() throws IOException {
    assertThat(problems(TABLE, "read-write:ladder"))
        .containsExactly(
            "permissions.yaml: an overlay needs read-write:ladder, which is not known; add it there");
  }

  @Test
  void unknownScopeIsReported() throws IOException {
    assertThat(problems(TABLE, "read:cellar"))
        .hasSize(1)
        .first()
        .asString()
        .contains("read:cellar");
  }

  @Test
  void scopeOutsideTheGuideIsReported() throws IOException {
    assertThat(problems(TABLE.replace("\"guide\": false", "\"guide\": true"), "read:tree"))
        .containsExactly("permissions.yaml: the guide does not list ladder; write guide: false");
  }

  @Test
  void scopeOfTheGuideMarkedOutsideIsReported() throws IOException {
    assertThat(problems(TABLE.replace("\"guide\": true", "\"guide\": false"), "read:tree"))
        .containsExactly(
            "permissions.yaml: the guide lists tree; write guide: true",
            "permissions.yaml: the guide lists basket; write guide: true");
  }

  @Test
  void missingScopeOfTheGuideIsReported() throws IOException {
    assertThat(problems(TABLE.replace("\"basket\"", "\"bucket\"").replace("\"tree\"", "\"twig\"")))
        .contains(
            "permissions.yaml: the guide lists tree; add it",
            "permissions.yaml: the guide lists basket; add it");
  }

  @Test
  void unknownAccessLevelIsRejected() {
    assertThatThrownBy(() -> problems(TABLE.replace("\"read\"]", "\"admin\"]")))
        .hasMessage("permissions.yaml, entry 3: expected read, read-write or both in access");
  }

  @Test
  void entryWithoutAKeyIsRejected() {
    assertThatThrownBy(() -> problems(TABLE.replace(", \"guide\": false", "")))
        .hasMessageStartingWith("permissions.yaml, entry 3: expected scope, access and guide, not");
  }

  @Test
  void duplicateScopeIsRejected() {
    assertThatThrownBy(() -> problems(TABLE.replace("ladder", "tree")))
        .hasMessage("permissions.yaml, entry 3: the scope stands twice: \"tree\"");
  }

  @Test
  void tableNamesEachScopeThatHasBeenSeen() {
    JsonNode rows = Permissions.read(Path.of("permissions.yaml")).rows();

    assertThat(rows).hasSize(17);
    assertThat(rows.findValuesAsText("scope")).doesNotHaveDuplicates();
  }

  private static List<String> problems(String table, String... permissions) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode operation = mapper.createObjectNode();
    for (String permission : permissions) {
      operation.withArray("x-vercel-permissions").addArray().add(permission);
    }
    DocumentedScopes documented =
        DocumentedScopes.of(
            (ObjectNode)
                mapper.readTree("{\"scopes\": [{\"scope\": \"tree\"}, {\"scope\": \"basket\"}]}"));
    return Permissions.of((ObjectNode) mapper.readTree(table)).problems(operation, documented);
  }
}
