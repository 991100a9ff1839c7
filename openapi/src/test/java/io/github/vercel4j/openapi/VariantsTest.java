package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Upstream sometimes forgets a key in one variant of a request, and then nobody can send it by
 * type. So each key that only some variants have is decided, in {@code variants.yaml}.
 */
class VariantsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEMAS = "#/components/schemas/";

  @Test
  void keysOfSomeVariantsOfARequestAreDecided() throws IOException {
    SortedMap<String, Set<String>> decided = new TreeMap<>();
    for (JsonNode decision : Json.read(Path.of("variants.yaml")).path("variants")) {
      assertThat(decision.path("why").asText()).as("why of %s", decision).isNotBlank();
      for (JsonNode key : decision.path("keys")) {
        String place = decision.path("union").asText() + "." + key.asText();
        Set<String> lacking = new TreeSet<>();
        decision.path("lack").forEach(variant -> lacking.add(variant.asText()));
        assertThat(decided.put(place, lacking)).as("another decision of %s", place).isNull();
      }
    }

    assertThat(lacking(Patch.apply(Path.of("")).document()))
        .as(
            "the variants that lack a key: add what upstream forgot by an overlay, or say in"
                + " openapi/variants.yaml why it is right")
        .containsExactlyInAnyOrderEntriesOf(decided);
  }

  @Test
  void variantWithoutTheKeyOfAllOthersLacksIt() {
    assertThat(lacking("card: number name", "cash: name", "check: bank"))
        .isEqualTo(lack("Payment.name", "check"));
  }

  @Test
  void variantWithoutTheKeyOfSomeOthersLacksIt() {
    assertThat(lacking("card: name", "cash: name", "check:", "gift:"))
        .isEqualTo(lack("Payment.name", "check", "gift"));
  }

  @Test
  void keyOfOneVariantAmongThreeIsItsOwn() {
    assertThat(lacking("card: number", "cash:", "check:")).isEmpty();
  }

  @Test
  void keyOfOneVariantOfTwoIsMissingInTheOther() {
    assertThat(lacking("card: number", "cash:")).isEqualTo(lack("Payment.number", "cash"));
  }

  @Test
  void unionOfAResponseIsIgnored() {
    assertThat(lacking(document("responses", "card: number", "cash:"))).isEmpty();
  }

  private static SortedMap<String, Set<String>> lack(String place, String... variants) {
    SortedMap<String, Set<String>> lacking = new TreeMap<>();
    lacking.put(place, new TreeSet<>(List.of(variants)));
    return lacking;
  }

  private static SortedMap<String, Set<String>> lacking(String... variants) {
    return lacking(document("requestBody", variants));
  }

  /** An operation with a union on that side, of variants such as {@code card: number name}. */
  private static JsonNode document(String side, String... variants) {
    ObjectNode document = JSON.objectNode();
    document
        .putObject("paths")
        .putObject("/payments")
        .putObject("post")
        .putObject(side)
        .putObject("list")
        .put("$ref", SCHEMAS + "Payments");
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    schemas.putObject("Payments").putObject("items").put("$ref", SCHEMAS + "Payment");
    ArrayNode oneOf = schemas.putObject("Payment").putArray("oneOf");
    oneOf.addObject().put("type", "string");
    for (String variant : variants) {
      String[] parts = variant.split(":", -1);
      oneOf.addObject().put("$ref", SCHEMAS + parts[0]);
      ObjectNode properties = schemas.putObject(parts[0]).putObject("properties");
      properties.putObject("type");
      Stream.of(parts[1].trim().split(" ")).forEach(properties::putObject);
      properties.remove("");
    }
    return document;
  }

  /** The variants that lack a key, by {@code Union.key}. */
  private static SortedMap<String, Set<String>> lacking(JsonNode document) {
    JsonNode schemas = document.at("/components/schemas");
    SortedMap<String, Set<String>> lacking = new TreeMap<>();
    for (String union : requested(document)) {
      Set<String> variants = new TreeSet<>();
      Set<String> keys = new TreeSet<>();
      for (JsonNode variant : schemas.path(union).path("oneOf")) {
        JsonNode properties = schemas.path(name(variant)).path("properties");
        if (properties.isObject()) {
          variants.add(name(variant));
          properties.fieldNames().forEachRemaining(keys::add);
        }
      }
      for (String key : keys) {
        Set<String> without = new TreeSet<>(variants);
        without.removeIf(variant -> schemas.path(variant).path("properties").has(key));
        int having = variants.size() - without.size();
        if (!without.isEmpty() && (having > 1 || without.size() == 1)) {
          lacking.put(union + "." + key, without);
        }
      }
    }
    return lacking;
  }

  /** The schemas that a request can hold. */
  private static Set<String> requested(JsonNode document) {
    Set<String> found = new TreeSet<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    for (String side : List.of("requestBody", "parameters")) {
      open.addAll(document.path("paths").findValues(side));
    }
    while (!open.isEmpty()) {
      for (JsonNode reference : open.pop().findValues("$ref")) {
        String schema = reference.asText().substring(SCHEMAS.length());
        if (found.add(schema)) {
          open.push(document.at("/components/schemas/" + schema));
        }
      }
    }
    return found;
  }

  private static String name(JsonNode variant) {
    String reference = variant.findPath("$ref").asText();
    return reference.isEmpty() ? "" : reference.substring(SCHEMAS.length());
  }
}
