package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneOrManyTest {
  private static final String TEXT = "{\"type\": \"string\"}";
  private static final String COLOR = "{\"$ref\": \"#/components/schemas/Color\"}";
  private static final String APPLE = "{\"$ref\": \"#/components/schemas/Apple\"}";
  private static final String COUNT = "{\"type\": \"integer\", \"format\": \"int32\"}";

  @Test
  void scalarOrArrayOfItIsOneOrMany() {
    assertThat(decided(TEXT, arrayOf(TEXT))).isEqualTo("items");
    assertThat(decided(arrayOf(COUNT), COUNT)).isEqualTo("one");
    assertThat(decided(COLOR, arrayOf(COLOR))).isEqualTo("one");
  }

  @Test
  void enumOrArrayOfTextsIsOneOrManyOfTheEnum() {
    assertThat(decided(arrayOf(TEXT), COLOR)).isEqualTo("one");
  }

  @Test
  void textOfAnotherMeaningIsAUnion() {
    assertThat(decided(arrayOf(COLOR), TEXT)).isEqualTo("union");
    assertThat(decided(arrayOf(TEXT), "{\"type\": \"string\", \"enum\": [\"*\"]}"))
        .isEqualTo("union");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type": "integer", "format": "int64"} | {"type": "integer", "format": "int32"}
          {"type": "string"}                     | {"type": "string", "nullable": true}
          {"type": "boolean"}                    | {"type": "string"}
          {"$ref": "#/components/schemas/Apple"} | {"$ref": "#/components/schemas/Apple"}
          """)
  void otherElementsAreAUnion(String one, String items) {
    assertThat(decided(one, arrayOf(items))).isEqualTo("union");
  }

  @Test
  void moreThanTwoVariantsAreAUnion() {
    assertThat(decided(TEXT, arrayOf(TEXT), "{\"type\": \"boolean\"}")).isEqualTo("union");
  }

  @Test
  void overlayDecidesWhereShapesDoNot() {
    ObjectNode document = document(arrayOf(COLOR), TEXT);
    value(document).put("x-one-or-many", true);
    assertThat(decided(document)).isEqualTo("items");

    document = document(arrayOf(APPLE), APPLE);
    value(document).put("x-one-or-many", true);
    assertThat(decided(document)).isEqualTo("one");

    document = document(arrayOf(TEXT), TEXT);
    value(document).put("x-one-or-many", false);
    assertThat(decided(document)).isEqualTo("union");
  }

  private static String arrayOf(String items) {
    return "{\"type\": \"array\", \"items\": " + items + "}";
  }

  private static String decided(String... variants) {
    return decided(document(variants));
  }

  /** What the document says after its decisions were written; exactly one of the two. */
  private static String decided(ObjectNode document) {
    OneOrMany.write(document);
    Unions.write(document);
    JsonNode value = value(document);
    String element = value.path("x-vercel-one-or-many").path("element").asText("union");
    assertThat(value.has("x-vercel-union")).isEqualTo(element.equals("union"));
    return element;
  }

  private static ObjectNode value(ObjectNode document) {
    return (ObjectNode) document.at("/components/schemas/Value");
  }

  private static ObjectNode document(String... variants) {
    return Json.read(
        """
        {"components": {"schemas": {
          "Apple": {"type": "object", "properties": {"id": {"type": "string"}}},
          "Color": {"type": "string", "enum": ["green", "red"]},
          "Value": {"oneOf": [%s]}}}}
        """
            .formatted(String.join(", ", variants)),
        "document.json");
  }
}
