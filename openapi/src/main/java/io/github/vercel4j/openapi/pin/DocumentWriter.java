package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vercel4j.openapi.pin.Shape.Use;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the pinned operations as an OpenAPI document. */
final class DocumentWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DocumentWriter() {}

  /** The document of the operations; the writer has their schemas. */
  static ObjectNode write(
      Contract contract, List<Operation> operations, SchemaWriter writer, LocalDate date) {
    ObjectNode document = JSON.objectNode().put("openapi", "3.0.3");
    document
        .putObject("info")
        .put("title", "Vercel API for integrations")
        .put("version", date.toString());
    document.putArray("servers").addObject().put("url", "https://api.vercel.com");
    document.putArray("security").addObject().putArray("bearerToken");
    SortedMap<String, ObjectNode> paths = new TreeMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.path(), unused -> JSON.objectNode())
          .set(operation.method(), operation(contract, operation, writer));
    }
    document.putObject("paths").setAll(paths);
    ObjectNode components = document.putObject("components");
    components.set("schemas", writer.components());
    components
        .putObject("securitySchemes")
        .putObject("bearerToken")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private static ObjectNode operation(Contract contract, Operation operation, SchemaWriter writer) {
    ObjectNode result = JSON.objectNode().put("operationId", operation.id());
    result.set("tags", operation.node().path("tags").deepCopy());
    if (operation.node().path("deprecated").asBoolean()) {
      result.put("deprecated", true);
    }
    ArrayNode parameters = JSON.arrayNode();
    for (JsonNode parameter : operation.parameters()) {
      ObjectNode written = parameters.addObject();
      String name = UpstreamDocument.parameterName(parameter);
      String place = operation.id() + ".query." + name;
      written.put("name", name).put("in", parameter.path("in").asText());
      if (parameter.path("required").asBoolean()) {
        written.put("required", true);
      }
      if (parameter.path("deprecated").asBoolean()) {
        written.put("deprecated", true);
      }
      written.set("schema", writer.use(root(contract, place), place, false));
    }
    if (!parameters.isEmpty()) {
      result.set("parameters", parameters);
    }
    JsonNode body = operation.node().path("requestBody");
    String requestPlace = operation.id() + ".request";
    if (contract.roots.containsKey(requestPlace)) {
      ObjectNode written = result.putObject("requestBody");
      if (body.path("required").asBoolean()) {
        written.put("required", true);
      }
      writeContents(written, body, root(contract, requestPlace), requestPlace, writer);
    }
    ObjectNode responses = result.putObject("responses");
    SortedMap<String, JsonNode> byStatus = new TreeMap<>();
    operation
        .node()
        .path("responses")
        .properties()
        .forEach(response -> byStatus.put(response.getKey(), response.getValue()));
    byStatus.forEach(
        (status, response) -> {
          ObjectNode written =
              responses.putObject(status).put("description", Statuses.reason(status));
          String place = operation.id() + "." + status;
          if (contract.roots.containsKey(place)) {
            writeContents(written, response, root(contract, place), place, writer);
          }
        });
    return result;
  }

  private static void writeContents(
      ObjectNode to, JsonNode from, Use use, String place, SchemaWriter writer) {
    ObjectNode content = to.putObject("content");
    UpstreamDocument.contents(from)
        .keySet()
        .forEach(
            mediaType -> content.putObject(mediaType).set("schema", writer.use(use, place, false)));
  }

  private static Use root(Contract contract, String place) {
    Use use = contract.roots.get(place);
    if (use == null) {
      throw new IllegalStateException("Nothing was read at " + place);
    }
    return use;
  }
}
