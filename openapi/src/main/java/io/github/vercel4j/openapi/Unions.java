package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what tells the variants of each union apart, in the order in which the client looks: the
 * JSON type; among objects a key whose constants differ; else a required key that only one has.
 *
 * <p>The decision is written into the document, and read from there by what generates code.
 */
public final class Unions {
  private static final String CONSTANT = "constant ";
  private static final String EXTENSION = "x-vercel-union";

  /**
   * How one union is decided.
   *
   * @param by {@code JSON type}, {@code constant KEY} or {@code required key}
   * @param variants what tells each variant, by the class of an object or the JSON type of anything
   *     else
   * @param signs of each object the values of the deciding key, or the required keys that only it
   *     has
   * @param problem why it cannot be decided, or empty
   */
  public record Decision(
      String by,
      SortedMap<String, String> variants,
      SortedMap<String, SortedSet<String>> signs,
      String problem) {

    /** As the document says it. */
    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      if (signs.isEmpty()) {
        return json.put("decidedBy", "type");
      }
      if (by.startsWith(CONSTANT)) {
        json.put("decidedBy", "constant").put("key", by.substring(CONSTANT.length()));
      } else {
        json.put("decidedBy", "required");
      }
      ObjectNode bySign = json.putObject("variants");
      signs.forEach((variant, labels) -> labels.forEach(bySign.putArray(variant)::add));
      return json;
    }
  }

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

  /**
   * Writes the decision of each union into the document, as {@code x-vercel-union}; what comes
   * alone or in an array is a list in Java, and none.
   */
  static void write(ObjectNode document) {
    SortedMap<String, Decision> decisions = of(document);
    decisions.keySet().removeAll(OneOrMany.of(document).keySet());
    decisions.forEach(
        (name, decision) ->
            ((ObjectNode) document.at("/components/schemas").path(name))
                .set(EXTENSION, decision.json()));
  }

  private Decision decide(JsonNode oneOf) {
    SortedMap<String, String> variants = new TreeMap<>();
    List<String> objects = new ArrayList<>();
    Set<String> types = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (JsonNode variant : oneOf) {
      JsonNode target = target(variant);
      String type = jsonType(target);
      if (target.has("properties")) {
        variants.put(Types.of(variant), "object");
        objects.add(Types.of(variant));
      } else {
        variants.put(type, Types.of(variant));
        if (!types.add(type)) {
          problems.add("two variants are of the JSON type " + type);
        }
      }
    }
    if (objects.size() == 1 && types.contains("object")) {
      problems.add("an object stands beside a map");
    }
    if (objects.size() < 2) {
      return new Decision("JSON type", variants, new TreeMap<>(), String.join("; ", problems));
    }
    String key = constantKey(objects);
    SortedMap<String, SortedSet<String>> signs = new TreeMap<>();
    if (key != null) {
      for (String object : objects) {
        SortedSet<String> values = values(object, key);
        signs.put(object, values);
        variants.put(object, "`" + key + "` is `" + String.join("` or `", values) + "`");
      }
      return new Decision(CONSTANT + key, variants, signs, String.join("; ", problems));
    }
    for (String object : objects) {
      SortedSet<String> own = ownRequiredKeys(object, objects);
      if (!own.isEmpty()) {
        signs.put(object, own);
        variants.put(object, "has `" + own.first() + "`");
      }
    }
    objects.removeAll(signs.keySet());
    if (!objects.isEmpty()) {
      problems.add("neither a constant nor a required key of its own tells " + objects);
    }
    return new Decision("required key", variants, signs, String.join("; ", problems));
  }

  /** The first key whose values differ in all objects, or null. */
  private @Nullable String constantKey(List<String> objects) {
    for (var key : schemas.path(objects.get(0)).path("properties").properties()) {
      Set<String> seen = new TreeSet<>();
      boolean tells = true;
      for (String object : objects) {
        Set<String> values = values(object, key.getKey());
        tells &= !values.isEmpty() && Collections.disjoint(seen, values);
        seen.addAll(values);
      }
      if (tells) {
        return key.getKey();
      }
    }
    return null;
  }

  private SortedSet<String> values(String object, String key) {
    SortedSet<String> values = new TreeSet<>();
    target(schemas.path(object).path("properties").path(key))
        .path("enum")
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  private SortedSet<String> ownRequiredKeys(String object, List<String> objects) {
    SortedSet<String> own = new TreeSet<>();
    schemas.path(object).path("required").forEach(key -> own.add(key.asText()));
    for (String other : objects) {
      if (!other.equals(object)) {
        own.removeIf(schemas.path(other).path("properties")::has);
      }
    }
    return own;
  }

  private JsonNode target(JsonNode schema) {
    String reference = Types.reference(schema);
    return reference == null ? schema : schemas.path(reference);
  }

  private static String jsonType(JsonNode schema) {
    String type = schema.path("type").asText("any");
    return type.equals("integer") ? "number" : type;
  }
}
