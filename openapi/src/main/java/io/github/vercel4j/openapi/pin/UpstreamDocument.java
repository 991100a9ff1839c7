package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Vercel's OpenAPI document as published, read for the operations of the documented scopes. */
final class UpstreamDocument {
  /** One operation of the document. */
  record Operation(String method, String path, JsonNode pathItem, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
    }

    String call() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    /** The parameters of its path, then its own. */
    List<JsonNode> parameters() {
      List<JsonNode> parameters = new ArrayList<>();
      pathItem.path("parameters").forEach(parameters::add);
      node.path("parameters").forEach(parameters::add);
      return parameters;
    }

    /** Where the operation stands in the document, as a JSON pointer. */
    String pointer() {
      return "/paths/" + escaped(path) + "/" + method;
    }
  }

  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
  private static final Pattern VERSION = Pattern.compile("^/v(\\d+)(/.*)$");
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode root;
  private final Map<String, Operation> byId = new HashMap<>();
  private final Map<String, List<Operation>> byVersionlessPath = new TreeMap<>();

  private UpstreamDocument(JsonNode root) {
    this.root = root;
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                JsonNode node = path.getValue().get(method);
                if (node != null) {
                  add(new Operation(method, path.getKey(), path.getValue(), node));
                }
              }
            });
  }

  private void add(Operation operation) {
    if (!operation.id().isEmpty()) {
      Operation other = byId.putIfAbsent(operation.id(), operation);
      if (other != null) {
        throw new PinException(
            "operationId "
                + operation.id()
                + " stands at both "
                + other.pointer()
                + " and "
                + operation.pointer()
                + ".");
      }
    }
    byVersionlessPath
        .computeIfAbsent(
            key(operation.method(), operation.path()), unused -> new ArrayList<Operation>())
        .add(operation);
  }

  static UpstreamDocument parse(byte[] bytes, String source) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (StreamConstraintsException e) {
      throw new PinException(source + " is no document to read: " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new PinException(
          source
              + " is not complete JSON (line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr()
              + "): "
              + e.getOriginalMessage()
              + ". Download the document again; YAML is not read.",
          e);
    } catch (IOException e) {
      throw new PinException(source + " cannot be read: " + e.getMessage(), e);
    }
    String version = root == null ? "" : root.path("openapi").asText();
    if (!version.startsWith("3.0.")) {
      throw new PinException(
          source
              + " is not an OpenAPI 3.0 document: /openapi is "
              + (version.isEmpty() ? "absent" : '"' + version + '"')
              + ".");
    }
    if (!root.path("paths").isObject()) {
      throw new PinException(source + " has no operations: /paths is not an object.");
    }
    return new UpstreamDocument(root);
  }

  /** The newest version of a documented row, whatever its parameters are called, or null. */
  @Nullable Operation newest(String method, String documentedPath) {
    return byVersionlessPath.getOrDefault(key(method, documentedPath), List.of()).stream()
        .max(Comparator.comparingInt(operation -> version(operation.path())))
        .orElse(null);
  }

  @Nullable Operation byId(String id) {
    return byId.get(id);
  }

  JsonNode component(String reference, String place) {
    if (!reference.startsWith("#/")) {
      throw new PinException(
          place + " refers to " + reference + ": only references within the document are read.");
    }
    JsonNode target = root.at(reference.substring(1));
    if (target.isMissingNode()) {
      throw new PinException(place + " refers to " + reference + ", which is not there.");
    }
    rejectCircle(reference, place);
    return target;
  }

  /**
   * References may lead back to a schema that holds them, but not from one to the next for ever.
   */
  private void rejectCircle(String reference, String place) {
    Set<String> passed = new LinkedHashSet<>();
    String next = reference;
    while (next.startsWith("#/")) {
      if (!passed.add(next)) {
        throw new PinException(
            place + " refers in a circle, never to a schema: " + String.join(" -> ", passed) + ".");
      }
      next = root.at(next.substring(1)).path("$ref").asText();
    }
  }

  /** Upstream quotes some header names and changes their letters; HTTP sees one name in all. */
  static String parameterName(JsonNode parameter) {
    String name = parameter.path("name").asText().replace("'", "");
    return parameter.path("in").asText().equals("header") ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** The schemas of a request or response by media type. */
  static SortedMap<String, JsonNode> contents(JsonNode holder) {
    SortedMap<String, JsonNode> contents = new TreeMap<>();
    holder
        .path("content")
        .properties()
        .forEach(
            content -> {
              if (content.getValue().has("schema")) {
                contents.put(content.getKey(), content.getValue().get("schema"));
              }
            });
    return contents;
  }

  /** A name as it stands in a JSON pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The same text for all versions of a call such as {@code GET /v1/shops/:id}. */
  static String key(String call) {
    int space = call.indexOf(' ');
    return key(call.substring(0, space), call.substring(space + 1));
  }

  static String key(String method, String path) {
    String named = path.replaceAll(":(\\w+)", "{$1}");
    Matcher matcher = VERSION.matcher(named);
    String versionless = matcher.matches() ? matcher.group(2) : named;
    return method.toUpperCase(Locale.ROOT) + " " + versionless.replaceAll("\\{[^}]*}", "{}");
  }

  private static int version(String path) {
    Matcher matcher = VERSION.matcher(path);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
