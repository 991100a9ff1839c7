package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The components of the patched OpenAPI document that have a Java class. */
@SuppressWarnings("StringSplitter") // no part of a reference is empty
final class Contract {
  /** Error responses are read by hand, and a form is made of its fields. */
  private static final String NO_MODELS = "[45]..|default|application/x-www-form-urlencoded";

  private final JsonObject document;
  private final Map<String, Schema> components = new TreeMap<>();

  Contract() {
    try (InputStream json = Contract.class.getResourceAsStream("/META-INF/vercel4j/openapi.json")) {
      this.document =
          (JsonObject)
              JsonValue.parse(
                  new String(requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    collect(requireNonNull(document.get("paths")));
  }

  private void collect(JsonValue place) {
    if (place instanceof JsonArray array) {
      array.elements().forEach(this::collect);
    } else if (place instanceof JsonObject object) {
      if (object.get("$ref") instanceof JsonString reference) {
        String name = reference.value().substring(reference.value().lastIndexOf('/') + 1);
        if (!reference.value().contains("/schemas/")) {
          collect(at(reference.value()));
        } else if (!components.containsKey(name)) {
          components.put(name, new Schema(this, object));
          collect(component(name));
        }
      }
      object
          .members()
          .forEach(
              (key, value) -> {
                if (!key.matches(NO_MODELS)) {
                  collect(value);
                }
              });
    }
  }

  JsonObject component(String name) {
    return at("#/components/schemas/" + name);
  }

  private JsonObject at(String reference) {
    JsonObject place = document;
    for (String step : reference.substring("#/".length()).split("/")) {
      place = (JsonObject) requireNonNull(place.get(step), reference);
    }
    return place;
  }

  List<Schema> components(Schema.Kind... kinds) {
    return components.values().stream().filter(each -> List.of(kinds).contains(each.kind)).toList();
  }

  Schema schema(String component) {
    return requireNonNull(components.get(component), component);
  }

  /** A list of the component's values. */
  Schema listOf(Schema component) {
    return new Schema(this, node("type", JsonValue.of("array"), "items", reference(component)));
  }

  /** A map whose values are the component's. */
  Schema mapOf(Schema component) {
    return new Schema(
        this, node("type", JsonValue.of("object"), "additionalProperties", reference(component)));
  }

  private static JsonObject reference(Schema component) {
    JsonValue name = JsonValue.of("#/components/schemas/" + component.component());
    return JsonValue.of(Map.of("$ref", name));
  }

  private static JsonObject node(String key, JsonValue value, String other, JsonValue otherValue) {
    return JsonValue.of(Map.of(key, value, other, otherValue));
  }

  /** The JSON of a successful response; null where there is none. */
  @Nullable Schema response(Operation operation) {
    JsonObject path = object(object(document, "paths"), operation.path());
    JsonObject responses =
        object(object(path, operation.method().toLowerCase(Locale.ROOT)), "responses");
    for (Map.Entry<String, JsonValue> response : responses.members().entrySet()) {
      if (response.getKey().startsWith("2")
          && ((JsonObject) response.getValue()).get("content") instanceof JsonObject content
          && content.get("application/json") instanceof JsonObject json) {
        return new Schema(this, object(json, "schema"));
      }
    }
    return null;
  }

  private static JsonObject object(JsonObject place, String key) {
    return (JsonObject) requireNonNull(place.get(key), key);
  }
}
