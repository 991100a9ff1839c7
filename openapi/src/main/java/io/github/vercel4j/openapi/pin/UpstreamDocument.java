package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vercel's OpenAPI document as published, read for the operations of the documented scopes. */
final class UpstreamDocument {
  /** One operation of the document. */
  record Operation(String method, String path, JsonNode pathItem, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
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
  private final Map<String, List<Operation>> byVersionlessPath = new TreeMap<>();

  private UpstreamDocument(JsonNode root) {
    this.root = root;
    Map<String, String> seen = new HashMap<>();
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                JsonNode node = path.getValue().get(method);
                if (node != null) {
                  add(seen, new Operation(method, path.getKey(), path.getValue(), node));
                }
              }
            });
  }

  private void add(Map<String, String> seen, Operation operation) {
    String place =
        operation.method().toUpperCase(Locale.ROOT) + " " + operation.path() + " of the document";
    if (!operation.id().isEmpty()) {
      String other = seen.putIfAbsent(operation.id(), place);
      if (other != null) {
        throw new PinException(
            "operationId " + operation.id() + " stands at both " + other + " and " + place);
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

  /** The newest version of a documented row, whatever its parameters are called. */
  Operation newest(String method, String documentedPath) {
    List<Operation> versions =
        byVersionlessPath.getOrDefault(key(method, documentedPath), List.of());
    return versions.stream()
        .max(Comparator.comparingInt(operation -> version(operation.path())))
        .orElseThrow(
            () ->
                new PinException(
                    "The document has no operation for the guide's row "
                        + method
                        + " "
                        + documentedPath
                        + " (in any version of that path)."));
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
    return target;
  }

  private static String key(String method, String path) {
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
