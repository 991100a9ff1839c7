package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a patched document: that it is valid OpenAPI, that every operation says what the client
 * needs to know, that the schemas keep the shape that the generator reads, that the examples are
 * valid, and that it agrees with the guide's scope tables.
 */
final class Validation {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Pattern TEMPLATE_PARAMETER = Pattern.compile("\\{([^}]+)}");
  private static final Pattern PERMISSION = Pattern.compile("(read|read-write):[a-z][a-z0-9-]*");
  private static final Pattern SENTENCE = Pattern.compile("[A-Z][^.\n]{5,118}\\.");

  /** What an operation may say beside OpenAPI; another one would be read by nobody. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "x-vercel-code-exchange",
          "x-vercel-cursor",
          "x-vercel-documented-path",
          "x-vercel-empty-response",
          "x-vercel-idempotent",
          "x-vercel-page",
          "x-vercel-permissions");

  private final ObjectNode document;
  private final DocumentedScopes documented;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> ids = new HashMap<>();

  /** The alternatives of permissions of each call, by its documented path. */
  private final Map<String, Set<Set<String>>> calls = new TreeMap<>();

  private final SchemaRegistry jsonSchema =
      SchemaRegistry.withDialect(Dialects.getOpenApi30(), registry -> {});

  /** The components that are one value or an array. */
  private final Set<String> oneOrMany;

  private Validation(ObjectNode document, DocumentedScopes documented) {
    this.document = document;
    this.documented = documented;
    this.oneOrMany = OneOrMany.of(document).keySet();
  }

  /** What is wrong with the document, each with its place; empty when nothing is. */
  static List<String> problems(ObjectNode document, DocumentedScopes documented) {
    Validation validation = new Validation(document, documented);
    validation.openApi();
    validation.operations();
    validation.schemas();
    validation.references();
    validation.unions();
    return validation.problems;
  }

  private void openApi() {
    List<String> messages =
        new OpenAPIV3Parser().readContents(document.toString(), null, null).getMessages();
    if (messages != null) {
      messages.forEach(message -> problems.add("OpenAPI: " + message));
    }
  }

