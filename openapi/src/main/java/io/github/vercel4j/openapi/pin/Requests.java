package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.util.List;
import java.util.Set;

/**
 * The schemas of the requests as upstream has them, freed of prose only. The contract joins what
 * Java cannot tell apart; a test compares what both accept.
 */
final class Requests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String COMPONENT = "#/components/schemas/";
  private static final Set<String> SCHEMA = Set.of("additionalProperties", "items", "not");
  private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf");

  /** What decides whether a value is valid. */
  private static final Set<String> FACTS =
      Set.of(
          "enum",
          "exclusiveMaximum",
          "exclusiveMinimum",
          "format",
          "maximum",
          "maxItems",
          "maxLength",
          "maxProperties",
          "minimum",
          "minItems",
          "minLength",
          "minProperties",
          "multipleOf",
          "nullable",
          "pattern",
          "required",
          "type",
          "uniqueItems");

  private final UpstreamDocument document;
  private final ObjectNode components = JSON.objectNode();

  private Requests(UpstreamDocument document) {
    this.document = document;
  }

  /** The body of each operation that takes JSON or a form, by operationId, and their components. */
  static ObjectNode write(UpstreamDocument document, List<Operation> operations) {
    Requests requests = new Requests(document);
    ObjectNode written = JSON.objectNode();
    ObjectNode bodies = written.putObject("requests");
    for (Operation operation : operations) {
      UpstreamDocument.contents(operation.node().path("requestBody"))
          .forEach(
              (mediaType, schema) -> {
                if (!schema.path("format").asText().equals("binary")) {
                  bodies.set(operation.id(), requests.schema(schema, operation.pointer()));
                }
              });
    }
    written.putObject("components").set("schemas", requests.components);
    return written;
  }

  private JsonNode schema(JsonNode schema, String place) {
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode written = JSON.objectNode();
    for (var keyword : schema.properties()) {
      String name = keyword.getKey();
      JsonNode value = keyword.getValue();
      if (name.equals("$ref")) {
        component(value.asText(), place);
        written.set(name, value);
      } else if (name.equals("properties")) {
        ObjectNode properties = written.putObject(name);
        value
            .properties()
            .forEach(
                property -> properties.set(property.getKey(), schema(property.getValue(), place)));
      } else if (SCHEMA.contains(name)) {
        written.set(name, schema(value, place));
      } else if (SCHEMAS.contains(name)) {
        ArrayNode schemas = written.putArray(name);
        value.forEach(each -> schemas.add(schema(each, place)));
      } else if (FACTS.contains(name)) {
        written.set(name, value);
      }
    }
    return written;
  }

  private void component(String reference, String place) {
    JsonNode target = document.component(reference, place);
    if (!reference.startsWith(COMPONENT)) {
      throw new PinException(place + " refers to " + reference + ", which is no component.");
    }
    String name = reference.substring(COMPONENT.length());
    if (!components.has(name)) {
      components.putObject(name); // a recursive component finds itself
      components.set(name, schema(target, place));
    }
  }
}
