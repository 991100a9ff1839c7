package io.github.vercel4j.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final String API = "src/main/java/io/github/vercel4j/api/";

  private static String contract = "";
  private static Map<String, String> files = Map.of();

  @TempDir private Path folder;

  @BeforeAll
  static void generate(@TempDir Path shared) throws IOException {
    contract = GeneratedClient.resource("/contract.json");
    files = GeneratedClient.generate(contract, shared);
  }

  @Test
  void sameSpecificationGivesTheSameBytes() throws IOException {
    assertThat(GeneratedClient.generate(contract, folder)).isEqualTo(files);
  }

  @Test
  void filesHaveNoTimeOrPlaceOfGeneration() {
    files.forEach(
        (name, text) -> {
          if (name.endsWith(".java")) {
            assertThat(text)
                .doesNotContain("@Generated")
                .doesNotContain("openapi-generator")
                .doesNotContainPattern("import .*\\*;");
          }
        });
  }

  @Test
  void schemasOfErrorsAndFormsHaveNoClass() {
    assertThat(files)
        .containsKey(API + "model/AccessToken.java")
        .doesNotContainKey(API + "model/ErrorResponse.java")
        .doesNotContainKey(API + "model/ExchangeCodeRequest.java");
  }

  @Test
  void methodNamesItsCallAndPermission() {
    assertThat(files.get(API + "ProjectsApi.java"))
        .contains(
            """
              /**
               * Lists the projects.
               *
               * <p>{@code GET /v10/projects}; needs {@code read:project}.
               */
              @VercelOperation(Operation.GET_PROJECTS)
              @GET("v10/projects")
              VercelCall<GetProjectsResponse> getProjects(@QueryMap GetProjectsParameters parameters);
            """
                .indent(0))
        .contains("VercelCall<GetProjectsResponse> getProjects();");
  }

  @Test
  void teamParametersAreLeftToTheClient() {
    assertThat(files.get(API + "model/GetProjectsParameters.java"))
        .contains("Builder limit(int limit)")
        .doesNotContain("teamId")
        .doesNotContain("slug");
    assertThat(files.get(API + "ProjectsApi.java")).doesNotContain("teamId");
  }

  @Test
  void chosenJavaNamesNameInterfacesAndArguments() {
    assertThat(files.get(API + "EdgeConfigApi.java"))
        .contains("@Header(\"x-vercel-digest\") @Nullable String digest")
        .doesNotContain("xVercelDigest");
    assertThat(files).containsKey(API + "OAuthApi.java").doesNotContainKey(API + "OauthApi.java");
  }

  @Test
  void ledgerHasEveryOperation() {
    assertThat(files.get("src/main/resources/META-INF/vercel4j/operations.json"))
        .contains(
            """
              {
                "operationId": "createProject",
                "method": "POST",
                "path": "/v10/projects",
                "documentedPath": "/v11/projects",
                "permissions": [["read-write:project", "read-write:domain"], ["read-write:everything"]],
                "tag": "projects",
                "idempotent": false,
                "exchangesCode": false,
                "takesTeam": false,
                "mayRespondEmpty": false,
                "mayRespondNull": false,
                "cursor": null,
                "items": null
              },
            """
                .indent(0))
        .contains("\"permissions\": [],")
        .containsSubsequence("\"getProjects\"", "\"cursor\": \"from\",", "\"items\": \"projects\"")
        .containsSubsequence("\"getVariables\"", "\"cursor\": \"until\",", "\"items\": \"items\"");
  }

  @Test
  void unionWithoutDecisionIsRejected() {
    assertRejected(
        contract.replace(",\n        \"x-vercel-union\": {\"decidedBy\": \"type\"}", ""),
        "Union Target has no x-vercel-union");
    assertRejected(
        contract.replace(", \"GitlabSource\": [\"gitlab\"]", ""),
        "The x-vercel-union of GitSource does not say what tells GitlabSource");
  }

  @Test
  void operationWithoutPageDecisionIsRejected() {
    assertRejected(
        contract.replaceFirst("\"x-vercel-page\": \"none\",", ""),
        "At POST /v2/oauth/access_token: The operation has no x-vercel-page");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "page": "VariablePage"      | "pages": "VariablePage" | The x-vercel-page of the operation has no page
          "page": "VariablePage"      | "page": "Gone"          | No schema #/components/schemas/Gone
          "page": "VariablePage"      | "page": "Framework"     | The x-vercel-page of the operation names items, which Framework lacks
          "items": "items"            | "items": "gone"         | The x-vercel-page of the operation names gone, which VariablePage lacks
          "items": "items"            | "items": "next"         | VariablePage.next is no list, and x-vercel-page says so
          "cursor": "until", "page"   | "page"                  | The x-vercel-page of the operation has no cursor
          """)
  void pageThatContradictsTheSchemasIsRejected(String right, String wrong, String message) {
    assertRejected(contract.replace(right, wrong), "At GET /v1/variables: " + message);
  }

  @Test
  void oneOrManyWithoutDecisionIsAnUndecidedUnion() {
    assertRejected(
        contract.replace(
            "\"Levels\": {\"x-vercel-one-or-many\": {\"element\": \"one\"}, ", "\"Levels\": {"),
        "Union Levels has no x-vercel-union");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"element\": \"one\"}, \"oneOf\": [{\"type\": \"string\"}, ",
        "{\"element\": \"one\"}, \"x-vercel-union\": {\"decidedBy\": \"type\"}, \"oneOf\": [",
        "{\"element\": \"both\"}, \"oneOf\": [",
        "true, \"oneOf\": ["
      })
  void oneOrManyThatContradictsTheSchemaIsRejected(String decision) {
    String levels = "\"Levels\": {\"x-vercel-one-or-many\": ";
    String specification =
        contract.replace(levels + "{\"element\": \"one\"}, \"oneOf\": [", levels + decision);

    assertThat(specification).isNotEqualTo(contract);
    assertThatThrownBy(() -> GeneratedClient.generate(specification, folder))
        .hasStackTraceContaining("x-vercel-one-or-many");
  }

  @Test
  void methodsAreSortedByName() {
    assertThat(String.valueOf(files.get(API + "ProjectsApi.java")))
        .containsSubsequence(" createProject(", " deleteProject(", " getProjects(");
  }

  @Test
  void inlineObjectIsRejectedWithItsPlace() {
    assertRejected(
        contract.replace(
            "\"metadata\": {}",
            "\"metadata\": {\"type\": \"object\", \"properties\": {\"a\": {}}}"),
        "At Project.metadata: An inline object, enum or union needs a name: make it a component");
  }

  @Test
  void missingReservedMembersAreRejected() {
    assertRejected(
        contract.replace("x-java-reserved-members", "x-java-other"),
        "The specification has no x-java-reserved-members");
  }

  @Test
  void operationWithoutDocumentedPathIsRejected() {
    assertRejected(
        contract.replace("\"x-vercel-documented-path\": \"/v2/files\",", ""),
        "At POST /v2/files: The operation has no x-vercel-documented-path");
  }

  private void assertRejected(String specification, String message) {
    assertThat(specification).isNotEqualTo(contract);
    assertThatThrownBy(() -> GeneratedClient.generate(specification, folder))
        .satisfies(
            thrown ->
                assertThat(Throwables.getCausalChain(thrown))
                    .extracting(Throwable::getMessage)
                    .contains(message));
  }
}
