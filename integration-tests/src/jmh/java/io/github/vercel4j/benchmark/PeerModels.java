package io.github.vercel4j.benchmark;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes that Jackson, Gson and reflective Moshi decode into: the properties of our
 * models, as ordinary beans.
 *
 * <p>Where Java leaves a choice, theirs is the quicker one: times are {@code long}, constants are
 * strings, a union is one class with the properties of all its variants, and unknown keys are
 * dropped.
 */
final class PeerModels {
  private static final List<String> ROOTS =
      List.of(
          "GetProjectsResponse", "GetDeploymentsResponse", "Project", "FilterProjectEnvsResponse");

  private final Map<String, JsonValue> schemas;
  private final Map<String, String> classes = new TreeMap<>();

  private PeerModels(Map<String, JsonValue> schemas) {
    this.schemas = schemas;
  }

  /** Takes the patched document and the folder of sources to write to. */
  public static void main(String[] arguments) throws IOException {
    JsonValue document = JsonValue.parse(Files.readString(Path.of(arguments[0])));
    Path file = Path.of(arguments[1], "io/github/vercel4j/benchmark/Peers.java");
    JsonObject components = (JsonObject) members(document).get("components");
    PeerModels models = new PeerModels(members(members(components).get("schemas")));
    ROOTS.forEach(models::classOf);
    Files.createDirectories(file.getParent());
    Files.writeString(file, models.source());
  }

  private String source() {
    return """
    package io.github.vercel4j.benchmark;

    import com.fasterxml.jackson.annotation.JsonProperty;
    import com.google.gson.annotations.SerializedName;
    import com.squareup.moshi.Json;
    import java.util.List;
    import java.util.Map;

    public final class Peers {
    """
        + String.join("\n", classes.values())
        + "}\n";
  }

  /** The Java type of a component; writes its class where it is the first to ask. */
  private String classOf(String component) {
    JsonObject schema = (JsonObject) schemas.get(component);
    if (schema.get("properties") == null && schema.get("oneOf") == null) {
      return "String"; // a constant
    }
    Map<String, String> properties = new LinkedHashMap<>();
    if (!classes.containsKey(component)) {
      classes.put(component, "");
      if (!collect(schema, properties)) {
        classes.remove(component);
        return "Object";
      }
      classes.put(component, bean(component, properties));
    }
    return component;
  }

  /** Whether the schema describes objects only; puts their properties into the map. */
  private boolean collect(JsonObject schema, Map<String, String> properties) {
    if (schema.get("oneOf") != null) {
      for (JsonValue variant : elements(schema.get("oneOf"))) {
        JsonValue reference = members(variant).get("$ref");
        if (reference == null || !collect((JsonObject) schemas.get(name(reference)), properties)) {
          return false;
        }
      }
      return true;
    }
    Set<String> required = new TreeSet<>();
    elements(schema.get("required")).forEach(key -> required.add(string(key)));
    members(schema.get("properties"))
        .forEach(
            (key, property) ->
                properties.merge(
                    key,
                    type((JsonObject) property, required.contains(key)),
                    (one, other) ->
                        one.equals(other)
                            ? one
                            : boxed(one).equals(boxed(other)) ? boxed(one) : "Object"));
    return schema.get("properties") != null;
  }

  private String type(JsonObject schema, boolean required) {
    if (schema.get("$ref") != null) {
      return classOf(name(schema.get("$ref")));
    } else if (schema.get("allOf") != null) {
      return type((JsonObject) elements(schema.get("allOf")).get(0), false);
    }
    boolean primitive = required && schema.get("nullable") == null;
    String format = schema.get("format") == null ? "" : string(schema.get("format"));
    String type =
        switch (schema.get("type") == null ? "any" : string(schema.get("type"))) {
          case "string" -> "String";
          case "boolean" -> "boolean";
          case "integer" -> format.equals("int32") ? "int" : "long";
          case "number" -> "double";
          case "array" -> "List<" + boxed(type((JsonObject) schema.get("items"), false)) + ">";
          case "object" ->
              "Map<String, "
                  + (schema.get("additionalProperties") instanceof JsonObject value
                      ? boxed(type(value, false))
                      : "Object")
                  + ">";
          default -> "Object";
        };
    return primitive ? type : boxed(type);
  }

  private static String boxed(String type) {
    return switch (type) {
      case "boolean" -> "Boolean";
      case "int" -> "Integer";
      case "long" -> "Long";
      case "double" -> "Double";
      default -> type;
    };
  }

  private static String bean(String name, Map<String, String> properties) {
    StringBuilder fields = new StringBuilder();
    StringBuilder methods = new StringBuilder();
    List<String> used = new ArrayList<>();
    properties.forEach(
        (key, type) -> {
          String field = key.replaceAll("[^A-Za-z0-9]", "_") + "_";
          while (used.contains(field)) {
            field += "_";
          }
          used.add(field);
          fields.append(
              """
              @SerializedName("%1$s") @Json(name = "%1$s") private %2$s %3$s;
              """
                  .formatted(key, type, field));
          methods.append(
              """
              @JsonProperty("%1$s") public %2$s get%3$s() { return %3$s; }
              @JsonProperty("%1$s") public void set%3$s(%2$s value) { %3$s = value; }
              """
                  .formatted(key, type, field));
        });
    return "public static final class " + name + " {\n" + fields + methods + "}\n";
  }

  private static String name(JsonValue reference) {
    return string(reference).substring("#/components/schemas/".length());
  }

  private static String string(JsonValue value) {
    return ((JsonString) value).value();
  }

  private static List<JsonValue> elements(@Nullable JsonValue value) {
    return value == null ? List.of() : ((JsonArray) value).elements();
  }

  private static Map<String, JsonValue> members(@Nullable JsonValue value) {
    return value == null ? Map.of() : ((JsonObject) value).members();
  }
}
