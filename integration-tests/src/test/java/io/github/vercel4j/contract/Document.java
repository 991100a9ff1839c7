package io.github.vercel4j.contract;

import static io.github.vercel4j.contract.Resources.elements;
import static io.github.vercel4j.contract.Resources.members;
import static io.github.vercel4j.contract.Resources.string;
import static io.github.vercel4j.contract.Resources.value;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patched OpenAPI document, and the requests that fit it. */
public final class Document {
  private final JsonObject root = (JsonObject) Resources.json("/META-INF/vercel4j/openapi.json");

  /** A parameter of an operation. */
  public record Parameter(String in, String name, boolean required, JsonObject schema) {}

  /** The body of an operation's request, in its only content type. */
  public record RequestBody(String contentType, boolean required, JsonValue schema) {}

  /**
   * A response that the document declares.
   *
   * @param name by which Prism serves it; null where it is the only one of its status
   * @param contentType null where there is no content
   * @param value the example; null where there is no content
   */
  public record DocumentedResponse(
      int status, @Nullable String name, @Nullable String contentType, @Nullable JsonValue value) {}

  /** The example of the operation's body, or a body with the required keys only. */
  public JsonValue body(Operation operation) {
    JsonObject content = content(operation);
    JsonValue example = example(content);
    return example != null ? example : sample(value(content, "schema"));
  }

  /** The same with the required keys only. */
  public JsonValue smallestBody(Operation operation) {
    return cut(value(content(operation), "schema"), body(operation));
  }

  /** What the operation's request may hold; null where it has no body. */
  @Nullable RequestBody requestBody(Operation operation) {
    JsonValue body = operation(operation).get("requestBody");
    if (body == null) {
      return null;
    }
    JsonObject content = (JsonObject) value(resolve(body), "content");
    return new RequestBody(
        content.members().keySet().iterator().next(),
        JsonValue.of(true).equals(resolve(body).get("required")),
        value(content(operation), "schema"));
  }

  private JsonObject content(Operation operation) {
    JsonValue body = resolve(value(operation(operation), "requestBody"));
    return (JsonObject) members(value((JsonObject) body, "content")).values().iterator().next();
  }

  /** The parameters of the operation, those of its path among them. */
  public List<Parameter> parameters(Operation operation) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonValue element : elements(operation(operation).get("parameters"))) {
      JsonObject parameter = resolve(element);
      parameters.add(
          new Parameter(
              string(parameter, "in"),
              string(parameter, "name"),
              JsonValue.of(true).equals(parameter.get("required")),
              resolve(value(parameter, "schema"))));
    }
    return parameters;
  }

  /** The example of a parameter of the operation, or a value of its type. */
  public JsonValue parameter(Operation operation, String in, String name) {
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

  /** Whether the operation can be called without a token. */
  public boolean isPublic(Operation operation) {
    JsonValue security = operation(operation).get("security");
    return security != null && elements(security).isEmpty();
  }

  /** All responses of the operation; one for each example that has a name. */
  public List<DocumentedResponse> responses(Operation operation) {
    List<DocumentedResponse> responses = new ArrayList<>();
    members(operation(operation).get("responses"))
        .forEach(
            (key, response) -> {
              int status = Integer.parseInt(key);
              Map<String, JsonValue> contents = members(resolve(response).get("content"));
              if (contents.isEmpty()) {
                responses.add(new DocumentedResponse(status, null, null, null));
              }
              contents.forEach(
                  (type, content) -> {
                    Map<String, JsonValue> named = members(((JsonObject) content).get("examples"));
                    if (named.isEmpty()) {
                      responses.add(
                          new DocumentedResponse(
                              status, null, type, example((JsonObject) content)));
                    }
                    named.forEach(
                        (name, example) ->
                            responses.add(
                                new DocumentedResponse(
                                    status, name, type, value(resolve(example), "value"))));
                  });
            });
    return responses;
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

  /** The value without what can be left out, as far as one schema applies to it. */
  private JsonValue cut(JsonValue any, JsonValue value) {
    JsonObject schema = resolve(any);
    for (JsonValue variant : elements(schema.get("oneOf"))) {
      if (fits(resolve(variant), value)) {
        return cut(variant, value);
      }
    }
    if (value instanceof JsonArray array && schema.get("items") != null) {
      return JsonValue.of(
          array.elements().stream().map(each -> cut(value(schema, "items"), each)).toList());
    }
    if (value instanceof JsonObject object && schema.get("properties") != null) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      List<JsonValue> required = new ArrayList<>(elements(schema.get("required")));
      elements(schema.get("anyOf")).stream()
          .filter(alternative -> meets(object, (JsonObject) alternative))
          .findFirst()
          .ifPresent(
              alternative -> required.addAll(elements(((JsonObject) alternative).get("required"))));
      for (JsonValue key : required) {
        members.put(
            string(key), cut(at(schema, "properties", string(key)), value(object, string(key))));
      }
      return JsonValue.of(members);
    }
    return value;
  }

  /** Whether the object has the keys and the constants that an alternative demands. */
  private boolean meets(JsonObject object, JsonObject alternative) {
    return elements(alternative.get("required")).stream()
            .allMatch(key -> object.get(string(key)) != null)
        && hasConstants(alternative, object);
  }

  /** Whether the value is of that variant, by its kind, its keys and its constants. */
  private boolean fits(JsonObject variant, JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return "array".equals(kind(variant)) == (value instanceof JsonArray);
    }
    return "object".equals(kind(variant))
        && elements(variant.get("required")).stream()
            .allMatch(key -> object.get(string(key)) != null)
        && hasConstants(variant, object);
  }

  private boolean hasConstants(JsonObject schema, JsonObject object) {
    return members(schema.get("properties")).entrySet().stream()
        .allMatch(
            property -> {
              JsonValue constants = resolve(property.getValue()).get("enum");
              JsonValue member = object.get(property.getKey());
              return constants == null || member == null || elements(constants).contains(member);
            });
  }

  private static @Nullable String kind(JsonObject schema) {
    return schema.get("type") == null ? null : string(schema, "type");
  }

  private JsonValue sample(JsonValue any) {
    JsonObject schema = resolve(any);
    JsonValue example = example(schema);
    if (example != null) {
      return example;
    }
    for (String first : new String[] {"enum", "oneOf", "allOf"}) {
      if (schema.get(first) != null) {
        JsonValue variant = elements(schema.get(first)).get(0);
        return first.equals("enum") ? variant : sample(variant);
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

  /** The only patterns of parameters are prefixes of ids. */
  private static String prefix(JsonObject schema) {
    return schema.get("pattern") == null ? "" : string(schema, "pattern").substring(1);
  }

  public JsonObject resolve(JsonValue value) {
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
