package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The document that the jar carries. */
class PatchedDocumentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode document = read();
  private final Map<String, JsonNode> operations = new HashMap<>();
  private final Map<String, JsonNode> documented = new HashMap<>();

  PatchedDocumentTest() {
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        operations.put(operation.path("operationId").asText(), operation);
        documented.put(
            method.getKey().toUpperCase(Locale.ROOT)
                + " "
                + operation.path("x-vercel-documented-path").asText(),
            operation);
      }
    }
  }

  @Test
  void eachRowOfTheGuideHasItsOperationAndPermissions() throws IOException {
    JsonNode facts = MAPPER.readTree(Files.readString(Path.of("documented-scopes.json")));
    Map<String, Set<List<String>>> expected = new TreeMap<>();
    int rows = 0;
    for (JsonNode section : facts.path("scopes")) {
      String scope = section.path("scope").asText();
      Set<String> readCalls = new HashSet<>();
      for (JsonNode row : section.path("read")) {
        readCalls.add(call(row));
        expected.computeIfAbsent(call(row), call -> new HashSet<>()).add(List.of("read:" + scope));
        rows++;
      }
      // The rows headed Read/Write repeat the others; read-write includes read
      for (JsonNode row : section.path("readWrite")) {
        if (!readCalls.contains(call(row))) {
          expected
              .computeIfAbsent(call(row), call -> new HashSet<>())
              .add(List.of("read-write:" + scope));
        }
        rows++;
      }
    }
    expected.put(
        "PATCH /v9/projects/{idOrName}/domains/{domain}",
        Set.of(List.of("read-write:project", "read-write:domain")));
    expected.put("POST /v2/oauth/access_token", Set.of());

    Map<String, Set<List<String>>> patched = new TreeMap<>();
    documented.forEach((call, operation) -> patched.put(call, Set.copyOf(permissions(operation))));
    assertThat(rows).isEqualTo(104);
    assertThat(patched).isEqualTo(expected);
  }

  private static String call(JsonNode row) {
    return row.path("method").asText() + " " + row.path("path").asText();
  }

  @Test
  void callOfTwoScopesHasTwoAlternatives() {
    assertThat(permissions(operation("verifyProjectDomain")))
        .containsExactly(List.of("read-write:project"), List.of("read-write:domain"));
    assertThat(permissions(operation("createProjectEnv")))
        .containsExactly(
            List.of("read-write:project-env-vars"), List.of("read-write:global-project-env-vars"));
    assertThat(operations.values()).filteredOn(o -> permissions(o).size() == 2).hasSize(5);
  }

  @Test
  void documentHasTheGuidesOperationsAndTheExchange() {
    assertThat(operations).hasSize(75);
    JsonNode exchange = operation("exchangeCode");
    assertThat(exchange.path("security")).isEmpty();
    assertThat(exchange.path("security").isArray()).isTrue();
    assertThat(permissions(exchange)).isEmpty();
    List<String> fields = new ArrayList<>();
    document
        .at("/components/schemas/ExchangeCodeRequest/properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    assertThat(fields).containsExactly("client_id", "client_secret", "code", "redirect_uri");
  }

  @Test
  void idempotentOperationsAreKnown() {
    List<String> unsafe = new ArrayList<>();
    operations.forEach(
        (id, operation) -> {
          if (!operation.path("x-vercel-idempotent").asBoolean()) {
            unsafe.add(id);
          }
        });

    assertThat(unsafe)
        .containsExactlyInAnyOrder(
            "addProjectDomain",
            "buySingleDomain",
            "createCheck",
            "createDeployment",
            "createDrain",
            "createEdgeConfig",
            "createEdgeConfigToken",
            "createLogDrain",
            "createProject",
            "createProjectEnv",
            "createRecord",
            "exchangeCode",
            "issueCert",
            "patchEdgeConfigItems",
            "rerequestCheck",
            "testDrain",
            "transferInDomain");
  }

  @Test
  void everyBodyHasAnExample() {
    List<String> lacking = new ArrayList<>();
    operations.forEach(
        (id, operation) -> {
          for (var media : operation.at("/requestBody/content").properties()) {
            if (!media.getKey().equals("application/octet-stream")
                && !hasExample(media.getValue())) {
              lacking.add(id + " request");
            }
          }
          for (var response : operation.path("responses").properties()) {
            for (var media : resolve(response.getValue()).path("content").properties()) {
              if (!hasExample(media.getValue())) {
                lacking.add(id + " " + response.getKey());
              }
            }
          }
        });

    assertThat(lacking).isEmpty();
  }

  @Test
  void secretPropertiesAreMarked() {
    Set<String> secretKeys =
        Set.of(
            "access_token",
            "authCode",
            "client_secret",
            "encryptedValue",
            "inviteCode",
            "password",
            "protectionBypass",
            "secret",
            "token",
            "tokens",
            "vsmValue");
    List<String> marked = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (var schema : document.at("/components/schemas").properties()) {
      JsonNode properties = schema.getValue().path("properties");
      boolean variable =
          properties.has("key") && properties.has("value") && properties.has("target");
      for (var property : properties.properties()) {
        String name = schema.getKey() + "." + property.getKey();
        if (property.getValue().path("x-vercel-secret").asBoolean()) {
          marked.add(name);
        } else if (secretKeys.contains(property.getKey())
            || (variable && property.getKey().equals("value"))) {
          open.add(name);
        }
      }
    }

    assertThat(open).isEmpty();
    assertThat(marked)
        .contains(
            "AccessToken.access_token",
            "DeployHook.url",
            "EnvironmentVariable.value",
            "ExchangeCodeRequest.client_secret",
            "ExchangeCodeRequest.code",
            "UploadCertRequest.key");
  }

  private JsonNode operation(String id) {
    return Objects.requireNonNull(operations.get(id), id);
  }

  private static List<List<String>> permissions(JsonNode operation) {
    List<List<String>> alternatives = new ArrayList<>();
    for (JsonNode alternative : operation.path("x-vercel-permissions")) {
      List<String> permissions = new ArrayList<>();
      alternative.forEach(permission -> permissions.add(permission.asText()));
      alternatives.add(permissions);
    }
    return alternatives;
  }

  private static boolean hasExample(JsonNode media) {
    return media.has("example") || !media.path("examples").isEmpty();
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static JsonNode read() {
    try (InputStream in =
        PatchedDocumentTest.class.getResourceAsStream("/META-INF/vercel4j/openapi.json")) {
      return MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
