package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
  @TempDir private Path folder;
  private ObjectNode document;

  @BeforeEach
  void readDocument() throws IOException {
    document =
        json(
            """
            {"paths": {
              "/v1/apples": {
                "get": {"operationId": "getApples", "tags": ["apples"], "responses": {"200": {}, "404": {}}},
                "post": {"operationId": "createApple", "tags": ["apples"], "responses": {"201": {}}}
              },
              "/v2/pears": {"get": {"operationId": "getPears", "tags": ["pears"], "responses": {"200": {}}}}
            }}
            """);
  }

  @Test
  void updateMergesObjectsAndConcatenatesArrays() throws IOException {
    List<String> complaints =
        apply(
            """
            - target: $.paths['/v1/apples'].get
              description: Fruit is listed twice.
              update:
                operationId: listApples
                tags: [fruit]
                responses: {"200": {description: OK}}
            """);

    assertThat(complaints).isEmpty();
    assertThat(document.at("/paths/~1v1~1apples/get"))
        .isEqualTo(
            json(
                """
                {"operationId": "listApples", "tags": ["apples", "fruit"],
                 "responses": {"200": {"description": "OK"}, "404": {}}}
                """));
  }

  @Test
  void arrayAsTargetGetsTheUpdateAppended() throws IOException {
    apply(
        """
        - {target: "$.paths['/v2/pears'].get.tags", description: Another tag., update: fruit}
        """);

    assertThat(document.at("/paths/~1v2~1pears/get/tags")).hasToString("[\"pears\",\"fruit\"]");
  }

  @Test
  void rootAsTargetIsMerged() throws IOException {
    List<String> complaints =
        apply(
            """
            - {target: $, description: A name., update: {info: {title: Fruit}}}
            - {target: $, description: The same name., update: {info: {title: Fruit}}}
            """);

    assertThat(complaints)
        .containsExactly("fruit.yaml, action 2, target $: changes nothing (The same name.)");
    assertThat(document.at("/info/title").asText()).isEqualTo("Fruit");
    assertThat(document.path("paths").size()).isEqualTo(2);
  }

  @Test
  void everyMatchIsPatched() throws IOException {
    apply(
        """
        - target: $.paths..[?(@.operationId=='getPears')]
          description: Pears have a summary.
          update: {summary: Lists the pears.}
        - target: $.paths..[?(@.operationId)].responses
          description: Anything can fail.
          update: {"500": {}}
        """);

    assertThat(document.findValuesAsText("summary")).containsExactly("Lists the pears.");
    assertThat(document.findValues("500")).hasSize(3);
  }

  @Test
  void matchesDoNotShareTheUpdate() throws IOException {
    apply(
        """
        - target: $.paths..[?(@.operationId)].responses
          description: Anything can fail.
          update: {"500": {}}
        - target: $.paths['/v2/pears'].get.responses['500']
          description: Pears say how.
          update: {description: Rotten}
        """);

    assertThat(document.findValuesAsText("description")).containsExactly("Rotten");
  }

  @Test
  void everyMatchIsRemoved() throws IOException {
    apply(
        """
        - {target: "$.paths..responses['200']", description: Nobody reads it., remove: true}
        - {target: "$.paths['/v1/apples'].get.tags[0]", description: No tag., remove: true}
        """);

    assertThat(document.findValues("200")).isEmpty();
    assertThat(document.findValues("404")).hasSize(1);
    assertThat(document.at("/paths/~1v1~1apples/get/tags").isEmpty()).isTrue();
  }

  @Test
  void actionsApplyInTheirOrder() throws IOException {
    apply(
        """
        - {target: "$.paths['/v2/pears'].get.tags", description: Wrong tag., remove: true}
        - {target: "$.paths['/v2/pears'].get", description: Right tag., update: {tags: [fruit]}}
        """);

    assertThat(document.at("/paths/~1v2~1pears/get/tags")).hasToString("[\"fruit\"]");
  }

  @Test
  void actionThatMatchesNothingIsReported() throws IOException {
    List<String> complaints =
        apply(
            """
            - {target: "$.paths['/v3/figs'].get", description: Figs need a tag., update: {tags: [figs]}}
            - {target: $.paths, description: Plums., update: {/v1/plums: {}}}
            - {target: "$.paths..[?(@.operationId=='getFigs')]", description: No figs., remove: true}
            """);

    assertThat(complaints)
        .containsExactly(
            "fruit.yaml, action 1, target $.paths['/v3/figs'].get: matches nothing (Figs need a"
                + " tag.)",
            "fruit.yaml, action 3, target $.paths..[?(@.operationId=='getFigs')]: matches nothing (No"
                + " figs.)");
  }

  @Test
  void actionThatChangesNothingIsReported() throws IOException {
    List<String> complaints =
        apply(
            """
            - target: $.paths['/v1/apples'].get
              description: Apples have a tag.
              update: {operationId: getApples, tags: [apples], responses: {"200": {}}}
            """);

    assertThat(complaints)
        .containsExactly(
            "fruit.yaml, action 1, target $.paths['/v1/apples'].get: changes nothing (Apples have a"
                + " tag.)");
  }

  @Test
  void actionThatChangesSomeMatchesIsAccepted() throws IOException {
    List<String> complaints =
        apply(
            """
            - target: $.paths..[?(@.operationId)]
              description: All fruit are apples.
              update: {operationId: createApple}
            - target: $.paths..[?(@.operationId)].responses
              description: Lists respond with 200.
              update: {"200": {}}
            """);

    assertThat(complaints).isEmpty();
  }

  @Test
  void actionWithoutReasonIsRejected() {
    assertThatThrownBy(() -> apply("- {target: $.paths, update: {a: {}}}"))
        .isInstanceOf(PatchException.class)
        .hasMessage("fruit.yaml, action 1: expected a text in \"description\"");
  }

  @Test
  void actionWithoutUpdateOrRemoveIsRejected() {
    assertThatThrownBy(() -> apply("- {target: $.paths, description: Why., remove: false}"))
        .hasMessageContaining("action 1, target $.paths: expected either \"update\" or \"remove");
    assertThatThrownBy(
            () -> apply("- {target: $.paths, description: Why., remove: true, update: {a: 1}}"))
        .hasMessageContaining("expected either \"update\" or \"remove: true\"");
  }

  @Test
  void misspeltKeyIsRejected() {
    assertThatThrownBy(() -> apply("- {target: $.paths, description: Why., updates: {a: 1}}"))
        .hasMessage("fruit.yaml, action 1: unknown key \"updates\"");
    assertThatThrownBy(
            () -> Overlay.of("fruit.yaml", json("{\"overlay\": \"1.0.0\", \"action\": []}")))
        .hasMessage("fruit.yaml: unknown key \"action\"");
    assertThatThrownBy(
            () ->
                Overlay.of(
                    "fruit.yaml",
                    json("{\"overlay\": \"1.0.0\", \"info\": {\"name\": \"Fruit\"}}")))
        .hasMessage("fruit.yaml, info: unknown key \"name\"");
  }

  @Test
  void targetThatIsNoJsonPathIsRejected() {
    assertThatThrownBy(
            () -> apply("- {target: '$.paths[?(@.a==)]', description: Why., remove: true}"))
        .hasMessageContaining("fruit.yaml, action 1, target $.paths[?(@.a==)]: no JSONPath");
  }

  @Test
  void updateOfAValueIsRejected() {
    assertThatThrownBy(
            () ->
                apply(
                    """
                    - target: $.paths['/v2/pears'].get.operationId
                      description: Another name.
                      update: {a: 1}
                    """))
        .hasMessageContaining("selects a value; target the object that holds it");
  }

  @Test
  void anotherOverlayVersionIsRejected() {
    assertThatThrownBy(
            () -> Overlay.of("fruit.yaml", json("{\"overlay\": \"2.0.0\", \"actions\": []}")))
        .hasMessage("fruit.yaml: expected \"overlay: 1.0.0\"");
  }

  @Test
  void emptyListOfActionsIsRejected() {
    assertThatThrownBy(() -> apply("[]"))
        .hasMessage("fruit.yaml: expected at least one entry in \"actions\"");
  }

  @Test
  void duplicateKeyIsRejected() {
    assertThatThrownBy(() -> apply("- {target: $.paths, description: Why., update: {a: 1, a: 2}}"))
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("fruit.yaml: Duplicate field 'a'");
  }

  private List<String> apply(String actions) throws IOException {
    Path file = folder.resolve("fruit.yaml");
    Files.writeString(
        file,
        "overlay: 1.0.0\ninfo: {title: Fruit, version: 1.0.0}\nactions:\n"
            + actions.stripTrailing().indent(2));
    return Overlay.read(file).applyTo(document);
  }

  private ObjectNode json(String text) throws IOException {
    Path file = folder.resolve("document.json");
    Files.writeString(file, text);
    return Json.read(file);
  }
}
