package io.github.vercel4j.testing;

import static io.github.vercel4j.testing.Resources.elements;
import static io.github.vercel4j.testing.Resources.members;
import static io.github.vercel4j.testing.Resources.string;
import static io.github.vercel4j.testing.Resources.value;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patched OpenAPI document, and the smallest requests that fit it. */
final class Document {
  private final JsonObject root = (JsonObject) Resources.json("/META-INF/vercel4j/openapi.json");

  /** The example of the operation's JSON body, or a body with the required keys only. */
  JsonValue body(Operation operation) {
    JsonObject content = (JsonObject) at(operation(operation), "requestBody", "content");
    JsonObject json = (JsonObject) value(content, "application/json");
    JsonValue example = example(json);
    return example != null ? example : sample(value(json, "schema"));
  }

  /** The example of a parameter of the operation, or a value of its type. */
  JsonValue parameter(Operation operation, String in, String name) {
    for (JsonValue element : elements(operation(operation).get("parameters"))) {
      JsonObject parameter = resolve(element);
      if (string(parameter, "in").equals(in) && string(parameter, "name").equals(name)) {
        JsonValue example = example(parameter);
        return example != null ? example : sample(value(parameter, "schema"));
      }
    }
    throw new IllegalStateException(
        operation.operationId() + " declares no " + in + " parameter " + name);
  }

  /** An answer that the document declares, by the name under which Prism serves it. */
  record Answer(int status, String name, JsonValue value) {}

  /** The named examples of all answers of the operation. */
  List<Answer> answers(Operation operation) {
    List<Answer> answers = new ArrayList<>();
    members(operation(operation).get("responses"))
        .forEach(
            (status, response) ->
                members(resolve(response).get("content"))
                    .forEach(
                        (type, content) ->
                            members(((JsonObject) content).get("examples"))
                                .forEach(
                                    (name, example) ->
                                        answers.add(
                                            new Answer(
                                                Integer.parseInt(status),
                                                name,
                                                value(resolve(example), "value"))))));
    return answers;
  }

  private JsonObject operation(Operation operation) {
    return (JsonObject)
        at(root, "paths", operation.path(), operation.method().toLowerCase(Locale.ROOT));
  }

  private @Nullable JsonValue example(JsonObject place) {
    JsonValue example = place.get("example");
    if (example != null) {
      return example;
    }
    for (JsonValue named : members(place.get("examples")).values()) {
      return value(resolve(named), "value");
    }
    return null;
  }

  private JsonValue sample(JsonValue any) {
    JsonObject schema = resolve(any);
    JsonValue example = example(schema);
    if (example != null) {
      return example;
    }
    for (String first : new String[] {"enum", "oneOf", "allOf"}) {
      if (schema.get(first) != null) {
        JsonValue branch = elements(schema.get(first)).get(0);
        return first.equals("enum") ? branch : sample(branch);
      }
    }
    JsonValue minimum = schema.get("minimum");
    return switch (schema.get("type") == null ? "any" : string(schema, "type")) {
      case "any", "string" -> JsonValue.of(prefix(schema) + "sample");
      case "integer", "number" -> minimum != null ? minimum : JsonValue.of(1);
      case "boolean" -> JsonValue.of(true);
      case "array" -> JsonValue.of(List.of(sample(value(schema, "items"))));
      case "object" -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (JsonValue key : elements(schema.get("required"))) {
          members.put(string(key), sample(at(schema, "properties", string(key))));
        }
        yield JsonValue.of(members);
      }
      default -> throw new IllegalStateException("no sample of " + schema);
    };
  }

  /** The only patterns in the document are prefixes of ids. */
  private static String prefix(JsonObject schema) {
    return schema.get("pattern") == null ? "" : string(schema, "pattern").substring(1);
  }

  private JsonObject resolve(JsonValue value) {
    JsonObject object = (JsonObject) value;
    JsonValue reference = object.get("$ref");
    return reference == null
        ? object
        : (JsonObject) at(root, string(reference).substring("#/".length()).split("/"));
  }

  private static JsonValue at(JsonValue from, String... path) {
    JsonValue place = from;
    for (String key : path) {
      place = value((JsonObject) place, key);
    }
    return place;
  }
}
