package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchTest {
  private static final String SCOPE =
      """
      overlay: 1.0.0
      info: {title: A scope, version: 1.0.0}
      actions:
        - target: $.paths..[?(@.operationId=='getApples')]
          description: Listed under %1$s.
          update: {x-vercel-permissions: [["read:%1$s"]]}
      """;

  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void writeFolder() throws IOException {
    output = folder.resolve("target").resolve("openapi.json");
    Files.createDirectories(folder.resolve("contract"));
    Files.createDirectories(folder.resolve("overlays"));
    write(
        "contract/vercel.json",
        """
        {"openapi": "3.0.3", "info": {"title": "Fruit", "version": "1"},
         "paths": {"/v2/apples": {"get": {
           "operationId": "getApples", "tags": ["apples"],
           "responses": {"200": {"description": "OK"}}}}}}
        """);
    write(
        "documented-scopes.json",
        """
        {"scopes": [
          {"scope": "tree", "read": [{"method": "GET", "path": "/v1/apples"}], "readWrite": []},
          {"scope": "basket", "read": [{"method": "GET", "path": "/v1/apples"}], "readWrite": []}]}
        """);
    write(
        "permissions.yaml",
        """
        permissions:
          - {scope: tree, access: [read], guide: true}
          - {scope: basket, access: [read], guide: true}
          - {scope: cellar, access: [read-write], guide: false}
        """);
    write("overlays/tree.yaml", SCOPE.formatted("tree"));
    write("overlays/basket.yaml", SCOPE.formatted("basket"));
    write(
        "overlays/shared.yaml",
        """
        overlay: 1.0.0
        info: {title: All operations, version: 1.0.0}
        actions:
          - target: $.paths..[?(@.operationId)]
            description: The least that an operation says.
            update:
              summary: Lists the apples.
              x-vercel-documented-path: /v1/apples
              x-vercel-idempotent: true
        """);
  }

  @Test
  void sharedOverlaysApplyBeforeScopes() throws IOException {
    patch();

    ObjectNode patched = Json.read(output);
    assertThat(patched.remove("x-java-reserved-members")).contains(TextNode.valueOf("toString"));
    assertThat(Json.canonical(patched))
        .isEqualTo(
            """
            {
              "info": {
                "title": "Fruit",
                "version": "1"
              },
              "openapi": "3.0.3",
              "paths": {
                "/v2/apples": {
                  "get": {
                    "operationId": "getApples",
                    "responses": {
                      "200": {
                        "description": "OK"
                      }
                    },
                    "summary": "Lists the apples.",
                    "tags": [ "apples" ],
                    "x-vercel-documented-path": "/v1/apples",
                    "x-vercel-idempotent": true,
                    "x-vercel-page": "none",
                    "x-vercel-permissions": [ [ "read:tree" ], [ "read:basket" ] ]
                  }
                }
              }
            }
            """);
  }

  @Test
  void otherLayoutOfTheContractGivesTheSameBytes() throws IOException {
    patch();
    byte[] first = Files.readAllBytes(output);
    write(
        "contract/vercel.json",
        """
        {"paths": {"/v2/apples": {"get": {"tags": ["apples"],
           "responses": {"200": {"description": "OK"}}, "operationId": "getApples"}}},
         "info": {"version": "1", "title": "Fruit"}, "openapi": "3.0.3"}
        """);
    patch();

    assertThat(Files.readAllBytes(output)).isEqualTo(first);
  }

  @Test
  void permissionsAreWrittenBesideTheDocument() throws IOException {
    patch();

    assertThat(output.resolveSibling("permissions.json"))
        .content()
        .contains("\"scope\": \"cellar\"", "\"guide\": false");
  }

  @Test
  void callsThatTheLockNamesAsMissingAreNotMissed() throws IOException {
    write(
        "documented-scopes.json",
        Files.readString(folder.resolve("documented-scopes.json"))
            .replace(
                "\"readWrite\": []},",
                "\"readWrite\": [{\"method\": \"PUT\", \"path\": \"/v1/pears\"}]},"));
    assertThatThrownBy(this::patch).hasMessageContaining("PUT /v1/pears: documented, but");

    write("contract/lock.json", "{\"missing\": {\"PUT /v1/pears\": \"putPear\"}}");
    patch();

    assertThat(output).exists();
  }

  @Test
  void actionWithoutEffectWritesNothing() throws IOException {
    write("overlays/basket.yaml", SCOPE.formatted("basket").replace("getApples", "getPears"));

    assertThatThrownBy(this::patch)
        .isInstanceOf(PatchException.class)
        .hasMessage(
            """
            Overlay actions without effect; fix or remove them:
              basket.yaml, action 1, target $.paths..[?(@.operationId=='getPears')]: matches nothing \
            (Listed under basket.)""");
    assertThat(output).doesNotExist();
  }

  @Test
  void invalidOutcomeWritesNothing() throws IOException {
    write("overlays/basket.yaml", SCOPE.formatted("basket").replace("read:", "write:"));

    assertThatThrownBy(this::patch)
        .hasMessageStartingWith("The patched document is not valid:\n  GET /v2/apples: no list of");
    assertThat(output).doesNotExist();
  }

  @Test
  void scopeWithoutOverlayIsNamed() throws IOException {
    Files.delete(folder.resolve("overlays/basket.yaml"));

    assertThatThrownBy(this::patch)
        .hasMessageEndingWith("overlays: no overlay for the scope basket");
  }

  @Test
  void missingFileIsNamed() throws IOException {
    Files.delete(folder.resolve("contract/vercel.json"));

    assertThatThrownBy(this::patch).hasMessageEndingWith("vercel.json: no such file");
  }

  @Test
  void truncatedFileIsNamed() throws IOException {
    write("contract/vercel.json", "{\"openapi\": \"3.0.3\", \"paths\": {");

    assertThatThrownBy(this::patch)
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("vercel.json: Unexpected end-of-input");
  }

  private void patch() throws IOException {
    Patch.main(new String[] {folder.toString(), output.toString()});
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }
}
