package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final ObjectNode document =
      Json.read(
          """
          {"paths": {"/apples": {"get": {
             "parameters": [
               {"name": "limit", "in": "query"}, {"name": "from", "in": "query"},
               {"name": "until", "in": "header"}],
             "responses": {
               "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Apples"}}}},
               "400": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Apple"}}}}}}}},
           "components": {"schemas": {
             "Apple": {"properties": {"id": {"type": "string"}}},
             "Apples": {"required": ["apples", "total"], "properties": {
               "apples": {"type": "array", "items": {"$ref": "#/components/schemas/Apple"}},
               "worms": {"type": "array", "items": {"type": "string"}},
               "pagination": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Pagination"}]},
               "total": {"type": "integer"}}},
             "Basket": {"oneOf": [{"$ref": "#/components/schemas/Apple"}, {"$ref": "#/components/schemas/Apples"}]},
             "Pagination": {"properties": {"next": {"type": "integer"}}}}}}
          """,
          "document.json");
  private final ObjectNode operation = (ObjectNode) document.at("/paths/~1apples/get");
  private final ObjectNode schemas = (ObjectNode) document.at("/components/schemas");

  @Test
  void responseWithNextAndOneListIsAPage() {
    assertThat(written()).isEqualTo(page("from"));
  }

  @Test
  void untilIsTheCursorBesideFrom() {
    addParameter("until");

    assertThat(written()).isEqualTo(page("until"));
  }

  @Test
  void pageAmongTheVariantsOfTheResponseIsFound() {
    respond("Basket");

    assertThat(written()).isEqualTo(page("from"));
  }

  @Test
  void responseThatDoesNotGoOnIsNoPage() {
    respond("Apple");

    assertThat(written().asText()).isEqualTo("none");
  }

  @Test
  void operationWithoutJsonIsNoPage() {
    operation.withObjectProperty("responses").remove("200");

    assertThat(written().asText()).isEqualTo("none");
  }

  @Test
  void overlayNamesACursorThatUpstreamForgot() {
    operation.put("x-vercel-cursor", "start");

    assertThat(written()).isEqualTo(page("start"));
  }

  @Test
  void overlaySaysThatNothingPages() {
    operation.withArray("parameters").removeAll();
    operation.put("x-vercel-cursor", "none");

    assertThat(written().asText()).isEqualTo("none");
  }

  @Test
  void pageWithoutCursorParameterIsUnclear() {
    operation.withArray("parameters").removeAll();

    assertUnclear("no query parameter is one of [until, from]");
  }

  @Test
  void pageWithoutNextIsUnclear() {
    schemas.withObject("/Pagination/properties").removeAll();
    assertUnclear("Apples has no pagination.next");

    ObjectNode properties = schemas.withObject("/Apples/properties");
    properties.remove("pagination");
    properties.putObject("nextPageToken").put("type", "string");
    assertUnclear("Apples has no pagination.next");
  }

  @Test
  void pageWithoutExactlyOneRequiredListIsUnclear() {
    ArrayNode required = schemas.withObject("/Apples").withArray("required");
    required.add("worms");
    assertUnclear("Apples does not require one list, but [apples, worms]");

    required.removeAll();
    assertUnclear("Apples does not require one list, but []");
  }

  @Test
  void responseOfTwoKindsOfPagesIsUnclear() {
    respond("Basket");
    schemas.withObject("/Apple/properties").putObject("cursor").put("type", "string");

    assertUnclear("not one object of the response goes on, but [Apple, Apples]");
  }

  @Test
  void cursorOfAnOperationThatDoesNotGoOnIsUnclear() {
    respond("Apple");
    operation.put("x-vercel-cursor", "from");

    assertUnclear("not one object of the response goes on, but []");
  }

  private void assertUnclear(String reason) {
    assertThat(Pages.problem(document, operation))
        .isEqualTo(
            "the response looks like a page, and how to ask for the next one is not clear: "
                + reason
                + "; let an overlay give the operation x-vercel-cursor, the query parameter that"
                + " takes pagination.next, or none");
    assertThat(written().isMissingNode()).isTrue();
  }

  private void respond(String component) {
    operation
        .withObject("/responses/200/content/application~1json/schema")
        .put("$ref", "#/components/schemas/" + component);
  }

  private void addParameter(String name) {
    operation.withArray("parameters").addObject().put("name", name).put("in", "query");
  }

  private JsonNode written() {
    Pages.write(document);
    return operation.path("x-vercel-page");
  }

  private static JsonNode page(String cursor) {
    return Json.read(
        """
        {"cursor": "%s", "page": "Apples", "items": "apples", "pagination": "pagination"}
        """
            .formatted(cursor),
        "page.json");
  }
}
