package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnionsTest {
  private static final String OBJECTS =
      """
      {"Card": {"type": "object", "required": ["number"], "properties": {
         "number": {"type": "string"}, "kind": {"$ref": "#/components/schemas/CardKind"}}},
       "CardKind": {"enum": ["credit", "debit"]},
       "Cash": {"type": "object", "required": ["coins"], "properties": {
         "coins": {"type": "string"}, "kind": {"type": "string", "enum": ["cash"]}}},
       "Check": {"type": "object", "required": ["bank"], "properties": {"bank": {"type": "string"}}},
       "Debt": {"type": "object", "properties": {"bank": {"type": "string"}}},
       "Voucher": {"type": "object", "required": ["code"], "properties": {
         "code": {"type": "string"}, "kind": {"enum": ["debit", "gift"]}}},
       "Payment": {"oneOf": [%s]}}
      """;

  @Test
  void differentJsonTypesTellVariants() throws IOException {
    Unions.Decision decision =
        decide(
            ref("Card"),
            "{\"type\": \"integer\", \"format\": \"epoch-millis\"}",
            "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");

    assertThat(decision.by()).isEqualTo("JSON type");
    assertThat(decision.variants())
        .containsExactly(
            entry("Card", "object"),
            entry("array", "list of string"),
            entry("number", "integer (epoch-millis)"));
    assertThat(decision.problem()).isEmpty();
  }

  @Test
  void differentConstantsTellObjects() throws IOException {
    Unions.Decision decision = decide(ref("Card"), ref("Cash"));

    assertThat(decision.by()).isEqualTo("constant kind");
    assertThat(decision.variants())
        .containsExactly(
            entry("Card", "`kind` is `credit` or `debit`"), entry("Cash", "`kind` is `cash`"));
  }

  @Test
  void ownRequiredKeysTellObjects() throws IOException {
    Unions.Decision decision = decide(ref("Card"), ref("Check"), "{\"type\": \"string\"}");

    assertThat(decision.by()).isEqualTo("required key");
    assertThat(decision.variants())
        .containsExactly(
            entry("Card", "has `number`"), entry("Check", "has `bank`"), entry("string", "string"));
    assertThat(decision.problem()).isEmpty();
  }

  @Test
  void overlappingConstantsTellNothing() throws IOException {
    assertThat(decide(ref("Card"), ref("Voucher")).by()).isEqualTo("required key");
  }

  @Test
  void objectsThatNothingTellsApartAreAProblem() throws IOException {
    assertThat(decide(ref("Card"), ref("Check"), ref("Debt")).problem())
        .isEqualTo("neither a constant nor a required key of its own tells [Check, Debt]");
  }

  @Test
  void twoVariantsOfOneJsonTypeAreAProblem() throws IOException {
    assertThat(decide("{\"type\": \"integer\"}", "{\"type\": \"number\"}").problem())
        .isEqualTo("two variants are of the JSON type number");
  }

  @Test
  void objectBesideAMapIsAProblem() throws IOException {
    assertThat(
            decide(ref("Card"), "{\"type\": \"object\", \"additionalProperties\": true}").problem())
        .isEqualTo("an object stands beside a map");
  }

  @Test
  void ledgerCountsUnionsAndNamesJoinedAlternatives() throws IOException {
    String document = document(ref("Card"), ref("Cash"));

    assertThat(
            UnionLedger.of(
                json(
                    document.replace(
                        "\"Check\": {", "\"Check\": {\"x-vercel-joined\": [\"a\", \"b\"], "))))
        .contains(
            "1 unions: 0 by JSON type, 1 by a constant, 0 by a required key.",
            "## Payment\n\nBy the constant `kind`:\n\n- Card: `kind` is `credit` or `debit`\n",
            "\n## Alternatives that are one class\n",
            "\n- Check: a; b\n");
  }

  @Test
  void documentSaysWhichConstantsTellVariants() throws IOException {
    assertThat(written(ref("Card"), ref("Cash")))
        .isEqualTo(
            json(
                """
                {"decidedBy": "constant", "key": "kind",
                 "variants": {"Card": ["credit", "debit"], "Cash": ["cash"]}}
                """));
  }

  @Test
  void documentSaysWhichRequiredKeysTellVariants() throws IOException {
    assertThat(written(ref("Card"), ref("Check")))
        .isEqualTo(
            json(
                """
                {"decidedBy": "required", "variants": {"Card": ["number"], "Check": ["bank"]}}
                """));
  }

  @Test
  void documentSaysThatTheJsonTypeTellsVariants() throws IOException {
    assertThat(written(ref("Card"), "{\"type\": \"string\"}"))
        .isEqualTo(json("{\"decidedBy\": \"type\"}"));
  }

  private static JsonNode written(String... variants) throws IOException {
    ObjectNode document = (ObjectNode) json(document(variants));
    Unions.write(document);
    return document.at("/components/schemas/Payment/x-vercel-union");
  }

  private static Unions.Decision decide(String... variants) throws IOException {
    return Objects.requireNonNull(Unions.of(json(document(variants))).get("Payment"));
  }

  private static String document(String... variants) {
    return "{\"components\": {\"schemas\": "
        + OBJECTS.formatted(String.join(", ", variants))
        + "}}";
  }

  private static String ref(String name) {
    return "{\"$ref\": \"#/components/schemas/" + name + "\"}";
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
