package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service sends, where upstream's document says something else: the overlays say it. */
class RecordedResponsesTest {
  private static ObjectNode pinned;
  private static ObjectNode document;

  @BeforeAll
  static void patch() throws IOException {
    pinned = Json.read(Path.of("contract", "vercel.json"));
    document = Patch.apply(Path.of("")).document();
  }

  @ParameterizedTest
  @CsvSource({
    "DeploymentSummary, errorStep",
    "EnvironmentVariable, lastEditedByDisplayName",
    "GetDomainConfigResponse, aValues cnames conflicts dnssecEnabled ipStatus nameservers serviceType",
    "Team, softBlock",
    "TeamBilling, address cancelation email invoiceItems period planIteration platform status tax trial",
    "User, version",
  })
  void keyThatWasSeenIsDescribedAndNotRequired(String component, String keys) {
    for (String key : keys.split(" ", -1)) {
      assertThat(schema(component).path("properties").has(key)).as(key).isTrue();
      assertThat(required(component)).doesNotContain(key);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, bootedAt buildSkipped",
    "DeploymentSummary, projectId",
    "Drain, createdAt source updatedAt",
    "GetDomainConfigResponse, acceptedChallenges",
    "LogDrain, source",
    "Project, resourceConfig",
    "ProjectDeployment, deploymentHostname",
    "ProjectSecurityManagedRules, ai_bots bot_filter owasp",
    "ResourceConfig, functionDefaultRegions",
    // Upstream's own documents of November 2025 and July 2026 do not have these
    "DrainProjectAccessAll, managedBy",
    "DrainProjectAccessSome, managedBy",
    "UserAccountUpdateContext, verifiedEmuDomains",
    "UserAccountUpdateContextManagedTeam, workEmail",
    // The variants of these responses include any object, so also an empty one
    "TestDrainResponse, endpoint error status",
    "UploadFileResponse, urls",
  })
  void keyThatWasSeenToBeAbsentIsNotRequired(String component, String keys) {
    for (String key : keys.split(" ", -1)) {
      assertThat(schema(component).path("properties").has(key)).as(key).isTrue();
      assertThat(required(component)).doesNotContain(key);
    }
  }

  @Test
  void personalBillingDataIsKeptOutOfLogs() {
    for (String key : List.of("address", "email", "tax")) {
      assertThat(schema("TeamBilling").at("/properties/" + key + "/x-vercel-secret").asBoolean())
          .isTrue();
    }
  }

  /** Of every operation: what an overlay replaces keeps whether it may be null. */
  @Test
  void responseThatMayBeNullInThePinMayBeNull() {
    Map<String, Boolean> before = nullableResponses(pinned);
    Map<String, Boolean> after = nullableResponses(document);

    assertThat(before).containsEntry("getDeploymentEvents 200", true);
    before.forEach(
        (place, nullable) -> {
          // A page that is null came with the bare list, which an overlay removes with its reason
          if (nullable && !place.equals("getProjects 200")) {
            assertThat(after).as("responses that may be null").containsEntry(place, true);
          }
        });
  }

  /** Of every component: likewise for its properties. */
  @Test
  void propertyThatMayBeNullInThePinMayBeNull() {
    List<String> lost = new ArrayList<>();
    for (var component : pinned.at("/components/schemas").properties()) {
      for (var property : component.getValue().path("properties").properties()) {
        JsonNode now =
            document
                .at("/components/schemas")
                .path(component.getKey())
                .path("properties")
                .path(property.getKey());
        if (property.getValue().path("nullable").asBoolean()
            && !now.isMissingNode()
            && !now.path("nullable").asBoolean()) {
          lost.add(component.getKey() + "." + property.getKey());
        }
      }
    }

    assertThat(lost).isEmpty();
  }

  /** A parameter of one name is of one type in all operations, or another name would be right. */
  @Test
  void parametersOfOneNameHaveOneType() {
    SortedMap<String, SortedMap<String, List<String>>> types = new TreeMap<>();
    operations(document)
        .forEach(
            (id, operation) -> {
              for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.path("in").asText().equals("query")) {
                  types
                      .computeIfAbsent(parameter.path("name").asText(), name -> new TreeMap<>())
                      .computeIfAbsent(
                          Types.of(parameter.path("schema")), type -> new ArrayList<>())
                      .add(id);
                }
              }
            });
    types.values().removeIf(byType -> byType.size() == 1);

    assertThat(types.keySet())
        .as(
            "parameters of different types: give them one in an overlay, or a reason here: %s",
            types)
        // The cursor of projects is a time or a token, and billing takes ISO dates; deployments are
        // also found by the slug of a custom environment, which is no target of a domain
        .containsExactly("from", "target", "to");
  }

  /** Of every request: a text is not left open where the same key of what is read has values. */
  @Test
  void textOfARequestHasTheValuesOfWhatIsRead() {
    JsonNode schemas = document.at("/components/schemas");
    SortedSet<String> open = new TreeSet<>();
    for (var component : schemas.properties()) {
      if (!component.getKey().contains("Request")) {
        continue;
      }
      // DrainSourceRequest is read as DrainSource, or as one of its variants such as
      // DrainSourceSelfServed
      String read = component.getKey().replaceFirst("^(Create|Update|Edit|Add|Test)", "");
      Pattern names =
          Pattern.compile(read.replace("RequestObject", "V2").replace("Request", "") + "\\w*");
      for (var property : component.getValue().path("properties").properties()) {
        boolean text = Types.of(property.getValue()).equals("string");
        for (var other : schemas.properties()) {
          if (text
              && names.matcher(other.getKey()).matches()
              && !other.getKey().contains("Request")
              && hasValues(other.getValue().path("properties").path(property.getKey()))) {
            open.add(component.getKey() + "." + property.getKey());
          }
        }
      }
    }

    assertThat(open)
        .as("texts that have values where they are read: name them in an overlay, or give a reason")
        // A deployment's target may be the slug of a custom environment; the only version so far is
        // no constant, for another one may come
        .containsExactly("CreateDeploymentRequest.target", "DrainFilterRequestObject.version");
  }

  private static boolean hasValues(JsonNode property) {
    String reference = Types.reference(property);
    return (reference == null ? property : schema(reference)).has("enum");
  }

  private static Map<String, Boolean> nullableResponses(JsonNode document) {
    Map<String, Boolean> responses = new TreeMap<>();
    operations(document)
        .forEach(
            (id, operation) -> {
              for (var response : operation.path("responses").properties()) {
                JsonNode schema = response.getValue().at("/content/application~1json/schema");
                if (response.getKey().startsWith("2") && schema.isObject()) {
                  responses.put(id + " " + response.getKey(), schema.path("nullable").asBoolean());
                }
              }
            });
    return responses;
  }

  private static SortedMap<String, JsonNode> operations(JsonNode document) {
    SortedMap<String, JsonNode> operations = new TreeMap<>();
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        operations.put(method.path("operationId").asText(), method);
      }
    }
    return operations;
  }

  private static JsonNode schema(String component) {
    JsonNode schema = document.at("/components/schemas").path(component);
    assertThat(schema.isObject()).as(component).isTrue();
    return schema;
  }

  private static List<String> required(String component) {
    return schema(component).path("required").valueStream().map(JsonNode::asText).toList();
  }
}
