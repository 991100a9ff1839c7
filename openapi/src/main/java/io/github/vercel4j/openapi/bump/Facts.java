package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A patched document, read for comparing it with another. */
final class Facts {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  /** One operation. */
  record Operation(String id, String method, String path, JsonNode node) {
    String call() {
      return method + " " + path;
    }

    String documented() {
      return method + " " + node.path("x-vercel-documented-path").asText(path);
    }

    @Nullable JsonNode request() {
      return schema(node.path("requestBody"));
    }

    /** What a successful response holds, or null when it holds nothing. */
    @Nullable JsonNode response() {
      for (var response : node.path("responses").properties()) {
        JsonNode schema = schema(response.getValue());
        if (response.getKey().startsWith("2") && schema != null) {
          return schema;
        }
      }
      return null;
    }

    private static @Nullable JsonNode schema(JsonNode holder) {
      for (JsonNode media : holder.path("content")) {
        return media.path("schema");
      }
      return null;
    }
  }

  final SortedMap<String, Operation> operations = new TreeMap<>();
  final SortedMap<String, JsonNode> components = new TreeMap<>();

  /** Where each component is referred to: {@code Class.key}, {@code operationId request}. */
  final SortedMap<String, List<String>> places = new TreeMap<>();

  /** The schemas at those places. */
  final SortedMap<String, JsonNode> schemas = new TreeMap<>();

  /** The components that callers write. */
  final Set<String> written = new HashSet<>();

  /** The components that the service responds with. */
  final Set<String> read = new HashSet<>();

  Facts(JsonNode document) {
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          String id = method.getValue().path("operationId").asText();
          String verb = method.getKey().toUpperCase(Locale.ROOT);
          operations.put(id, new Operation(id, verb, path.getKey(), method.getValue()));
        }
      }
    }
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> components.put(schema.getKey(), schema.getValue()));
    operations.values().forEach(this::operation);
    components.forEach(this::component);
  }

  private void operation(Operation operation) {
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode schema = parameter.path("schema");
      place(operation.id() + " parameter " + parameter.path("name").asText(), schema);
      reach(schema, written);
    }
    for (JsonNode media : operation.node().at("/requestBody/content")) {
      place(operation.id() + " request", media.path("schema"));
      reach(media.path("schema"), written);
    }
    for (var response : operation.node().path("responses").properties()) {
      for (JsonNode media : response.getValue().path("content")) {
        place(operation.id() + " response " + response.getKey(), media.path("schema"));
        reach(media.path("schema"), read);
      }
    }
  }

  private void component(String name, JsonNode schema) {
    for (var property : schema.path("properties").properties()) {
      place(name + "." + property.getKey(), property.getValue());
    }
    for (JsonNode variant : schema.path("oneOf")) {
      place(name + " variant " + Types.of(variant), variant);
    }
  }

  private void place(String place, JsonNode schema) {
    schemas.put(place, schema);
    for (String component : references(schema)) {
      places.computeIfAbsent(component, key -> new ArrayList<>()).add(place);
    }
  }

  private void reach(JsonNode schema, Set<String> reached) {
    for (String component : references(schema)) {
      JsonNode target = components.get(component);
      if (target != null && reached.add(component)) {
        target.path("properties").forEach(property -> reach(property, reached));
        target.path("oneOf").forEach(variant -> reach(variant, reached));
      }
    }
  }

  private static List<String> references(JsonNode schema) {
    return schema.findValuesAsText("$ref").stream()
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .distinct()
        .toList();
  }

  /** The kind of a component: object, enum or union. */
  static String kind(JsonNode schema) {
    return schema.has("oneOf") ? "union" : schema.has("enum") ? "enum" : "object";
  }

  /** The texts of an array. */
  static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
