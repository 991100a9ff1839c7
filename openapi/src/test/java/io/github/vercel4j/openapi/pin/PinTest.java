package io.github.vercel4j.openapi.pin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate DATE = LocalDate.of(2026, 1, 2);

  @TempDir Path module;

  @BeforeEach
  void twoDocumentedOperations() throws IOException {
    Files.createDirectories(module.resolve("contract"));
    Files.writeString(
        module.resolve("documented-scopes.json"),
        """
        {"scopes":[{"scope":"shop",
          "read":[{"method":"GET","path":"/v1/shops/:id"}],
          "readWrite":[{"method":"POST","path":"/v1/shops"}]}]}
        """);
    names("[]");
    Files.writeString(
        module.resolve("contract/numbers.yaml"),
        "- {places: 'At$', type: integer, format: epoch-millis}\n");
  }

  @Test
  void newestVersionOfADocumentedPathIsTaken() throws IOException {
    JsonNode contract = pin(document("{\"type\":\"string\"}"));

    assertThat(contract.path("paths").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("/v1/shops", "/v3/shops/{shopId}");
  }

  @Test
  void proseAndExamplesAreNotPinned() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","description":"Their words.","properties":
                  {"name":{"type":"string","description":"Their words.","example":"theirs","maxLength":9}}}
                """));

    assertThat(contract.toString()).doesNotContain("Their words", "theirs");
    assertThat(contract.at("/components/schemas/GetShopResponse/properties/name/maxLength").asInt())
        .isEqualTo(9);
  }

  @Test
  void secondPinGivesTheSameBytes() throws IOException {
    String document =
        document("{\"type\":\"object\",\"properties\":{\"kind\":{\"enum\":[\"b\",\"a\"]}}}");

    assertThat(files(document)).isEqualTo(files(document));
  }

  @Test
  void equalShapesShareOneComponent() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","properties":{
                  "sender":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}},
                  "payer":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}}}
                """));

    JsonNode properties = contract.at("/components/schemas/GetShopResponse/properties");
    assertThat(properties.path("sender")).isEqualTo(properties.path("payer"));
  }

  @Test
  void nestedUnionIsFlattenedWithoutDuplicates() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","properties":{"value":{"oneOf":[
                  {"type":"string"},{"oneOf":[{"type":"boolean"},{"type":"string"}]}]}}}
                """));

    JsonNode union = contract.at("/components/schemas/GetShopResponseValue");
    assertThat(union.path("oneOf")).hasSize(2);
  }

  @Test
  void nullableAlternativeGivesNoUnion() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","properties":{"value":
                  {"nullable":true,"oneOf":[{"type":"string"},{"type":"string","nullable":true}]}}}
                """));

    JsonNode value = contract.at("/components/schemas/GetShopResponse/properties/value");
    assertThat(value.path("type").asText()).isEqualTo("string");
    assertThat(value.path("nullable").asBoolean()).isTrue();
  }

  @Test
  void objectsWithDifferentConstantsStayApart() throws IOException {
    JsonNode contract = pin(document(either("type", "card", "type", "cash")));

    JsonNode union = contract.at("/components/schemas/GetShopResponse");
    assertThat(union.path("oneOf")).hasSize(2);
    assertThat(contract.at("/components/schemas").has("GetShopResponseCard")).isTrue();
  }

  @Test
  void objectsThatNothingTellsApartAreJoined() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"oneOf":[
                  {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}},
                  {"type":"object","properties":{"b":{"type":"string"},"c":{"type":"string"}}}]}
                """));

    JsonNode object = contract.at("/components/schemas/GetShopResponse");
    assertThat(object.path("properties").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("a", "b", "c");
    assertThat(object.has("required")).isFalse();
  }

  @Test
  void objectThatMayBeAnyObjectRequiresNothing() throws IOException {
    for (String any : List.of("{\"type\":\"object\"}", "{\"additionalProperties\":true}")) {
      JsonNode contract =
          pin(
              document(
                  """
                  {"oneOf":[%s,
                    {"type":"object","required":["a","undescribed"],"properties":{"a":{"type":"string"}}}]}
                  """
                      .formatted(any)));

      JsonNode object = contract.at("/components/schemas/GetShopResponse");
      assertThat(object.path("properties")).hasSize(1);
      assertThat(object.has("required")).isFalse();
    }
  }

  @Test
  void requestOfJoinedObjectsDemandsWhatOneOfThemDoes() throws IOException {
    JsonNode object =
        requested(
            """
            {"type":"object","required":["key"],"properties":{
              "key":{"type":"string"},"value":{"type":"string"},"link":{"type":"string"}},
             "anyOf":[{"required":["value"]},{"required":["link"]},{"required":["link","value"]}]}
            """);

    assertThat(object.path("properties")).hasSize(3);
    assertThat(object.path("required")).hasSize(1);
    assertThat(object.path("anyOf"))
        .isEqualTo(JSON.readTree("[{\"required\":[\"value\"]},{\"required\":[\"link\"]}]"));
  }

  @Test
  void demandThatDependsOnAConstantNamesIt() throws IOException {
    String object =
        """
        {"type":"object","required":[%2$s],"properties":{
          "kind":{"type":"string","enum":["%1$s"]},"value":{"type":"string"}}}
        """;
    String kind = "\"kind\"";
    String both = "\"kind\",\"value\"";

    assertThat(
            requested(
                    "{\"oneOf\":["
                        + String.join(
                            ",",
                            object.formatted("a", both),
                            object.formatted("b", both),
                            object.formatted("c", kind))
                        + "]}")
                .path("anyOf"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"properties":{"kind":{"enum":["a","b"]}},"required":["value"]},
                 {"properties":{"kind":{"enum":["c"]}}}]
                """));
  }

  @Test
  void alternativeThatDemandsNothingLeavesNoDemand() throws IOException {
    assertThat(
            requested(
                    """
                    {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},
                     "anyOf":[{"required":["a"]},{}]}
                    """)
                .has("anyOf"))
        .isFalse();
  }

  @Test
  void alternativeIsClosedBesideCommonProperties() throws IOException {
    JsonNode object =
        requested(
            """
            {"properties":{"kind":{"type":"string"}},"anyOf":[
              {"type":"object","additionalProperties":false,
               "properties":{"kind":{"type":"string"},"a":{"type":"string"}}}]}
            """);

    assertThat(object.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void numberOfARequestKeepsItsValues() throws IOException {
    JsonNode object =
        requested(
            """
            {"type":"object","properties":{
              "soldAt":{"type":"integer","nullable":true,"enum":[null,301,302]}}}
            """);

    assertThat(object.at("/properties/soldAt/enum")).isEqualTo(JSON.readTree("[301,302]"));
  }

  @Test
  void numberOfAResponseMayBeAnother() throws IOException {
    JsonNode contract =
        pin(
            document(
                "{\"type\":\"object\",\"properties\":{\"soldAt\":{\"type\":\"integer\",\"enum\":[301,302]}}}"));

    assertThat(contract.at("/components/schemas/GetShopResponse/properties/soldAt").has("enum"))
        .isFalse();
  }

  @Test
  void requestHasItsOwnValuesOfAnEnumThatAResponseShares() throws IOException {
    names(
        """
        - {name: Color, places: [getShop.200.color, createShop.request.color]}
        - {name: Other, places: [getShop.200.other, createShop.request.other]}
        """);
    String object =
        """
        {"type":"object","properties":{
          "color":{"type":"string","enum":[%s]},"other":{"type":"string","enum":["x","y"]}}}
        """;

    JsonNode schemas =
        pin(document(
                object.formatted("\"red\",\"green\",\"blue\""),
                object.formatted("\"red\",\"green\"")))
            .at("/components/schemas");

    JsonNode requested = schemas.at("/CreateShopRequest/properties");
    assertThat(schemas.at("/Color/enum")).hasSize(3);
    assertThat(requested.at("/color/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/Color");
    assertThat(requested.at("/color/enum")).isEqualTo(JSON.readTree("[\"green\",\"red\"]"));
    assertThat(requested.at("/other").has("enum")).isFalse();
    assertThat(schemas.at("/GetShopResponse/properties/color").has("enum")).isFalse();
  }

  @Test
  void requestsAreKeptUnjoinedAndWithoutProse() throws IOException {
    String request =
        """
        {"oneOf":[
          {"type":"object","description":"Their words.","example":{},"required":["a"],
           "properties":{"a":{"type":"string","maxLength":9,"default":"x"},"description":{"type":"string"}}},
          {"$ref":"#/components/schemas/Shelf"}]}
        """;
    String document =
        document("{\"type\":\"string\"}", request)
            .replace(
                "\"schemas\":{",
                "\"schemas\":{\"Shelf\":{\"title\":\"T\",\"properties\":{\"inner\":{\"$ref\":\"#/components/schemas/Shelf\"}}},");

    assertThat(JSON.readTree(files(document).get(module.resolve("contract/requests.json"))))
        .isEqualTo(
            JSON.readTree(
                """
                {"requests":{"createShop":{"oneOf":[
                   {"type":"object","required":["a"],
                    "properties":{"a":{"type":"string","maxLength":9},"description":{"type":"string"}}},
                   {"$ref":"#/components/schemas/Shelf"}]}},
                 "components":{"schemas":{"Shelf":{"properties":{"inner":{"$ref":"#/components/schemas/Shelf"}}}}}}
                """));
  }

  @Test
  void propertiesBesideAlternativesBelongToEachAlternative() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","required":["key"],
                 "properties":{"key":{"type":"string"},"value":{"type":"string"}},
                 "anyOf":[{"required":["value"]},{"required":["key"]}]}
                """));

    JsonNode object = contract.at("/components/schemas/GetShopResponse");
    assertThat(object.path("properties")).hasSize(2);
    assertThat(object.path("required")).hasSize(1);
  }

  @Test
  void requiredKeyThatUpstreamDoesNotDescribeStaysRequired() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","required":["id","name"],"properties":{"id":{"type":"string"}}}
                """));

    JsonNode object = contract.at("/components/schemas/GetShopResponse");
    assertThat(object.path("properties")).hasSize(1);
    assertThat(object.path("required")).extracting(JsonNode::asText).containsExactly("id", "name");
  }

  @Test
  void keyThatOneAlternativeDescribesIsRequiredOfBoth() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"oneOf":[
                  {"type":"object","required":["name"],
                   "properties":{"id":{"type":"string"},"name":{"type":"string"}}},
                  {"type":"object","required":["name"],"properties":{"id":{"type":"string"}}}]}
                """));

    JsonNode object = contract.at("/components/schemas/GetShopResponse");
    assertThat(object.path("properties")).hasSize(2);
    assertThat(object.path("required")).extracting(JsonNode::asText).containsExactly("name");
  }

  @Test
  void requiredKeyThatAnotherPartDescribesIsRequired() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"allOf":[
                  {"type":"object","required":["id","name"],"properties":{"id":{"type":"string"}}},
                  {"type":"object","required":["id"],"properties":{"name":{"type":"string"}}}]}
                """));

    JsonNode object = contract.at("/components/schemas/GetShopResponse");
    assertThat(object.path("properties")).hasSize(2);
    assertThat(object.path("required")).extracting(JsonNode::asText).containsExactly("id", "name");
  }

  @Test
  void chosenNameJoinsTheShapesAtItsPlaces() throws IOException {
    names("- {name: Shop, places: [getShop.200, createShop.201]}\n");

    JsonNode contract =
        pin(document("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"));

    assertThat(contract.at("/components/schemas/Shop/properties").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "name");
  }

  @Test
  void changedShapeKeepsItsLockedName() throws Exception {
    String before =
        "{\"type\":\"object\",\"properties\":{\"owner\":{\"type\":\"object\",\"properties\":{\"code\":{\"type\":\"string\"}}}}}";
    new Pin(module).run(written(document(before)).toString(), DATE);
    Path lock = module.resolve("contract/names.lock.json");
    Files.writeString(
        lock, Files.readString(lock).replace("\"GetShopResponseOwner\"", "\"ShopOwner\""));

    JsonNode contract = pin(document(before.replace("\"code\"", "\"uid\"")));

    assertThat(contract.at("/components/schemas/ShopOwner/properties").has("uid")).isTrue();
  }

  @Test
  void numberWithoutRuleStopsThePin() {
    assertRejected(
        document("{\"type\":\"object\",\"properties\":{\"weight\":{\"type\":\"number\"}}}"),
        "GetShopResponse.weight");
  }

  @Test
  void numberWithTimeRuleBecomesATime() throws IOException {
    JsonNode contract =
        pin(document("{\"type\":\"object\",\"properties\":{\"soldAt\":{\"type\":\"number\"}}}"));

    assertThat(contract.at("/components/schemas/GetShopResponse/properties/soldAt/format").asText())
        .isEqualTo("epoch-millis");
  }

  @Test
  void recursiveObjectRefersToItself() throws IOException {
    String tree =
        document("{\"$ref\":\"#/components/schemas/Shelf\"}")
            .replace(
                "\"schemas\":{",
                "\"schemas\":{\"Shelf\":{\"type\":\"object\",\"properties\":{\"inner\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Shelf\"}}}},");

    JsonNode contract = pin(tree);

    assertThat(contract.at("/components/schemas/Shelf/properties/inner/items/$ref").asText())
        .isEqualTo("#/components/schemas/Shelf");
  }

  @Test
  void brandInAKeyIsSpelledAsItsOwnerDoes() throws IOException {
    JsonNode contract =
        pin(
            document(
                """
                {"type":"object","properties":{
                  "githubOauth":{"type":"object","properties":{"repository":{"type":"string"}}}}}
                """));

    assertThat(contract.at("/components/schemas").fieldNames())
        .toIterable()
        .contains("GetShopResponseGitHubOAuth");
  }

  @Test
  void documentThatIsNotOpenApiIsRejected() {
    assertRejected("{\"swagger\":\"2.0\",\"paths\":{}}", "not an OpenAPI 3.0 document");
  }

  @Test
  void openApi31IsRejectedWithItsVersion() {
    assertRejected("{\"openapi\":\"3.1.0\",\"paths\":{}}", "\"3.1.0\"");
  }

  @Test
  void truncatedDocumentIsRejectedWithTheLine() {
    String document = document("{\"type\":\"string\"}");

    assertRejected(document.substring(0, document.length() - 20), "not complete JSON (line ");
  }

  @Test
  void yamlDocumentIsRejected() {
    assertRejected("openapi: 3.0.3\npaths: {}\n", "YAML is not read");
  }

  @Test
  void missingDocumentedOperationIsRejected() {
    assertRejected(
        document("{\"type\":\"string\"}").replace("/v1/shops\"", "/v1/stores\""), "POST /v1/shops");
  }

  @Test
  void twoOperationsWithOneIdAreRejected() {
    assertRejected(document("{\"type\":\"string\"}").replace("createShop", "getShop"), "getShop");
  }

  @Test
  void referenceThatLeadsNowhereIsRejectedWithItsPlace() {
    assertRejected(
        document("{\"$ref\":\"#/components/schemas/Absent\"}"),
        "/paths/~1v3~1shops~1{shopId}/get/responses/200");
  }

  @Test
  void referenceToAFileIsRejected() {
    assertRejected(
        document("{\"$ref\":\"secrets.json#/a\"}"), "only references within the document");
  }

  @Test
  void unknownTypeIsRejected() {
    assertRejected(document("{\"type\":\"float\"}"), "\"float\"");
  }

  @Test
  void nestingOver64LevelsIsRejected() {
    assertRejected(
        document("{\"type\":\"array\",\"items\":".repeat(100) + "{}" + "}".repeat(100)),
        "levels deep");
  }

  @Test
  void rejectedDocumentChangesNothing() throws Exception {
    new Pin(module).run(written(document("{\"type\":\"string\"}")).toString(), DATE);
    String before = Files.readString(module.resolve("contract/vercel.json"));

    assertThatThrownBy(() -> new Pin(module).run(written("{}").toString(), DATE))
        .isInstanceOf(PinException.class);

    assertThat(module.resolve("contract/vercel.json")).hasContent(before);
  }

  private void assertRejected(String document, String... reasons) {
    assertThatThrownBy(() -> pin(document))
        .isInstanceOf(PinException.class)
        .hasMessageContainingAll(reasons);
  }

  private static String either(String key, String value, String otherKey, String otherValue) {
    return """
        {"oneOf":[
          {"type":"object","required":["%1$s"],"properties":{"%1$s":{"type":"string","enum":["%2$s"]},"a":{"type":"string"}}},
          {"type":"object","required":["%3$s"],"properties":{"%3$s":{"type":"string","enum":["%4$s"]},"b":{"type":"string"}}}]}
        """
        .formatted(key, value, otherKey, otherValue);
  }

  private void names(String yaml) throws IOException {
    Files.writeString(module.resolve("contract/names.yaml"), yaml);
  }

  private Path written(String document) throws IOException {
    return Files.writeString(module.resolve("upstream.json"), document);
  }

  private Map<Path, String> files(String document) throws IOException {
    return new Pin(module).pin(document.getBytes(UTF_8), "upstream.json", DATE, false);
  }

  private JsonNode pin(String document) throws IOException {
    String contract = files(document).get(module.resolve("contract/vercel.json"));
    assertThat(contract).isNotNull();
    return JSON.readTree(contract);
  }

  /** The component of a request of this schema. */
  private JsonNode requested(String schema) throws IOException {
    return pin(document("{\"type\":\"string\"}", schema))
        .at("/components/schemas/CreateShopRequest");
  }

  private static String document(String response, String request) {
    String before = "\"operationId\":\"createShop\",\"tags\":[\"shops\"],";
    String document = document(response);
    assertThat(document).contains(before);
    return document.replace(
        before,
        before
            + "\"requestBody\":{\"content\":{\"application/json\":{\"schema\":"
            + request
            + "}}},");
  }

  /**
   * A document in which {@code getShop} stands in three versions and responses the given schema.
   */
  private static String document(String response) {
    return """
        {"openapi":"3.0.3","info":{"title":"Theirs","description":"Their words."},"paths":{
          "/v1/shops/{id}":{"get":{"operationId":"getShopOld","responses":{}}},
          "/v3/shops/{shopId}":{"get":{"operationId":"getShop","summary":"Their words.","tags":["shops"],
            "parameters":[{"name":"shopId","in":"path","required":true,"schema":{"type":"string"}}],
            "responses":{"200":{"description":"Their words.","content":{"application/json":{"schema":%s}}}}}},
          "/v1/shops":{"post":{"operationId":"createShop","tags":["shops"],
            "responses":{"201":{"content":{"application/json":{"schema":
              {"type":"object","properties":{"id":{"type":"string"}}}}}}}}}},
        "components":{"schemas":{"Unused":{"type":"object"}}}}
        """
        .formatted(response);
  }
}
