package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How each union of a document is decided, in the order in which the client does it: by JSON type;
 * among objects by a key whose constants differ; else by a required key that only one has.
 */
public final class Unions {
  private static final String CONSTANT = "constant ";
  private static final String REFERENCE = "#/components/schemas/";

  /**
   * How one union is decided.
   *
   * @param by {@code JSON type}, {@code constant KEY} or {@code required key}
   * @param branches what tells each branch, by the class of an object or the JSON type of anything
   *     else
   * @param problem why it cannot be decided, or empty
   */
  public record Decision(String by, SortedMap<String, String> branches, String problem) {}

  private final JsonNode schemas;

  /** How a union is decided, in Markdown. */
  public static String code(Decision decision) {
    String by = decision.by();
    return by.startsWith(CONSTANT) ? "the constant `" + by.substring(CONSTANT.length()) + '`' : by;
  }

  private Unions(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** The decision of each union of a document, by the union's name. */
  public static SortedMap<String, Decision> of(JsonNode document) {
    Unions unions = new Unions(document.at("/components/schemas"));
    SortedMap<String, Decision> decisions = new TreeMap<>();
    for (var schema : unions.schemas.properties()) {
      if (schema.getValue().has("oneOf")) {
        decisions.put(schema.getKey(), unions.decide(schema.getValue().path("oneOf")));
      }
    }
    return decisions;
  }

  private Decision decide(JsonNode oneOf) {
    SortedMap<String, String> branches = new TreeMap<>();
    List<String> objects = new ArrayList<>();
    Set<String> types = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (JsonNode branch : oneOf) {
      JsonNode target = target(branch);
      String type = jsonType(target);
      if (target.has("properties")) {
        branches.put(Types.of(branch), "object");
        objects.add(Types.of(branch));
      } else {
        branches.put(type, Types.of(branch));
        if (!types.add(type)) {
          problems.add("two branches are of the JSON type " + type);
        }
      }
    }
    if (objects.size() == 1 && types.contains("object")) {
      problems.add("an object stands beside a map");
    }
    if (objects.size() < 2) {
      return new Decision("JSON type", branches, String.join("; ", problems));
    }
    Map<String, String> told = byConstant(objects);
    String by = told.isEmpty() ? "required key" : CONSTANT + told.values().iterator().next();
    if (told.isEmpty()) {
      told = byRequiredKey(objects);
      objects.removeAll(told.keySet());
      if (!objects.isEmpty()) {
        problems.add("neither a constant nor a required key of its own tells " + objects);
      }
    } else {
      told = constants(told);
    }
    branches.putAll(told);
    return new Decision(by, branches, String.join("; ", problems));
  }

  /** The first key whose values differ in all branches, for each branch. */
  private Map<String, String> byConstant(List<String> objects) {
    for (var key : schemas.path(objects.get(0)).path("properties").properties()) {
      Set<String> seen = new TreeSet<>();
      Map<String, String> told = new LinkedHashMap<>();
      for (String object : objects) {
        Set<String> values = values(object, key.getKey());
        if (!values.isEmpty() && Collections.disjoint(seen, values)) {
          seen.addAll(values);
          told.put(object, key.getKey());
        }
      }
      if (told.size() == objects.size()) {
        return told;
      }
    }
    return Map.of();
  }

  private Map<String, String> constants(Map<String, String> keys) {
    Map<String, String> told = new LinkedHashMap<>();
    keys.forEach(
        (object, key) ->
            told.put(
                object, "`" + key + "` is `" + String.join("` or `", values(object, key)) + "`"));
    return told;
  }

  private Set<String> values(String object, String key) {
    Set<String> values = new TreeSet<>();
    target(schemas.path(object).path("properties").path(key))
        .path("enum")
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  private Map<String, String> byRequiredKey(List<String> objects) {
    Map<String, String> told = new LinkedHashMap<>();
    for (String object : objects) {
      for (JsonNode required : schemas.path(object).path("required")) {
        String key = required.asText();
        if (objects.stream()
            .noneMatch(
                other ->
                    !other.equals(object) && schemas.path(other).path("properties").has(key))) {
          told.putIfAbsent(object, "has `" + key + "`");
        }
      }
    }
    return told;
  }

  private JsonNode target(JsonNode schema) {
    JsonNode reference = schema.has("allOf") ? schema.at("/allOf/0/$ref") : schema.path("$ref");
    return reference.isTextual()
        ? schemas.path(reference.asText().substring(REFERENCE.length()))
        : schema;
  }

  private static String jsonType(JsonNode schema) {
    String type = schema.path("type").asText("any");
    return type.equals("integer") ? "number" : type;
  }
}
