package io.github.vercel4j.testing;

import io.github.vercel4j.Installation;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The responses of the document: the statuses of each operation, and the examples of each status.
 */
final class DocumentedResponses {
  private static final String DOCUMENT = "/META-INF/vercel4j/openapi.json";

  private final JsonObject document;
  private final Map<Operation, SortedMap<Integer, Set<String>>> examples =
      new EnumMap<>(Operation.class);

  private DocumentedResponses(JsonObject document) {
    this.document = document;
    for (Operation operation : Operation.values()) {
      examples.put(operation, examplesOf(operation));
    }
  }

  /** Those of the class path's document, read once. */
  static DocumentedResponses get() {
    return Holder.RESPONSES;
  }

  private static final class Holder {
    private static final DocumentedResponses RESPONSES =
        new DocumentedResponses(object(read(DOCUMENT)));
  }

  /**
   * Rejects a response that Prism could not give.
   *
   * @throws IllegalArgumentException names the statuses or the examples that there are
   */
  void require(Operation operation, int status, @Nullable String example) {
    SortedMap<Integer, Set<String>> statuses =
        Objects.requireNonNull(examples.get(operation), "operation");
    Set<String> names = statuses.get(status);
    if (names == null) {
      throw new IllegalArgumentException(
          "%s has no response %d in the document, which has %s; for any other response, pass headers and body"
              .formatted(operation.operationId(), status, list(statuses.keySet())));
    }
    if (example != null && !names.contains(example)) {
      throw new IllegalArgumentException(
          "%s has no example %s for %d in the document, which has %s"
              .formatted(
                  operation.operationId(),
                  example,
                  status,
                  names.isEmpty() ? "no named ones: leave the name out" : list(names)));
    }
  }

  /** The installation of the team that the document's examples are about. */
  Installation installation() {
    JsonObject token =
        object(
            at(
                contentOf(responsesOf(Operation.EXCHANGE_CODE), "200"),
                "application/json",
                "examples",
                "team",
                "value"));
    return Installation.of(text(token, "access_token"))
        .withConfigurationId(text(token, "installation_id"))
        .withUserId(text(token, "user_id"))
        .withTeamId(text(token, "team_id"));
  }

  static JsonValue read(String resource) {
    try (InputStream input = DocumentedResponses.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("The class path holds no " + resource);
      }
      return JsonValue.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SortedMap<Integer, Set<String>> examplesOf(Operation operation) {
    SortedMap<Integer, Set<String>> statuses = new TreeMap<>();
    JsonObject responses = responsesOf(operation);
    for (String status : responses.members().keySet()) {
      Set<String> names = new LinkedHashSet<>();
      for (JsonValue content : contentOf(responses, status).members().values()) {
        if (object(content).get("examples") instanceof JsonObject named) {
          names.addAll(named.members().keySet());
        }
      }
      statuses.put(Integer.valueOf(status), names);
    }
    return statuses;
  }

  private JsonObject responsesOf(Operation operation) {
    return object(
        at(
            document,
            "paths",
            operation.path(),
            operation.method().toLowerCase(Locale.ROOT),
            "responses"));
  }

  private JsonObject contentOf(JsonObject responses, String status) {
    return resolved(at(responses, status)).get("content") instanceof JsonObject content
        ? content
        : new JsonObject(Map.of());
  }

  private JsonValue at(JsonObject from, String... path) {
    JsonObject place = from;
    for (String key : path) {
      JsonValue value = place.get(key);
      if (value == null) {
        throw new IllegalStateException("The document lacks " + String.join(" ", path));
      }
      place = resolved(value);
    }
    return place;
  }

  private JsonObject resolved(JsonValue value) {
    return object(value).get("$ref") instanceof JsonString reference
        ? object(at(document, reference.value().substring("#/".length()).split("/")))
        : object(value);
  }

  private static JsonObject object(JsonValue value) {
    return (JsonObject) value;
  }

  private static String text(JsonObject object, String key) {
    return ((JsonString) Objects.requireNonNull(object.get(key), key)).value();
  }

  private static String list(Set<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
