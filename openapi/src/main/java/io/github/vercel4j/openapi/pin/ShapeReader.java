package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Property;
import io.github.vercel4j.openapi.pin.Shape.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a schema of the upstream document into a tree of shapes; prose stays behind. */
final class ShapeReader {
  private static final int MAX_DEPTH = 64;
  private static final List<String> FACTS =
      List.of(
          "default",
          "format",
          "maximum",
          "minimum",
          "maxLength",
          "minLength",
          "maxItems",
          "minItems",
          "maxProperties",
          "pattern",
          "uniqueItems");

  private final UpstreamDocument document;
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> recursive = new HashSet<>();

  ShapeReader(UpstreamDocument document) {
    this.document = document;
  }

  Use read(JsonNode schema, String place) {
    return read(schema, place, 0);
  }

  private Use read(JsonNode schema, String place, int depth) {
    if (depth > MAX_DEPTH) {
      throw new PinException(place + " is nested more than " + MAX_DEPTH + " levels deep.");
    }
    if (!schema.isObject()) {
      throw new PinException(place + " is not a schema but " + schema.getNodeType() + ".");
    }
    JsonNode reference = schema.get("$ref");
    if (reference != null) {
      return readReference(reference.asText(), place, depth);
    }
    boolean nullable = schema.path("nullable").asBoolean();
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.has(keyword)) {
        List<Use> alternatives = new ArrayList<>();
        int index = 0;
        for (JsonNode alternative : schema.get(keyword)) {
          alternatives.add(
              readAlternative(
                  schema, alternative, place, place + "/" + keyword + "/" + index++, depth));
        }
        Use union = Shapes.union(alternatives);
        union.nullable |= nullable;
        return union;
      }
    }
    if (schema.has("allOf")) {
      return readAllOf(schema.get("allOf"), place, nullable, depth);
    }
    Shape shape = readTyped(schema, place, depth);
    return new Use(shape, nullable || allowsNull(schema));
  }

  /** An alternative, with the properties that stand beside the alternatives and so hold for all. */
  private Use readAlternative(
      JsonNode schema, JsonNode alternative, String place, String alternativePlace, int depth) {
    if (!schema.has("properties")) {
      return read(alternative, alternativePlace, depth + 1);
    }
    Use common = new Use(readObject(schema, place, depth), false);
    Use own = read(alternative, alternativePlace, depth + 1);
    add(common.shape(), own.shape());
    for (JsonNode key : alternative.path("required")) {
      Property property = common.shape().properties.get(key.asText());
      if (property != null) {
        property.required = true;
      }
    }
    return common;
  }

  /** Adds what holds as well: the other's properties, and what either requires. */
  private static void add(Shape object, Shape other) {
    Set<String> required = object.requiredKeys();
    required.addAll(other.requiredKeys());
    object.properties.putAll(other.properties);
    object.require(required);
    object.closed |= other.closed;
  }

  private static boolean allowsNull(JsonNode schema) {
    for (JsonNode value : schema.path("enum")) {
      if (value.isNull()) {
        return true;
      }
    }
    return false;
  }

  private Use readReference(String reference, String place, int depth) {
    String name = reference.substring(reference.lastIndexOf('/') + 1);
    JsonNode target = document.component(reference, place);
    if (open.contains(reference)) {
      recursive.add(reference);
      Shape shape = new Shape(Kind.RECURSION);
      shape.upstreamName = name;
      return new Use(shape, false);
    }
    open.push(reference);
    try {
      Use use = read(target, reference.substring(1), depth + 1);
      if (recursive.remove(reference) && use.shape().kind != Kind.OBJECT) {
        // A value of any JSON type that holds itself is any JSON.
        return new Use(new Shape(Kind.ANY), use.nullable);
      }
      if (use.shape().isComponent()) {
        use.shape().upstreamName = name;
      }
      return use;
    } finally {
      open.pop();
    }
  }

  private Use readAllOf(JsonNode parts, String place, boolean nullable, int depth) {
    @Nullable Use all = null;
    int index = 0;
    for (JsonNode part : parts) {
      Use use = read(part, place + "/allOf/" + index++, depth + 1);
      if (all == null) {
        all = use;
      } else if (all.shape().kind == Kind.OBJECT && use.shape().kind == Kind.OBJECT) {
        add(all.shape(), use.shape());
      } else {
        throw new PinException(place + "/allOf combines schemas that are not all objects.");
      }
    }
    if (all == null) {
      throw new PinException(place + "/allOf is empty.");
    }
    return new Use(all.shape(), nullable || all.nullable);
  }

  private Shape readTyped(JsonNode schema, String place, int depth) {
    String type = schema.path("type").asText();
    Shape shape =
        switch (type) {
          case "string" -> readText(schema);
          case "integer" -> new Shape(Kind.INTEGER);
          case "number" -> new Shape(Kind.NUMBER);
          case "boolean" -> readBoolean(schema);
          case "array" -> readArray(schema, place, depth);
          case "object" -> readObject(schema, place, depth);
          case "" -> readUntyped(schema, place, depth);
          default ->
              throw new PinException(place + "/type is \"" + type + "\", which OpenAPI 3.0 lacks.");
        };
    for (String fact : FACTS) {
      JsonNode value = schema.get(fact);
      if (value != null && shape.kind != Kind.OBJECT) {
        shape.facts.put(fact, value.deepCopy());
      }
    }
    if (shape.isNumeric() && schema.has("enum")) {
      // In Java a number like others, whose values requests are checked for; null is said elsewhere
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      schema.get("enum").valueStream().filter(value -> !value.isNull()).forEach(values::add);
      shape.facts.put("enum", values);
    }
    return shape;
  }

  private Shape readUntyped(JsonNode schema, String place, int depth) {
    if (schema.has("properties") || schema.has("additionalProperties")) {
      return readObject(schema, place, depth);
    }
    if (schema.has("items")) {
      return readArray(schema, place, depth);
    }
    for (JsonNode value : schema.path("enum")) {
      if (value.isTextual()) {
        return readText(schema);
      }
    }
    return new Shape(Kind.ANY);
  }

  private static Shape readText(JsonNode schema) {
    Shape shape = new Shape(Kind.STRING);
    Set<String> values = new HashSet<>();
    for (JsonNode value : schema.path("enum")) {
      if (!value.isNull()) {
        values.add(value.asText());
      }
    }
    if (values.size() == 1) {
      shape.constant = JsonNodeFactory.instance.textNode(values.iterator().next());
    } else if (values.size() > 1) {
      shape.kind = Kind.ENUM;
      shape.values.addAll(values);
    }
    return shape;
  }

  private static Shape readBoolean(JsonNode schema) {
    Shape shape = new Shape(Kind.BOOLEAN);
    JsonNode values = schema.path("enum");
    if (values.size() == 1 && values.get(0).isBoolean()) {
      shape.constant = values.get(0);
    }
    return shape;
  }

  private Shape readArray(JsonNode schema, String place, int depth) {
    Shape shape = new Shape(Kind.ARRAY);
    shape.element =
        schema.has("items")
            ? read(schema.get("items"), place + "/items", depth + 1)
            : new Use(new Shape(Kind.ANY), false);
    return shape;
  }

  private Shape readObject(JsonNode schema, String place, int depth) {
    JsonNode additional = schema.path("additionalProperties");
    JsonNode properties = schema.path("properties");
    if (properties.isEmpty()) {
      Shape map = new Shape(Kind.MAP);
      map.element =
          additional.isObject()
              ? read(additional, place + "/additionalProperties", depth + 1)
              : new Use(new Shape(Kind.ANY), false);
      return map;
    }
    Shape object = new Shape(Kind.OBJECT);
    object.closed = additional.isBoolean() && !additional.asBoolean();
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    properties
        .properties()
        .forEach(
            property ->
                object.properties.put(
                    property.getKey(),
                    new Property(
                        read(
                            property.getValue(),
                            place + "/properties/" + property.getKey(),
                            depth + 1),
                        false,
                        property.getValue().path("deprecated").asBoolean())));
    object.require(required);
    return object;
  }
}
