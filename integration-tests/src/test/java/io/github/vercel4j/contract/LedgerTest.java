package io.github.vercel4j.contract;

import static io.github.vercel4j.contract.Resources.elements;
import static io.github.vercel4j.contract.Resources.objects;
import static io.github.vercel4j.contract.Resources.string;
import static io.github.vercel4j.contract.Resources.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ledger of operations against the scope tables of Vercel's guide. */
class LedgerTest {
  private static final String EXCHANGE = "exchangeCode";

  private final List<JsonObject> ledger =
      objects(Resources.json("/META-INF/vercel4j/operations.json"));
  private final JsonObject guide =
      (JsonObject) Resources.json("/META-INF/vercel4j/documented-scopes.json");

  @Test
  void ledgerHas74OperationsAndTheExchange() {
    assertThat(ledger).hasSize(75);
    assertThat(ledger)
        .extracting(row -> string(row, "operationId"))
        .doesNotHaveDuplicates()
        .contains(EXCHANGE);
  }

  @Test
  void everyRowHasAllKeys() {
    assertThat(ledger)
        .allSatisfy(
            row -> {
              assertThat(row.members())
                  .containsOnlyKeys(
                      "operationId",
                      "method",
                      "path",
                      "documentedPath",
                      "permissions",
                      "tag",
                      "idempotent",
                      "exchangesCode",
                      "takesTeam",
                      "mayRespondEmpty",
                      "mayRespondNull",
                      "cursor",
                      "items");
              assertThat(string(row, "method")).isIn("GET", "POST", "PUT", "PATCH", "DELETE");
              assertThat(string(row, "path")).matches("/v\\d+/.*");
              assertThat(value(row, "idempotent")).isInstanceOf(JsonValue.JsonBoolean.class);
            });
  }

  @Test
  void everyRowOfTheGuideHasTheOperationWithItsPermissions() {
    Map<String, Set<List<String>>> expected = guideRows();
    assertThat(expected).hasSize(74);

    Map<String, Set<List<String>>> found = new LinkedHashMap<>();
    for (JsonObject row : ledger) {
      if (!string(row, "operationId").equals(EXCHANGE)) {
        found.put(string(row, "method") + " " + string(row, "documentedPath"), alternatives(row));
      }
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void operationOfTwoSectionsHasTwoAlternatives() {
    assertThat(alternatives(row("verifyProjectDomain")))
        .containsExactlyInAnyOrder(List.of("read-write:project"), List.of("read-write:domain"));
    assertThat(alternatives(row("createProjectEnv")))
        .containsExactlyInAnyOrder(
            List.of("read-write:project-env-vars"), List.of("read-write:global-project-env-vars"));
  }

  @Test
  void updatingAProjectsDomainNeedsBothPermissions() {
    assertThat(alternatives(row("updateProjectDomain")))
        .containsExactly(List.of("read-write:project", "read-write:domain"));
  }

  @Test
  void exchangeNeedsNoPermission() {
    assertThat(alternatives(row(EXCHANGE))).isEmpty();
    assertThat(string(row(EXCHANGE), "path")).isEqualTo("/v2/oauth/access_token");
  }

  @Test
  void operationEnumEqualsTheLedger() {
    assertThat(Operation.values())
        .extracting(
            Operation::operationId,
            Operation::method,
            Operation::path,
            Operation::documentedPath,
            Operation::tag,
            Operation::idempotent,
            Operation::exchangesCode,
            Operation::takesTeam,
            Operation::mayRespondEmpty,
            Operation::mayRespondNull,
            Operation::cursor,
            operation -> new LinkedHashSet<>(operation.permissions()))
        .containsExactlyInAnyOrderElementsOf(
            ledger.stream()
                .map(
                    row ->
                        tuple(
                            string(row, "operationId"),
                            string(row, "method"),
                            string(row, "path"),
                            string(row, "documentedPath"),
                            string(row, "tag"),
                            is(row, "idempotent"),
                            is(row, "exchangesCode"),
                            is(row, "takesTeam"),
                            is(row, "mayRespondEmpty"),
                            is(row, "mayRespondNull"),
                            value(row, "cursor") instanceof JsonValue.JsonString cursor
                                ? cursor.value()
                                : null,
                            alternatives(row)))
                .toList());
  }

  @Test
  void operationsWithoutTeamIdParameterTakeNoTeam() {
    assertThat(Operation.values())
        .filteredOn(operation -> !operation.takesTeam())
        .containsExactlyInAnyOrder(
            Operation.EXCHANGE_CODE,
            Operation.GET_AUTH_USER,
            Operation.GET_TEAM,
            Operation.GET_TEAM_MEMBERS);
  }

  @Test
  void bodiesMayLackOrBeNullOnlyWhereTheContractSaysSo() {
    assertThat(Operation.values())
        .filteredOn(Operation::mayRespondEmpty)
        .containsExactly(Operation.UPLOAD_FILE);
    assertThat(Operation.values())
        .filteredOn(Operation::mayRespondNull)
        .containsExactly(
            Operation.EDIT_PROJECT_ENV,
            Operation.GET_DEPLOYMENT_EVENTS,
            Operation.REMOVE_PROJECT_ENV);
    assertThat(Operation.values())
        .filteredOn(Operation::exchangesCode)
        .containsExactly(Operation.EXCHANGE_CODE);
  }

  private static boolean is(JsonObject row, String key) {
    return ((JsonValue.JsonBoolean) value(row, key)).value();
  }

  private JsonObject row(String operationId) {
    return ledger.stream()
        .filter(row -> string(row, "operationId").equals(operationId))
        .findFirst()
        .orElseThrow();
  }

  private static Set<List<String>> alternatives(JsonObject row) {
    return elements(row.get("permissions")).stream()
        .map(permissions -> elements(permissions).stream().map(Resources::string).toList())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What each "METHOD path" of the guide needs: one alternative for each section that lists it. */
  private Map<String, Set<List<String>>> guideRows() {
    Map<String, Set<List<String>>> rows = new LinkedHashMap<>();
    for (JsonObject section : objects(value(guide, "scopes"))) {
      String scope = string(section, "scope");
      List<String> readable = new ArrayList<>();
      for (JsonObject row : objects(value(section, "read"))) {
        readable.add(place(row));
        need(rows, place(row), List.of("read:" + scope));
      }
      for (JsonObject row : objects(value(section, "readWrite"))) {
        if (!readable.contains(place(row))) {
          need(rows, place(row), List.of("read-write:" + scope));
        }
      }
    }
    for (JsonObject row : objects(value(guide, "together"))) {
      List<String> all =
          elements(row.get("scopes")).stream().map(s -> "read-write:" + string(s)).toList();
      rows.put(place(row), Set.of(all));
    }
    return rows;
  }

  private static void need(
      Map<String, Set<List<String>>> rows, String place, List<String> alternative) {
    rows.computeIfAbsent(place, key -> new LinkedHashSet<>()).add(alternative);
  }

  private static String place(JsonObject row) {
    return string(row, "method") + " " + string(row, "path");
  }
}