  private void operations() {
    for (var path : document.path("paths").properties()) {
      for (var entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          operation(
              entry.getKey().toUpperCase(Locale.ROOT),
              path.getKey(),
              path.getValue(),
              entry.getValue());
        }
      }
    }
    documented.alternatives().forEach(this::documentedCall);
    calls.forEach(
        (call, permissions) -> {
          if (!permissions.isEmpty() && !documented.alternatives().containsKey(call)) {
            problems.add(call + ": needs " + permissions + ", but no scope table documents it");
          }
        });
  }

  private void documentedCall(String call, Set<Set<String>> permissions) {
    Set<Set<String>> found = calls.get(call);
    if (found == null) {
      problems.add(
          call
              + ": documented, but no operation has it as x-vercel-documented-path; add it to the"
              + " overlay of its scope");
    } else if (!found.equals(permissions)) {
      problems.add(
          call
              + ": documented with the permissions "
              + permissions
              + ", but patched with "
              + found);
    }
  }

  private void operation(String method, String path, JsonNode item, JsonNode operation) {
    String place = method + " " + path;
    String id = operation.path("operationId").asText();
    if (id.isEmpty()) {
      problems.add(place + ": no operationId");
    } else if (ids.putIfAbsent(id, place) != null) {
      problems.add(place + ": operationId " + id + " is that of " + ids.get(id));
    }
    if (operation.path("tags").size() != 1) {
      problems.add(place + ": expected exactly one tag, not " + operation.path("tags"));
    }
    if (!SENTENCE.matcher(operation.path("summary").asText()).matches()) {
      problems.add(
          place
              + ": expected one sentence of at most 120 characters in summary, not "
              + operation.path("summary"));
    }
    for (var entry : operation.properties()) {
      if (entry.getKey().startsWith("x-") && !EXTENSIONS.contains(entry.getKey())) {
        problems.add(place + ": nothing reads " + entry.getKey());
      }
    }
    if (!operation.path("x-vercel-idempotent").isBoolean()) {
      problems.add(place + ": no x-vercel-idempotent");
    }
    String documentedPath = operation.path("x-vercel-documented-path").asText();
    if (!documentedPath.startsWith("/")) {
      problems.add(place + ": no x-vercel-documented-path");
    }
    String call = method + " " + documentedPath;
    if (calls.put(call, permissions(place, operation)) != null) {
      problems.add(place + ": a second operation for the documented " + call);
    }
    pathParameters(place, path, item, operation);
    String page = Pages.problem(document, operation);
    if (page != null) {
      problems.add(place + ": " + page);
    }
    content(place + " request", operation.path("requestBody"));
    for (var response : operation.path("responses").properties()) {
      response(place + " " + response.getKey(), response.getKey(), response.getValue());
    }
  }

  private Set<Set<String>> permissions(String place, JsonNode operation) {
    JsonNode list = operation.path("x-vercel-permissions");
    // Only a call without a token can do without a permission
    boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
    Set<Set<String>> alternatives = new HashSet<>();
    for (JsonNode alternative : list) {
      Set<String> permissions = new TreeSet<>();
      alternative.forEach(permission -> permissions.add(permission.asText()));
      if (permissions.isEmpty()
          || !permissions.stream()
              .allMatch(permission -> PERMISSION.matcher(permission).matches())) {
        problems.add(place + ": no list of permissions in x-vercel-permissions: " + alternative);
      }
      if (!alternatives.add(permissions)) {
        problems.add(place + ": twice in x-vercel-permissions: " + alternative);
      }
    }
    if (!list.isArray() || list.isEmpty() != open) {
      problems.add(
          place
              + (open
                  ? ": takes no token, so x-vercel-permissions must be an empty list"
                  : ": no x-vercel-permissions"));
    }
    return alternatives;
  }

  private void pathParameters(String place, String path, JsonNode item, JsonNode operation) {
    Set<String> inTemplate = new TreeSet<>();
    Matcher matcher = TEMPLATE_PARAMETER.matcher(path);
    while (matcher.find()) {
      inTemplate.add(matcher.group(1));
    }
    Set<String> declared = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode parameters : List.of(item.path("parameters"), operation.path("parameters"))) {
      for (JsonNode parameter : parameters) {
        String name = parameter.path("name").asText();
        String in = parameter.path("in").asText();
        if (!seen.add(in + " " + name)) {
          problems.add(place + ": declares the " + in + " parameter " + name + " twice");
        }
        if (in.equals("path")) {
          declared.add(name);
        }
      }
    }
    if (!declared.equals(inTemplate)) {
      problems.add(
          place + ": declares the path parameters " + declared + " for those of " + inTemplate);
    }
  }

  private void response(String place, String status, JsonNode response) {
    if (response.has("$ref")) {
      if (response.size() > 1) {
        problems.add(place + ": keys beside $ref have no meaning: " + response);
      }
    } else if (!status.startsWith("2") && !response.has("content")) {
      problems.add(place + ": says nothing about its body; give it one");
    }
    content(place, response);
  }

  private void content(String place, JsonNode holder) {
    for (var media : holder.path("content").properties()) {
      JsonNode schema = media.getValue().path("schema");
      String reference = Types.reference(schema);
      // A body's class is what Java finds its adapter by, where a list is an array and nothing else
      if (reference != null && oneOrMany.contains(reference)) {
        problems.add(
            place
                + ": the body is one or many; let an overlay give "
                + reference
                + " x-one-or-many: false");
      }
      JsonNode example = media.getValue().get("example");
      if (example != null) {
        example(place + " example", schema, example);
      }
      for (var named : media.getValue().path("examples").properties()) {
        JsonNode value = named.getValue().get("value");
        if (value != null) {
          example(place + " example " + named.getKey(), schema, value);
        }
      }
    }
  }

  private void example(String place, JsonNode schema, JsonNode example) {
    ObjectNode root = document.objectNode();
    root.putArray("allOf").add(schema);
    root.set("components", document.path("components"));
    for (Error error : jsonSchema.getSchema(root).validate(example)) {
      problems.add(place + ": " + error);
    }
  }

  /** The rules of shape that spare the generator every guess. */
  private void schemas() {
    for (var component : document.at("/components/schemas").properties()) {
      JsonNode schema = component.getValue();
      String place = "#/components/schemas/" + component.getKey();
      if (!isObject(schema) && !isEnum(schema) && schema.path("oneOf").size() < 2) {
        problems.add(
            place
                + ": expected an object with properties, an enum or a union of at least two; write"
                + " anything else where it is used");
      }
      for (JsonNode alternative : schema.path("anyOf")) {
        demands(place, schema, alternative);
      }
      if (OneOrMany.isMisplaced(schema)) {
        problems.add(
            place
                + ": x-one-or-many is true or false, and for an array without null beside what it"
                + " could hold");
      }
      children(place, schema);
    }
    for (var response : document.at("/components/responses").properties()) {
      content("#/components/responses/" + response.getKey(), response.getValue());
    }
    inline("/paths", document.path("paths"));
    for (String kind : List.of("responses", "headers", "parameters", "requestBodies")) {
      inline("#/components/" + kind, document.path("components").path(kind));
    }
  }

  /**
   * In Java an object is one class, so its alternatives only say which of its keys are required.
   */
  private void demands(String place, JsonNode object, JsonNode alternative) {
    for (var keyword : alternative.properties()) {
      List<String> keys = new ArrayList<>();
      keyword.getValue().forEach(key -> keys.add(key.asText()));
      if (keyword.getKey().equals("properties")) {
        keys.clear();
        keyword.getValue().fieldNames().forEachRemaining(keys::add);
      } else if (!keyword.getKey().equals("required")) {
        problems.add(
            place + "/anyOf: only required and properties may differ, not " + keyword.getKey());
        continue;
      }
      for (String key : keys) {
        if (!object.path("properties").has(key)) {
          problems.add(place + "/anyOf: demands \"" + key + "\", which is no property");
        }
      }
    }
  }

  /** No union leaves the client to guess. */
  private void unions() {
    Unions.of(document)
        .forEach(
            (name, decision) -> {
              if (!decision.problem().isEmpty()) {
                problems.add(
                    "#/components/schemas/"
                        + name
                        + ": nothing decides this union: "
                        + decision.problem()
                        + "; merge them or give them a key");
              }
            });
  }

  /** Finds the schemas below a node that is not itself a schema. */
  private void inline(String place, JsonNode node) {
    if (node instanceof ArrayNode) {
      for (int i = 0; i < node.size(); i++) {
        inline(place + "/" + i, node.get(i));
      }
    }
    for (var entry : node.properties()) {
      switch (entry.getKey()) {
        case "schema" -> inlineSchema(place + "/schema", entry.getValue());
        case "example", "examples" -> {}
        default -> inline(place + "/" + entry.getKey().replace("/", "~1"), entry.getValue());
      }
    }
  }

  private void inlineSchema(String place, JsonNode schema) {
    boolean reference = schema.has("$ref");
    boolean describedReference =
        schema.path("allOf").size() == 1 && schema.at("/allOf/0").has("$ref") && schema.size() > 1;
    if (reference && schema.size() > 1) {
      problems.add(place + ": keys beside $ref have no meaning; wrap it in allOf: " + schema);
    } else if (isObject(schema) || isEnum(schema) || schema.has("oneOf") || schema.has("anyOf")) {
      problems.add(place + ": an object, an enum or a union belongs in components/schemas");
    } else if (schema.has("allOf") && !describedReference) {
      problems.add(place + ": allOf is only for a reference that has keys beside it");
    } else {
      children(place, schema);
    }
  }

  private void children(String place, JsonNode schema) {
    for (String list : List.of("required", "enum")) {
      Set<JsonNode> seen = new HashSet<>();
      for (JsonNode value : schema.path(list)) {
        if (!seen.add(value)) {
          problems.add(place + ": twice in " + list + ": " + value);
        }
      }
    }
    for (JsonNode key : schema.path("required")) {
      if (!schema.path("properties").has(key.asText())) {
        problems.add(place + ": requires " + key + ", which is no property");
      }
    }
    for (var property : schema.path("properties").properties()) {
      inlineSchema(place + "/properties/" + property.getKey(), property.getValue());
    }
    for (JsonNode variant : schema.path("oneOf")) {
      inlineSchema(place + "/oneOf", variant);
    }
    for (String key : List.of("items", "additionalProperties")) {
      if (schema.path(key).isObject()) {
        inlineSchema(place + "/" + key, schema.path(key));
      }
    }
  }

  private static boolean isObject(JsonNode schema) {
    return schema.path("type").asText().equals("object") && schema.has("properties");
  }

  private static boolean isEnum(JsonNode schema) {
    return schema.path("type").asText("string").equals("string")
        && !schema.has("allOf")
        && schema.path("enum").size() > 1;
  }

  /** Every reference leads somewhere, and every component is used. */
  private void references() {
    Set<String> used = new TreeSet<>();
    for (JsonNode reference : document.findValues("$ref")) {
      used.add(reference.asText());
    }
    for (String reference : used) {
      if (!reference.startsWith("#/") || document.at(reference.substring(1)).isMissingNode()) {
        problems.add("$ref " + reference + ": leads nowhere in this document");
      }
    }
    for (var kind : document.path("components").properties()) {
      if (kind.getKey().equals("securitySchemes")) {
        continue;
      }
      for (var component : kind.getValue().properties()) {
        String reference = "#/components/" + kind.getKey() + "/" + component.getKey();
        if (!used.contains(reference)) {
          problems.add(
              reference + ": nothing refers to it; remove it in the overlay that replaced it");
        }
      }
    }
  }
}
