package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values for a schema: one with all keys and one with the required ones only, then each alternative
 * of each place within the first; and changes that may make them wrong.
 */
final class RequestSamples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 12;
  private static final String UNKNOWN = "no-such-value";

  /** Candidates for texts with a pattern. */
  private static final List<String> TEXTS =
      List.of(
          "a",
          "/a",
          "a.example.com",
          "https://a.example.com",
          "2026-11-28T12:00:00.000Z",
          "1",
          "A",
          "a_1",
          "/",
          "http://a",
          "abcdefghijklmnopqrstuvwxyz0123456789",
          "5f2b1c9e0d7a48362b4c1f6e8a9d0b3c7e5f1a24",
          "+1.5551234567",
          "US");

  /**
   * A value.
   *
   * @param value the value
   * @param alternative where it differs from the first value, as a JSON pointer; empty at the top
   */
  record Sample(JsonNode value, String alternative) {}

  /**
   * A changed value.
   *
   * @param value the value
   * @param place what is changed, with {@code []} for each index and {@code {}} for each free key
   * @param change how
   */
  record Change(JsonNode value, String place, String change) {}

  /** Texts that mean something to the service although upstream leaves them open. */
  private static final Map<String, String> MEANT =
      Map.of(
          "delivery/type", "http",
          "filter/type", "basic",
          "sampling/type", "head_sampling",
          "source/kind", "self-served");

  private final JsonNode root;
  private final BiPredicate<JsonNode, JsonNode> valid;

  /**
   * Makes values for the schemas of a document.
   *
   * @param root has the components
   * @param valid whether a value is valid by a schema
   */
  RequestSamples(JsonNode root, BiPredicate<JsonNode, JsonNode> valid) {
    this.root = root;
    this.valid = valid;
  }

  List<Sample> of(JsonNode schema) {
    return values(schema, "", 0);
  }

  private List<Sample> values(JsonNode any, String key, int depth) {
    JsonNode schema = resolved(any);
    List<Sample> values = new ArrayList<>();
    if (depth <= MAX_DEPTH) {
      for (JsonNode alternative : alternatives(schema)) {
        values.addAll(plainValues(alternative, key, depth));
      }
    }
    if (schema.has("oneOf") || schema.has("anyOf")) {
      // An alternative may be the other's as well, or make no sense with what stands beside it
      values.removeIf(value -> !valid.test(schema, value.value));
    }
    if (schema.path("nullable").asBoolean() && !values.isEmpty()) {
      values.add(new Sample(JSON.nullNode(), ""));
    }
    return values;
  }

  /** The schema with what it refers to and combines written into it. */
  private JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(root.at(schema.path("$ref").asText().substring(1)));
    }
    if (!schema.has("allOf")) {
      return schema;
    }
    ObjectNode merged = ((ObjectNode) schema).deepCopy();
    merged.remove("allOf");
    for (JsonNode part : schema.path("allOf")) {
      merge(merged, resolved(part));
    }
    return merged;
  }

  private static void merge(ObjectNode into, JsonNode other) {
    for (var keyword : other.properties()) {
      JsonNode mine = into.get(keyword.getKey());
      if (keyword.getKey().equals("properties") && mine instanceof ObjectNode properties) {
        properties.setAll((ObjectNode) keyword.getValue());
      } else if (keyword.getKey().equals("required") && mine instanceof ArrayNode required) {
        required.addAll((ArrayNode) keyword.getValue());
      } else if (mine == null) {
        into.set(keyword.getKey(), keyword.getValue().deepCopy());
      }
    }
  }

  /** The schema once for each of its alternatives. */
  private List<JsonNode> alternatives(JsonNode schema) {
    String keyword = schema.has("oneOf") ? "oneOf" : "anyOf";
    if (!schema.has(keyword)) {
      return List.of(schema);
    }
    List<JsonNode> alternatives = new ArrayList<>();
    for (JsonNode each : schema.path(keyword)) {
      ObjectNode common = ((ObjectNode) schema).deepCopy();
      common.remove(keyword);
      JsonNode alternative = resolved(each);
      merge(common, alternative);
      alternatives.addAll(alternatives(common));
    }
    return alternatives;
  }

  private List<Sample> plainValues(JsonNode schema, String key, int depth) {
    if (schema.has("enum")) {
      List<Sample> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(new Sample(value, "")));
      return values;
    }
    String type = schema.path("type").asText(schema.has("properties") ? "object" : "");
    return switch (type) {
      case "object" -> objects(schema, key, depth);
      case "array" -> arrays(schema, key, depth);
      case "boolean" -> List.of(new Sample(JSON.booleanNode(true), ""));
      case "integer", "number" ->
          List.of(new Sample(JSON.numberNode(Math.max(1, schema.path("minimum").asInt(1))), ""));
      case "string" -> List.of(new Sample(JSON.textNode(meant(key, schema)), ""));
      default -> List.of(new Sample(JSON.textNode("any"), ""));
    };
  }

  private static String meant(String key, JsonNode schema) {
    return MEANT.entrySet().stream()
        .filter(meaning -> key.endsWith("/" + meaning.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElseGet(() -> text(schema));
  }

  private static String text(JsonNode schema) {
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    Pattern pattern = Pattern.compile(schema.path("pattern").asText(""));
    return TEXTS.stream()
        .filter(text -> text.length() >= least && text.length() <= most)
        .filter(text -> pattern.matcher(text).find())
        .findFirst()
        .orElseGet(() -> "a".repeat(Math.max(1, least)));
  }

  private List<Sample> arrays(JsonNode schema, String key, int depth) {
    List<Sample> values = new ArrayList<>();
    int least = Math.max(1, schema.path("minItems").asInt(1));
    for (Sample element : values(schema.path("items"), key, depth + 1)) {
      ArrayNode array = JSON.arrayNode();
      for (int i = 0; i < least; i++) {
        array.add(element.value);
      }
      values.add(new Sample(array, values.isEmpty() ? "" : "/0" + element.alternative));
    }
    if (values.isEmpty()) {
      values.add(new Sample(JSON.arrayNode(), ""));
    }
    return values;
  }

  private List<Sample> objects(JsonNode schema, String name, int depth) {
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(key -> required.add(key.asText()));
    Map<String, List<Sample>> properties = new LinkedHashMap<>();
    for (var property : schema.path("properties").properties()) {
      properties.put(
          property.getKey(),
          values(property.getValue(), name + "/" + property.getKey(), depth + 1));
    }
    if (schema.path("additionalProperties").isObject()) {
      properties.put("free-key", values(schema.path("additionalProperties"), name, depth + 1));
    }
    required.forEach(
        key -> properties.putIfAbsent(key, List.of(new Sample(JSON.textNode("any"), ""))));
    ObjectNode all = JSON.objectNode();
    ObjectNode least = JSON.objectNode();
    properties.forEach(
        (key, values) -> {
          if (!values.isEmpty()) {
            all.set(key, values.get(0).value);
            if (required.contains(key)) {
              least.set(key, values.get(0).value);
            }
          }
        });
    List<Sample> objects = new ArrayList<>();
    objects.add(new Sample(all, ""));
    if (!least.equals(all)) {
      objects.add(new Sample(least, ""));
    }
    properties.forEach(
        (key, values) -> {
          for (Sample value : values.subList(Math.min(1, values.size()), values.size())) {
            ObjectNode other = all.deepCopy();
            other.set(key, value.value);
            objects.add(new Sample(other, "/" + key + value.alternative));
          }
        });
    return objects;
  }

  /** What a value becomes by one change at or below a place, or at one of the objects above it. */
  static List<Change> changes(Sample sample) {
    List<Change> changes = new ArrayList<>();
    collect(sample.value, sample.value, "", sample.alternative, changes);
    return changes;
  }

  private static void collect(
      JsonNode whole, JsonNode value, String pointer, String alternative, List<Change> changes) {
    boolean within = pointer.startsWith(alternative);
    if (!within && !alternative.startsWith(pointer)) {
      return;
    }
    if (within || value.isObject()) {
      replacements(value).forEach((change, other) -> add(whole, pointer, other, change, changes));
    }
    if (value instanceof ObjectNode object) {
      for (String key : List.copyOf(fieldNames(object))) {
        String below = pointer + "/" + key.replace("/", "~1");
        add(whole, below, null, "absent", changes);
        collect(whole, object.get(key), below, alternative, changes);
      }
      add(whole, pointer + "/" + UNKNOWN, JSON.booleanNode(true), "unknown key", changes);
    } else if (value instanceof ArrayNode array && !array.isEmpty()) {
      collect(whole, array.get(0), pointer + "/0", alternative, changes);
    }
  }

  private static List<String> fieldNames(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, JsonNode> replacements(JsonNode value) {
    Map<String, JsonNode> others = new LinkedHashMap<>();
    others.put("null", JSON.nullNode());
    others.put("an object", JSON.objectNode());
    others.put("an empty list", JSON.arrayNode());
    others.put("true", JSON.booleanNode(true));
    others.put("a text", JSON.textNode(UNKNOWN));
    others.put("a number", JSON.numberNode(7));
    switch (value.getNodeType()) {
      case NUMBER -> {
        others.put("a negative number", JSON.numberNode(-7));
        others.put("a fraction", JSON.numberNode(1.5));
        others.put("a large number", JSON.numberNode(1_000_000_000));
      }
      case STRING -> {
        others.put("an empty text", JSON.textNode(""));
        others.put("a long text", JSON.textNode("a".repeat(10_000)));
      }
      case ARRAY -> {
        ArrayNode many = JSON.arrayNode();
        for (int i = 0; i < 200 && !value.isEmpty(); i++) {
          many.add(value.get(0));
        }
        others.put("a long list of equal elements", many);
      }
      default -> {}
    }
    others.values().removeIf(value::equals);
    return others;
  }

  private static void add(
      JsonNode whole,
      String pointer,
      @Nullable JsonNode other,
      String change,
      List<Change> changes) {
    JsonNode changed = whole.deepCopy();
    int slash = pointer.lastIndexOf('/');
    if (slash < 0) {
      changed = other;
    } else if (changed.at(pointer.substring(0, slash)) instanceof ObjectNode object) {
      String key = pointer.substring(slash + 1).replace("~1", "/");
      if (other == null) {
        object.remove(key);
      } else {
        object.set(key, other);
      }
    } else if (changed.at(pointer.substring(0, slash)) instanceof ArrayNode array
        && other != null) {
      array.set(Integer.parseInt(pointer.substring(slash + 1)), other);
    }
    if (changed != null) {
      changes.add(new Change(changed, place(pointer.replace("/" + UNKNOWN, "")), change));
    }
  }

  /** A JSON pointer of a sample without what is by chance. */
  static String place(String pointer) {
    return pointer.replaceAll("/\\d+(?=/|$)", "[]").replace("/free-key", "{}");
  }
}
