package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test spoils one thing in a document that is valid. */
class ValidationTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ObjectNode document;
  private ObjectNode operation;
  private ObjectNode facts;

  @BeforeEach
  void readDocument() throws IOException {
    document =
        json(
            """
            {"openapi": "3.0.3", "info": {"title": "Fruit", "version": "1"},
             "security": [{"bearerToken": []}],
             "paths": {"/v2/apples/{id}": {"get": {
               "operationId": "getApple", "tags": ["apples"], "summary": "Reads one apple.",
               "x-vercel-documented-path": "/v1/apples/{id}", "x-vercel-idempotent": true,
               "x-vercel-permissions": [["read:tree"]],
               "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
               "responses": {
                 "200": {"description": "OK", "content": {"application/json": {
                   "schema": {"$ref": "#/components/schemas/Apple"},
                   "example": {"id": "apl_1", "color": "red", "parent": null, "at": 1761523200000}}}},
                 "404": {"$ref": "#/components/responses/NotFound"}}}}},
             "components": {
               "securitySchemes": {"bearerToken": {"type": "http", "scheme": "bearer"}},
               "responses": {"NotFound": {"description": "Not Found", "content": {"application/json": {
                 "schema": {"$ref": "#/components/schemas/Failure"},
                 "examples": {"eaten": {"value": {"code": "eaten", "by": "worm"}}}}}}},
               "schemas": {
                 "Failure": {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}},
                 "Color": {"type": "string", "enum": ["green", "red"]},
                 "Size": {"oneOf": [{"type": "string"}, {"type": "number"}]},
                 "Apple": {"type": "object", "required": ["id"], "properties": {
                   "id": {"type": "string"},
                   "kind": {"type": "string", "enum": ["apple"]},
                   "color": {"$ref": "#/components/schemas/Color"},
                   "size": {"$ref": "#/components/schemas/Size"},
                   "at": {"type": "integer", "format": "epoch-millis"},
                   "parent": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Apple"}]}}}}}}
            """);
    operation = (ObjectNode) document.at("/paths/~1v2~1apples~1{id}/get");
    facts =
        json(
            """
            {"scopes": [{"scope": "tree", "read": [{"method": "GET", "path": "/v1/apples/{id}"}],
              "readWrite": [{"method": "GET", "path": "/v1/apples/{id}"}]}]}
            """);
  }

  @Test
  void validDocumentHasNoProblems() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void documentThatIsNotOpenApiIsReported() {
    document.remove("info");

    assertThat(problems()).containsExactly("OpenAPI: attribute info is missing");
  }

  @Test
  void operationExtensionThatNobodyReadsIsReported() {
    operation.put("x-vercel-emptyresponse", true);

    assertThat(problems())
        .containsExactly("GET /v2/apples/{id}: nothing reads x-vercel-emptyresponse");
  }

  @Test
  void unionThatNothingDecidesIsReported() {
    document
        .withObjectProperty("components")
        .withObjectProperty("schemas")
        .withObjectProperty("Size")
        .withArray("oneOf")
        .addObject()
        .put("type", "string")
        .put("format", "date-time");

    assertThat(problems())
        .contains(
            "#/components/schemas/Size: nothing decides this union: two variants are of the JSON"
                + " type string; merge them or give them a key");
  }

  @Test
  void pageWithoutCursorParameterIsReported() {
    ((ObjectNode) document.at("/components/schemas/Apple/properties"))
        .putObject("cursor")
        .put("type", "string");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("GET /v2/apples/{id}: the response looks like a page");
  }

  @Test
  void alternativesMayDemandKeysAndNothingElse() {
    ObjectNode apple = (ObjectNode) document.at("/components/schemas/Apple");
    ArrayNode alternatives = apple.putArray("anyOf");
    alternatives.addObject().putArray("required").add("color");
    alternatives
        .addObject()
        .putObject("properties")
        .putObject("kind")
        .putArray("enum")
        .add("apple");
    assertThat(problems()).isEmpty();

    alternatives.addObject().putArray("required").add("worm");
    alternatives.addObject().put("$ref", "#/components/schemas/Failure");

    assertThat(problems())
        .containsExactly(
            "#/components/schemas/Apple/anyOf: demands \"worm\", which is no property",
            "#/components/schemas/Apple/anyOf: only required and properties may differ, not $ref");
  }

  @Test
  void bodyOfOneOrManyIsReported() {
    ObjectNode size = (ObjectNode) document.at("/components/schemas/Size");
    size.remove("oneOf");
    ArrayNode variants = size.putArray("oneOf");
    variants.addObject().put("type", "string");
    variants.addObject().put("type", "array").putObject("items").put("type", "string");
    operation
        .putObject("requestBody")
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Size");

    assertThat(problems())
        .containsExactly(
            "GET /v2/apples/{id} request: the body is one or many; let an overlay give Size"
                + " x-one-or-many: false");
    size.put("x-one-or-many", false);
    assertThat(problems()).isEmpty();
  }

  @Test
  void choiceOfOneOrManyWithoutAnArrayIsReported() {
    ((ObjectNode) document.at("/components/schemas/Size")).put("x-one-or-many", true);

    assertThat(problems())
        .containsExactly(
            "#/components/schemas/Size: x-one-or-many is true or false, and for an array without"
                + " null beside what it could hold");
  }

  @Test
  void operationWithoutOperationIdIsReported() {
    operation.remove("operationId");

    assertThat(problems()).containsExactly("GET /v2/apples/{id}: no operationId");
  }

  @Test
  void duplicateOperationIdIsReported() {
    ObjectNode other = operation.deepCopy();
    other.put("x-vercel-documented-path", "/v1/pears/{id}");
    document.withObject("/paths").withObject("/~1v3~1apples~1{id}").set("get", other);

    assertThat(problems())
        .contains("GET /v3/apples/{id}: operationId getApple is that of GET /v2/apples/{id}");
  }

  @Test
  void operationWithoutExactlyOneTagIsReported() {
    operation.withArray("tags").add("fruit");

    assertThat(problems())
        .containsExactly(
            "GET /v2/apples/{id}: expected exactly one tag, not [\"apples\",\"fruit\"]");
  }

  @Test
  void summaryThatIsNotOneSentenceIsReported() {
    for (String summary :
        List.of("", "reads one apple.", "Reads it. Eats it.", "Reads one apple")) {
      operation.put("summary", summary);

      assertThat(problems())
          .singleElement()
          .asString()
          .startsWith("GET /v2/apples/{id}: expected one sentence");
    }
  }

  @Test
  void operationWithoutIdempotentIsReported() {
    operation.remove("x-vercel-idempotent");

    assertThat(problems()).containsExactly("GET /v2/apples/{id}: no x-vercel-idempotent");
  }

  @Test
  void operationWithoutPermissionsIsReported() {
    operation.remove("x-vercel-permissions");

    assertThat(problems()).contains("GET /v2/apples/{id}: no x-vercel-permissions");
  }

  @Test
  void malformedPermissionIsReported() {
    ((ArrayNode) operation.at("/x-vercel-permissions/0")).add("write:tree");

    assertThat(problems())
        .contains(
            "GET /v2/apples/{id}: no list of permissions in x-vercel-permissions:"
                + " [\"read:tree\",\"write:tree\"]");
  }

  @Test
  void duplicateAlternativeIsReported() {
    operation.withArray("x-vercel-permissions").addArray().add("read:tree");

    assertThat(problems())
        .containsExactly("GET /v2/apples/{id}: twice in x-vercel-permissions: [\"read:tree\"]");
  }

  @Test
  void callWithoutTokenNeedsNoPermissions() {
    operation.putArray("security");
    operation.putArray("x-vercel-permissions");
    facts.putArray("scopes");

    assertThat(problems()).isEmpty();
  }

  @Test
  void permissionsOtherThanDocumentedAreReported() {
    ((ArrayNode) operation.at("/x-vercel-permissions/0")).set(0, "read-write:tree");

    assertThat(problems())
        .containsExactly(
            "GET /v1/apples/{id}: documented with the permissions [[read:tree]], but patched with"
                + " [[read-write:tree]]");
  }

  @Test
  void documentedCallWithoutOperationIsReported() {
    operation.put("x-vercel-documented-path", "/v0/apples/{id}");

    assertThat(problems())
        .containsExactly(
            "GET /v1/apples/{id}: documented, but no operation has it as x-vercel-documented-path;"
                + " add it to the overlay of its scope",
            "GET /v0/apples/{id}: needs [[read:tree]], but no scope table documents it");
  }

  @Test
  void undeclaredPathParameterIsReported() {
    operation.putArray("parameters");

    assertThat(problems())
        .contains("GET /v2/apples/{id}: declares the path parameters [] for those of [id]");
  }

  @Test
  void errorResponseWithoutBodyIsReported() {
    operation.withObject("/responses").putObject("409").put("description", "Conflict");

    assertThat(problems())
        .containsExactly("GET /v2/apples/{id} 409: says nothing about its body; give it one");
  }

  @Test
  void keysBesideAReferenceAreReported() {
    ((ObjectNode) operation.at("/responses/404")).put("description", "Not Found");

    assertThat(problems())
        .contains(
            "GET /v2/apples/{id} 404: keys beside $ref have no meaning:"
                + " {\"$ref\":\"#/components/responses/NotFound\",\"description\":\"Not Found\"}");
  }

  @Test
  void exampleThatItsSchemaRejectsIsReported() {
    ((ObjectNode) operation.at("/responses/200/content/application~1json/example"))
        .put("color", "blue")
        .put("at", "noon");
    operation.set(
        "requestBody",
        json(
            """
            {"content": {"application/json": {
              "schema": {"$ref": "#/components/schemas/Apple"}, "example": {"id": 7}}}}
            """));
    ((ObjectNode)
            document.at(
                "/components/responses/NotFound/content/application~1json/examples/eaten/value"))
        .remove("code");

    assertThat(problems())
        .hasSize(4)
        .anyMatch(
            problem ->
                problem.startsWith("GET /v2/apples/{id} request example: /id: integer found, str"))
        .anyMatch(
            problem ->
                problem.startsWith(
                    "GET /v2/apples/{id} 200 example: /color: does not have a value"))
        .anyMatch(
            problem ->
                problem.startsWith("GET /v2/apples/{id} 200 example: /at: string found, integer"))
        .anyMatch(
            problem ->
                problem.startsWith(
                    "#/components/responses/NotFound example eaten: : required property 'code'"));
  }

  @Test
  void componentThatIsNoClassIsReported() {
    schema("Apple")
        .withObject("/properties")
        .putObject("list")
        .put("$ref", "#/components/schemas/L");
    document
        .withObject("/components/schemas")
        .putObject("L")
        .put("type", "array")
        .putObject("items");

    assertThat(problems())
        .containsExactly(
            "#/components/schemas/L: expected an object with properties, an enum or a union of at"
                + " least two; write anything else where it is used");
  }

  @Test
  void inlineObjectOrEnumIsReported() {
    ObjectNode properties = schema("Apple").withObject("/properties");
    properties.set(
        "core",
        json("{\"type\": \"object\", \"properties\": {\"seeds\": {\"type\": \"number\"}}}"));
    properties.set(
        "taste",
        json(
            "{\"type\": \"array\", \"items\": {\"type\": \"string\", \"enum\": [\"sour\", \"sweet\"]}}"));
    properties.set("worm", json("{\"allOf\": [{\"type\": \"string\"}]}"));
    properties.set("stem", json("{\"allOf\": [{\"$ref\": \"#/components/schemas/Color\"}]}"));

    assertThat(problems())
        .containsExactly(
            "#/components/schemas/Apple/properties/core: an object, an enum or a union belongs in"
                + " components/schemas",
            "#/components/schemas/Apple/properties/taste/items: an object, an enum or a union"
                + " belongs in components/schemas",
            "#/components/schemas/Apple/properties/worm: allOf is only for a reference that has"
                + " keys beside it",
            "#/components/schemas/Apple/properties/stem: allOf is only for a reference that has"
                + " keys beside it");
  }

  @Test
  void inlineObjectIsReportedWhereverItIsUsed() {
    String inline = "{\"schema\": {\"type\": \"string\", \"enum\": [\"sour\", \"sweet\"]}}";
    ObjectNode parameter = operation.withArray("parameters").addObject();
    parameter.put("name", "taste").put("in", "query").setAll(json(inline));
    ((ObjectNode) operation.at("/responses/200")).putObject("headers").set("taste", json(inline));
    ((ObjectNode) document.at("/components/responses/NotFound"))
        .putObject("headers")
        .putObject("tree")
        .put("$ref", "#/components/headers/tree");
    document.withObject("/components").putObject("headers").set("tree", json(inline));
    schema("Apple").withObject("/properties").set("tastes", json(inline).withObject("/schema"));
    schema("Size").withArray("oneOf").set(0, json(inline).path("schema"));

    String rule = ": an object, an enum or a union belongs in components/schemas";
    assertThat(problems())
        .containsExactly(
            "#/components/schemas/Size/oneOf" + rule,
            "#/components/schemas/Apple/properties/tastes" + rule,
            "/paths/~1v2~1apples~1{id}/get/parameters/1/schema" + rule,
            "/paths/~1v2~1apples~1{id}/get/responses/200/headers/taste/schema" + rule,
            "#/components/headers/tree/schema" + rule);
  }

  @Test
  void keysBesideAReferenceOfASchemaAreReported() {
    ObjectNode color = (ObjectNode) schema("Apple").at("/properties/color");
    color.put("nullable", true);

    assertThat(problems())
        .contains(
            "#/components/schemas/Apple/properties/color: keys beside $ref have no meaning; wrap it"
                + " in allOf: {\"$ref\":\"#/components/schemas/Color\",\"nullable\":true}");
  }

  @Test
  void unknownOrDuplicateRequiredKeyIsReported() {
    schema("Apple").withArray("required").add("id").add("weight");

    assertThat(problems())
        .contains(
            "#/components/schemas/Apple: twice in required: \"id\"",
            "#/components/schemas/Apple: requires \"weight\", which is no property");
  }

  @Test
  void unusedComponentIsReported() {
    schema("Apple").withObject("/properties").remove("size");

    assertThat(problems())
        .containsExactly(
            "#/components/schemas/Size: nothing refers to it; remove it in the overlay that"
                + " replaced it");
  }

  @Test
  void referenceThatLeadsNowhereIsReported() {
    schema("Apple")
        .withObject("/properties")
        .putObject("tree")
        .put("$ref", "#/components/schemas/Tree");

    assertThat(problems())
        .contains("$ref #/components/schemas/Tree: leads nowhere in this document");
  }

  private List<String> problems() {
    return Validation.problems(document, DocumentedScopes.of(facts));
  }

  private ObjectNode schema(String name) {
    return (ObjectNode) document.at("/components/schemas/" + name);
  }

  private static ObjectNode json(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return (ObjectNode) node;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
