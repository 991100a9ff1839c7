package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Names the types of a patched document as its readers would. */
public final class Types {
  private Types() {}

  /** {@code Project}, {@code list of string}, {@code integer (epoch-millis)}, {@code "http"}. */
  public static String of(JsonNode schema) {
    String reference = reference(schema);
    if (reference != null) {
      return reference;
    }
    if (schema.path("enum").size() == 1) {
      return schema.path("enum").get(0).toString();
    }
    String type = schema.path("type").asText();
    return switch (type) {
      case "" -> "any JSON";
      case "array" -> "list of " + element(schema.path("items"));
      case "object" ->
          "map of "
              + (schema.path("additionalProperties").isObject()
                  ? element(schema.path("additionalProperties"))
                  : "any JSON");
      default -> type + (schema.has("format") ? " (" + schema.path("format").asText() + ")" : "");
    };
  }

  /** The component that a schema stands for, be it wrapped to have keys beside it, or null. */
  static @Nullable String reference(JsonNode schema) {
    JsonNode reference = schema.has("allOf") ? schema.at("/allOf/0/$ref") : schema.path("$ref");
    return reference.isTextual()
        ? reference.asText().substring(reference.asText().lastIndexOf('/') + 1)
        : null;
  }

  private static String element(JsonNode schema) {
    return of(schema) + (schema.path("nullable").asBoolean() ? " or null" : "");
  }
}
