package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Property;
import io.github.vercel4j.openapi.pin.Shape.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes named shapes as OpenAPI schemas, keys and components in a canonical order. */
final class SchemaWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Contract contract;
  private final Numbers numbers;
  private final Map<String, Shape> recursionTargets;

  SchemaWriter(Contract contract, Numbers numbers) {
    this.contract = contract;
    this.numbers = numbers;
    this.recursionTargets = contract.recursionTargets();
  }

  ObjectNode components() {
    SortedMap<String, Shape> byName = new TreeMap<>();
    contract.components().forEach(shape -> byName.put(name(shape), shape));
    ObjectNode schemas = JSON.objectNode();
    byName.forEach((name, shape) -> schemas.set(name, component(shape)));
    return schemas;
  }

  private static String name(Shape shape) {
    if (shape.name == null) {
      throw new IllegalStateException("No name for the shape at " + shape.places);
    }
    return shape.name;
  }

  private ObjectNode component(Shape shape) {
    return switch (shape.kind) {
      case ENUM -> enumeration(shape);
      case OBJECT -> object(shape);
      case UNION -> union(shape);
      default -> throw new IllegalStateException(shape.kind + " is no component");
    };
  }

  private static ObjectNode enumeration(Shape shape) {
    ObjectNode schema = JSON.objectNode().put("type", "string");
    shape.values.forEach(schema.putArray("enum")::add);
    return schema;
  }

  private ObjectNode object(Shape shape) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    if (shape.closed) {
      schema.put("additionalProperties", false);
    }
    ObjectNode properties = schema.putObject("properties");
    boolean requested = Joining.isRequestedOnly(shape);
    for (Map.Entry<String, Property> entry : shape.properties.entrySet()) {
      Property property = entry.getValue();
      properties.set(
          entry.getKey(),
          use(property, name(shape) + "." + entry.getKey(), property.deprecated, requested));
    }
    SortedSet<String> required = shape.requiredKeys();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    List<ObjectNode> alternatives = requested ? Alternative.schemas(shape) : List.of();
    if (!alternatives.isEmpty()) {
      schema.putArray("anyOf").addAll(alternatives);
    }
    if (!shape.joins.isEmpty()) {
      shape.joins.forEach(schema.putArray("x-vercel-joined")::add);
    }
    return schema;
  }

  private ObjectNode union(Shape shape) {
    ObjectNode schema = JSON.objectNode();
    List<Shape> variants = new ArrayList<>(shape.variants.stream().map(Shape::get).toList());
    variants.sort(Comparator.comparing(variant -> Shapes.label(shape, variant)));
    ArrayNode oneOf = schema.putArray("oneOf");
    for (Shape variant : variants) {
      oneOf.add(
          use(
              new Use(variant, false),
              name(shape) + "|" + Shapes.label(shape, variant),
              false,
              false));
    }
    return schema;
  }

  /** The schema that stands where a shape is used. */
  ObjectNode use(Use use, String place, boolean deprecated) {
    return use(use, place, deprecated, Joining.isRequest(place));
  }

  /** A request may have fewer values than the enum, which a response may share. */
  private ObjectNode use(Use use, String place, boolean deprecated, boolean requested) {
    Shape shape = use.shape();
    ObjectNode schema;
    if (shape.isComponent() || shape.kind == Kind.RECURSION) {
      schema = reference(shape);
      SortedSet<String> some = requested && shape.kind == Kind.ENUM ? use.values() : null;
      boolean narrowed = some != null && !some.equals(shape.values);
      if (use.nullable || deprecated || narrowed) {
        ObjectNode wrapped = JSON.objectNode();
        wrapped.putArray("allOf").add(schema);
        schema = wrapped;
      }
      if (some != null && narrowed) {
        some.forEach(schema.putArray("enum")::add);
      }
    } else {
      schema = inline(shape, place, requested);
    }
    if (use.nullable && shape.kind != Kind.ANY) {
      schema.put("nullable", true);
    }
    if (deprecated) {
      schema.put("deprecated", true);
    }
    return schema;
  }

  private ObjectNode reference(Shape shape) {
    Shape target = shape.kind == Kind.RECURSION ? recursionTargets.get(shape.upstreamName) : shape;
    if (target == null) {
      throw new PinException(
          "The recursive component " + shape.upstreamName + " is not an object.");
    }
    return JSON.objectNode().put("$ref", "#/components/schemas/" + name(target));
  }

  private ObjectNode inline(Shape shape, String place, boolean requested) {
    ObjectNode schema = JSON.objectNode();
    switch (shape.kind) {
      case STRING, BOOLEAN -> schema.put("type", shape.kind == Kind.STRING ? "string" : "boolean");
      case INTEGER, NUMBER -> {
        Numbers.Meaning meaning = numbers.of(place);
        schema.put("type", meaning.type()).put("format", meaning.format());
      }
      case ARRAY -> {
        schema.put("type", "array");
        schema.set("items", use(shape.element(), place + "[]", false, requested));
      }
      case MAP -> {
        schema.put("type", "object");
        Use element = shape.element();
        if (element.shape().kind == Kind.ANY && !element.nullable) {
          schema.put("additionalProperties", true);
        } else {
          schema.set("additionalProperties", use(element, place + "{}", false, requested));
        }
      }
      default -> {}
    }
    @Nullable JsonNode constant = shape.constant;
    if (constant != null) {
      schema.putArray("enum").add(constant);
    }
    shape.facts.forEach(
        (fact, value) -> {
          // A response may have another number than those that are known
          if (requested || !fact.equals("enum")) {
            schema.putIfAbsent(fact, value);
          }
        });
    return schema;
  }
}
