package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which values come alone or in an array of their like. In Java they are lists.
 *
 * <p>The decision is written into the document, and read from there by what generates code.
 */
final class OneOrMany {
  private static final String EXTENSION = "x-vercel-one-or-many";

  /** What an overlay says where the shapes do not tell. */
  private static final String CHOICE = "x-one-or-many";

  private static final String SCHEMAS = "/components/schemas";
  private static final Set<String> SCALARS = Set.of("boolean", "integer", "number", "string");

  /** Which of the two variants says what the elements are. */
  enum Element {
    /** The value that comes alone. */
    ONE,
    /** The items of the array. */
    ITEMS
  }

  private final JsonNode schemas;

  private OneOrMany(JsonNode document) {
    this.schemas = document.at(SCHEMAS);
  }

  /** The values of a document that come alone or in an array, by the name of their component. */
  static SortedMap<String, Element> of(JsonNode document) {
    OneOrMany rules = new OneOrMany(document);
    SortedMap<String, Element> decisions = new TreeMap<>();
    for (var schema : rules.schemas.properties()) {
      rules.decide(schema.getValue()).ifPresent(element -> decisions.put(schema.getKey(), element));
    }
    return decisions;
  }

  /** Writes each decision into the document, as {@code x-vercel-one-or-many}. */
  static void write(ObjectNode document) {
    of(document)
        .forEach(
            (name, element) ->
                ((ObjectNode) document.at(SCHEMAS).path(name))
                    .putObject(EXTENSION)
                    .put("element", element.name().toLowerCase(Locale.ROOT)));
  }

  /** Whether what an overlay says cannot be followed. */
  static boolean isMisplaced(JsonNode schema) {
    return schema.has(CHOICE) && (array(schema) == null || !schema.path(CHOICE).isBoolean());
  }

  private Optional<Element> decide(JsonNode schema) {
    JsonNode array = array(schema);
    JsonNode choice = schema.path(CHOICE);
    if (array == null || (choice.isBoolean() && !choice.asBoolean())) {
      return Optional.empty();
    }
    JsonNode items = array.path("items");
    JsonNode one = schema.path("oneOf").get(schema.path("oneOf").get(0).equals(array) ? 1 : 0);
    String type = javaType(one);
    Element element = type.equals("string") ? Element.ITEMS : Element.ONE;
    if (choice.asBoolean()) {
      return Optional.of(element);
    }
    JsonNode target = target(one);
    // A constant stands for something else than a list of one, and an object has a name of its own
    boolean scalar =
        SCALARS.contains(target.path("type").asText()) && target.path("enum").size() != 1;
    String listed = javaType(items);
    boolean same =
        type.equals(listed)
            || (listed.equals("string") && target.path("type").asText().equals("string"));
    return scalar && same ? Optional.of(element) : Optional.empty();
  }

  /** The array beside its element, or null where the schema is nothing like that. */
  private static @Nullable JsonNode array(JsonNode schema) {
    JsonNode variants = schema.path("oneOf");
    if (variants.size() != 2) {
      return null;
    }
    for (JsonNode variant : variants) {
      if (variant.path("type").asText().equals("array")) {
        return variant.path("items").path("nullable").asBoolean() ? null : variant;
      }
    }
    return null;
  }

  /**
   * The same text for schemas of one Java type: the formats of numbers count, those of texts not.
   */
  private static String javaType(JsonNode schema) {
    String reference = Types.reference(schema);
    if (reference != null) {
      return reference;
    }
    String type = schema.path("type").asText();
    boolean number = type.equals("integer") || type.equals("number");
    return number ? type + " " + schema.path("format").asText() : type;
  }

  private JsonNode target(JsonNode schema) {
    String reference = Types.reference(schema);
    return reference == null ? schema : schemas.path(reference);
  }
}
