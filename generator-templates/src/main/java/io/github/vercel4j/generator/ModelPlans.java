package io.github.vercel4j.generator;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.generator.Paging.PagePlan;
import io.github.vercel4j.generator.UnionPlan.Variant;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the templates for objects, enums and unions are filled with. */
final class ModelPlans {
  /** A property of an object. */
  record PropertyPlan(
      int index,
      String key,
      String member,
      JavaType type,
      boolean required,
      boolean mandatory,
      boolean nullable,
      boolean secret,
      boolean deprecated,
      @Nullable String constant,
      @Nullable String doc) {

    boolean isPresent() {
      return required && !nullable;
    }

    String accessorType() {
      return isPresent() ? type.valueName() : type.nullableName();
    }

    /** A key that only ever has one value is set by the builder alone. */
    boolean isSettable() {
      return constant == null || !required;
    }

    String parameterType() {
      return nullable ? type.nullableName() : type.valueName();
    }

    String quotedKey() {
      return Text.literal(key);
    }

    boolean isLazy() {
      return !type.eager();
    }
  }

  /** An object. */
  record ObjectPlan(
      String name,
      @Nullable String doc,
      List<String> unions,
      @Nullable PagePlan page,
      List<PropertyPlan> properties) {
    boolean hasUnions() {
      return !unions.isEmpty();
    }

    String unionList() {
      return String.join(", ", unions);
    }

    boolean hasLazy() {
      return properties.stream().anyMatch(PropertyPlan::isLazy);
    }
  }

  /** A value of an enum. */
  record ConstantPlan(String name, String value) {
    String quotedValue() {
      return Text.literal(value);
    }
  }

  /** An open enum. */
  record EnumPlan(String name, @Nullable String doc, List<ConstantPlan> constants) {
    /** For where a constant's name stands before it. */
    String enumName() {
      return name;
    }
  }

  private final Contract contract;
  private final Paging paging;
  private final Map<String, UnionPlan> unions = new TreeMap<>();
  private final Map<String, List<String>> unionsOf = new TreeMap<>();

  ModelPlans(Contract contract, Paging paging) {
    this.contract = contract;
    this.paging = paging;
    contract
        .components()
        .forEach(
            (name, schema) -> {
              if (contract.isUnion(schema)) {
                unions.put(
                    name, new UnionPlanner(contract).plan(name, schema, paging.unions().get(name)));
              }
            });
    unions.forEach(
        (name, union) -> {
          for (Variant variant : union.variants()) {
            if (variant.isModel()) {
              unionsOf.computeIfAbsent(variant.name(), key -> new ArrayList<>()).add(name);
            }
          }
        });
  }

  /**
   * The plan of each file, by the name of its class, under the name of its template's section.
   *
   * @param written the objects that callers write
   */
  Map<String, Map.Entry<String, Object>> plan(Set<String> names, Set<String> written) {
    Map<String, Map.Entry<String, Object>> files = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      Schema<?> schema = contract.component(name);
      if (Contract.isEnum(schema)) {
        add(files, name, "enum", enumPlan(name, schema));
      } else if (contract.isUnion(schema)) {
        add(files, name, "union", requireNonNull(unions.get(name)));
      } else if (Contract.isObject(schema)) {
        add(files, name, "object", objectPlan(name, schema, written.contains(name)));
      }
    }
    return files;
  }

  private static void add(
      Map<String, Map.Entry<String, Object>> files, String name, String kind, Object plan) {
    files.put(name, Map.entry(kind, plan));
    files.put(name + "JsonAdapter", Map.entry(kind + "Adapter", plan));
  }

  private EnumPlan enumPlan(String name, Schema<?> schema) {
    Names names = new Names();
    names.constant("KNOWN");
    List<ConstantPlan> constants = new ArrayList<>();
    for (Object value : schema.getEnum()) {
      if (value != null) {
        constants.add(new ConstantPlan(names.constant(value.toString()), value.toString()));
      }
    }
    return new EnumPlan(name, Text.sentence(schema.getDescription()), constants);
  }

  private ObjectPlan objectPlan(String name, Schema<?> schema, boolean written) {
    Names names = contract.names();
    PagePlan page = paging.pages().get(name);
    List<PropertyPlan> properties = new ArrayList<>();
    schema
        .getProperties()
        .forEach(
            (key, property) -> {
              JavaType type = type(name + "." + key, property);
              boolean required = Contract.isRequired(schema, key);
              properties.add(
                  new PropertyPlan(
                      properties.size(),
                      key,
                      names.member(key),
                      type,
                      required,
                      required && written,
                      Contract.isNullable(property),
                      isExtended(property, "x-vercel-secret"),
                      Boolean.TRUE.equals(property.getDeprecated()),
                      constant(type, Contract.constant(property)),
                      Text.sentence(property.getDescription())));
            });
    return new ObjectPlan(
        name,
        Text.sentence(schema.getDescription()),
        unionsOf.getOrDefault(name, List.of()),
        page,
        properties);
  }

  private JavaType type(String place, Schema<?> schema) {
    try {
      return contract.type(schema);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("At " + place + ": " + e.getMessage(), e);
    }
  }

  private static boolean isExtended(Schema<?> schema, String extension) {
    return schema.getExtensions() != null
        && Boolean.TRUE.equals(schema.getExtensions().get(extension));
  }

  private static @Nullable String constant(JavaType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.name()) {
      case "String", "Boolean", "Integer" -> Text.literal(value);
      case "Long" -> value + "L";
      default -> null;
    };
  }
}
