package io.github.vercel4j.generator;

import io.github.vercel4j.generator.JavaType.Kind;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The schemas of the specification, as types. */
final class Contract {
  private static final String COMPONENT = "#/components/schemas/";
  private static final String ONE_OR_MANY = "x-vercel-one-or-many";
  private static final String RESERVED = "x-java-reserved-members";

  private final Map<String, Schema<?>> components;
  private final Set<String> reserved = new TreeSet<>();

  @SuppressWarnings({"unchecked", "rawtypes"}) // the parser's map holds raw schemas
  Contract(OpenAPI openApi) {
    this.components = (Map) openApi.getComponents().getSchemas();
    if (openApi.getExtensions() == null
        || !(openApi.getExtensions().get(RESERVED) instanceof List<?> names)) {
      throw new IllegalArgumentException("The specification has no " + RESERVED);
    }
    names.forEach(name -> reserved.add(name.toString()));
  }

  /** Names for the members of one class. */
  Names names() {
    return new Names(reserved);
  }

  Map<String, Schema<?>> components() {
    return components;
  }

  Schema<?> component(String name) {
    Schema<?> component = components.get(name);
    if (component == null) {
      throw new IllegalArgumentException("No schema " + COMPONENT + name);
    }
    return component;
  }

  /** The name of the component that a schema stands for, be it wrapped to be nullable. */
  static @Nullable String reference(Schema<?> schema) {
    if (schema.get$ref() != null) {
      return schema.get$ref().substring(COMPONENT.length());
    }
    return schema.getAllOf() != null && schema.getAllOf().size() == 1
        ? reference(schema.getAllOf().get(0))
        : null;
  }

  static boolean isObject(Schema<?> schema) {
    return schema.getProperties() != null;
  }

  static boolean isEnum(Schema<?> schema) {
    return "string".equals(schema.getType())
        && schema.getEnum() != null
        && schema.getEnum().size() > 1;
  }

  boolean isUnion(Schema<?> schema) {
    return schema.getOneOf() != null && oneOrMany(schema) == null;
  }

  /** The type of a value that comes alone or in an array of its like; null for anything else. */
  private @Nullable JavaType oneOrMany(Schema<?> schema) {
    Object decided =
        schema.getExtensions() == null ? null : schema.getExtensions().get(ONE_OR_MANY);
    if (decided == null) {
      return null;
    }
    List<Schema<?>> variants = variants(schema);
    int array = variants.size() == 2 && variants.get(0).getItems() != null ? 0 : 1;
    if (variants.size() != 2
        || variants.get(array).getItems() == null
        || schema.getExtensions().containsKey(UnionPlanner.EXTENSION)
        || !(decided instanceof Map<?, ?> decision)) {
      throw new IllegalArgumentException("Not one or many, as " + ONE_OR_MANY + " says: " + schema);
    }
    Object element = decision.get("element");
    if ("one".equals(element)) {
      return type(variants.get(1 - array));
    }
    if ("items".equals(element)) {
      return type(variants.get(array).getItems());
    }
    throw new IllegalArgumentException("The element of " + ONE_OR_MANY + " is " + element);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the parser's lists hold raw schemas
  private static List<Schema<?>> variants(Schema<?> schema) {
    List variants = schema.getOneOf();
    return variants == null ? List.of() : variants;
  }

  static boolean isNullable(Schema<?> schema) {
    return Boolean.TRUE.equals(schema.getNullable());
  }

  static boolean isRequired(Schema<?> object, String key) {
    return object.getRequired() != null && object.getRequired().contains(key);
  }

  /** The only value that a property can have, or null where it can have several. */
  static @Nullable Object constant(Schema<?> schema) {
    return schema.getEnum() != null && schema.getEnum().size() == 1
        ? schema.getEnum().get(0)
        : null;
  }

  /** Every component that the schemas lead to. */
  Set<String> reachable(Collection<Schema<?>> roots) {
    Set<String> found = new TreeSet<>();
    Deque<Schema<?>> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Schema<?> schema = open.pop();
      String reference = reference(schema);
      if (reference != null) {
        if (found.add(reference)) {
          open.push(component(reference));
        }
        continue;
      }
      if (schema.getProperties() != null) {
        schema.getProperties().values().forEach(open::push);
      }
      if (schema.getItems() != null) {
        open.push(schema.getItems());
      }
      if (schema.getAdditionalProperties() instanceof Schema<?> values) {
        open.push(values);
      }
      if (schema.getOneOf() != null) {
        schema.getOneOf().forEach(open::push);
      }
    }
    return found;
  }

  JavaType type(Schema<?> schema) {
    String reference = reference(schema);
    if (reference != null) {
      Schema<?> component = component(reference);
      if (isEnum(component)) {
        return JavaType.generated(reference, Kind.STRING);
      }
      return isObject(component) || isUnion(component)
          ? JavaType.generated(reference, Kind.OBJECT)
          : type(component);
    }
    JavaType element = oneOrMany(schema);
    if (element != null) {
      return JavaType.oneOrMany(element);
    }
    if (isObject(schema) || isUnion(schema) || schema.getAnyOf() != null || isEnum(schema)) {
      throw new IllegalArgumentException(
          "An inline object, enum or union needs a name: make it a component");
    }
    if (schema.getType() == null) {
      return JavaType.plain("JsonValue", Kind.ANY, "ANY");
    }
    return switch (schema.getType()) {
      case "string" ->
          "date-time".equals(schema.getFormat())
              ? JavaType.plain("Instant", Kind.STRING, "DATE_TIME")
              : JavaType.plain("String", Kind.STRING, "STRING");
      case "boolean" -> JavaType.plain("Boolean", Kind.BOOLEAN, "BOOLEAN");
      case "integer", "number" -> number(schema);
      case "array" -> JavaType.list(type(schema.getItems()), isNullable(schema.getItems()));
      case "object" -> map(schema);
      default -> throw new IllegalArgumentException("Unknown type " + schema.getType());
    };
  }

  private static JavaType number(Schema<?> schema) {
    String format = schema.getFormat() == null ? schema.getType() : schema.getFormat();
    return switch (format) {
      case "int64", "integer" -> JavaType.plain("Long", Kind.NUMBER, "INT64");
      case "int32" -> JavaType.plain("Integer", Kind.NUMBER, "INT32");
      case "epoch-millis" -> JavaType.plain("Instant", Kind.NUMBER, "EPOCH_MILLIS");
      case "epoch-seconds" -> JavaType.plain("Instant", Kind.NUMBER, "EPOCH_SECONDS");
      case "decimal" -> JavaType.plain("BigDecimal", Kind.NUMBER, "DECIMAL");
      case "double", "number" -> JavaType.plain("Double", Kind.NUMBER, "DOUBLE");
      default -> throw new IllegalArgumentException("Unknown format " + format + " of a number");
    };
  }

  private JavaType map(Schema<?> schema) {
    return schema.getAdditionalProperties() instanceof Schema<?> values
        ? JavaType.map(type(values), isNullable(values))
        : JavaType.map(JavaType.plain("JsonValue", Kind.ANY, "ANY"), false);
  }
}
