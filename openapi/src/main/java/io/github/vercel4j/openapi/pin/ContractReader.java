package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Use;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.util.List;
import java.util.Set;

/** Reads the requests, responses and parameters of the selected operations as shapes. */
final class ContractReader {
  private ContractReader() {}

  /** The shapes of the operations, as a tree below each request, response and parameter. */
  static Contract read(UpstreamDocument document, List<Operation> operations) {
    ShapeReader reader = new ShapeReader(document);
    Contract contract = new Contract();
    for (Operation operation : operations) {
      String pointer = operation.pointer();
      List<JsonNode> parameters = operation.parameters();
      int shared = operation.pathItem().path("parameters").size();
      for (int i = 0; i < parameters.size(); i++) {
        String place =
            i < shared
                ? pointer.substring(0, pointer.lastIndexOf('/')) + "/parameters/" + i
                : pointer + "/parameters/" + (i - shared);
        JsonNode parameter = inline(parameters.get(i), place);
        Use use = reader.read(parameter.path("schema"), place + "/schema");
        contract.roots.put(
            operation.id() + ".query." + UpstreamDocument.parameterName(parameter),
            plainParameter(use));
      }
      UpstreamDocument.contents(
              inline(operation.node().path("requestBody"), pointer + "/requestBody"))
          .forEach(
              (mediaType, schema) ->
                  contract.roots.put(
                      operation.id() + ".request",
                      reader.read(schema, pointer + "/requestBody" + content(mediaType))));
      operation
          .node()
          .path("responses")
          .properties()
          .forEach(
              response -> {
                String place = pointer + "/responses/" + response.getKey();
                if (response.getKey().startsWith("2")) {
                  UpstreamDocument.contents(inline(response.getValue(), place))
                      .forEach(
                          (mediaType, schema) ->
                              contract.roots.merge(
                                  operation.id() + "." + response.getKey(),
                                  reader.read(schema, place + content(mediaType)),
                                  Shapes::join));
                }
              });
    }
    return contract;
  }

  private static JsonNode inline(JsonNode node, String place) {
    if (node.has("$ref")) {
      throw new PinException(
          place
              + " is a reference. Upstream had them for schemas only; teach the pin to follow it.");
    }
    return node;
  }

  private static String content(String mediaType) {
    return "/content/" + UpstreamDocument.escaped(mediaType) + "/schema";
  }

  /** A query string holds text: where upstream allows text among other types, text it is. */
  private static Use plainParameter(Use use) {
    Shape shape = use.shape();
    if (shape.kind == Kind.ENUM && Set.of("true", "false").containsAll(shape.values)) {
      return new Use(new Shape(Kind.BOOLEAN), false);
    }
    if (shape.kind == Kind.ENUM && shape.values.stream().allMatch(value -> value.matches("\\d+"))) {
      return new Use(new Shape(Kind.INTEGER), false);
    }
    if (shape.kind == Kind.UNION) {
      for (Shape variant : shape.variants) {
        if (variant.get().kind == Kind.ARRAY) {
          return new Use(variant.get(), false);
        }
      }
      for (Shape variant : shape.variants) {
        if (variant.get().isText()) {
          Shape text = new Shape(Kind.STRING);
          return new Use(text, false);
        }
      }
    }
    return use;
  }
}
