package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.JsonValue.JsonArray;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import io.github.vercel4j.api.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The components of the patched OpenAPI document that have a Java class. */
final class Contract {
  /** Error answers are read by hand, and a form is made of its fields. */
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
}
