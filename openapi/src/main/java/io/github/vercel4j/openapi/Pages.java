package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which operations respond page by page: the response has {@code pagination.next} and one
 * list, and a query parameter takes the former.
 *
 * <p>The decision is written into the document, and read from there by what generates code.
 */
final class Pages {
  private static final String EXTENSION = "x-vercel-page";

  /** What an overlay says where the rule does not apply. */
  private static final String CHOICE = "x-vercel-cursor";

  private static final String NONE = "none";

  /** In the order in which they are looked for: beside {@code until}, {@code from} is a filter. */
  private static final List<String> CURSORS = List.of("until", "from");

  private static final String PAGINATION = "pagination";

  /** Keys of a response that goes on elsewhere, be it in a way that nothing here reads. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?i)pagin.*|cursor|next|next_?(page|cursor|token|url).*|has_?(more|next).*"
              + "|(page|continuation)_?token");

  /** Where a response looks like a page, and no rule says how to go on. */
  private static final class UnclearPageException extends Exception {
    private static final long serialVersionUID = 1;

    UnclearPageException(String reason) {
      super(
          "the response looks like a page, and how to ask for the next one is not clear: "
              + reason
              + "; let an overlay give the operation "
              + CHOICE
              + ", the query parameter that takes "
              + PAGINATION
              + ".next, or "
              + NONE);
    }
  }

  /**
   * What a page holds, and how one asks for it.
   *
   * @param cursor the query parameter that takes {@code pagination.next}
   * @param page the component that is the page
   * @param items the key of the list
   */
  private record Page(String cursor, String page, String items) {}

  private final JsonNode schemas;

  private Pages(JsonNode document) {
    this.schemas = document.at("/components/schemas");
  }

  /**
   * Writes into each operation how it pages, or that it does not, as {@code x-vercel-page}; where
   * that is not clear it writes nothing.
   */
  static void write(ObjectNode document) {
    Pages pages = new Pages(document);
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        if (!(method instanceof ObjectNode operation) || !operation.has("responses")) {
          continue;
        }
        try {
          Page page = pages.decide(operation);
          if (page == null) {
            operation.put(EXTENSION, NONE);
          } else {
            operation
                .putObject(EXTENSION)
                .put("cursor", page.cursor)
                .put("page", page.page)
                .put("items", page.items)
                .put("pagination", PAGINATION);
          }
        } catch (UnclearPageException e) {
          operation.remove(EXTENSION);
        }
      }
    }
  }

  /** Why it is not clear how an operation pages, or null. */
  static @Nullable String problem(JsonNode document, JsonNode operation) {
    try {
      new Pages(document).decide(operation);
      return null;
    } catch (UnclearPageException e) {
      return e.getMessage();
    }
  }

  private @Nullable Page decide(JsonNode operation) throws UnclearPageException {
    String response = Types.reference(response(operation));
    List<String> found =
        response == null ? List.of() : objects(response).stream().filter(this::goesOn).toList();
    String chosen = operation.path(CHOICE).asText();
    if (chosen.equals(NONE) || (chosen.isEmpty() && found.isEmpty())) {
      return null;
    }
    if (found.size() != 1) {
      throw new UnclearPageException("not one object of the response goes on, but " + found);
    }
    return page(found.get(0), cursor(operation, chosen));
  }

  /** The first success response that is JSON. */
  private static JsonNode response(JsonNode operation) {
    TreeMap<String, JsonNode> responses = new TreeMap<>();
    for (var response : operation.path("responses").properties()) {
      JsonNode schema = response.getValue().at("/content/application~1json/schema");
      if (response.getKey().startsWith("2") && schema.isObject()) {
        responses.put(response.getKey(), schema);
      }
    }
    return responses.isEmpty()
        ? JsonNodeFactory.instance.missingNode()
        : responses.firstEntry().getValue();
  }

  /** The objects that a component is, or can be. */
  private List<String> objects(String name) {
    JsonNode component = schemas.path(name);
    List<String> objects = new ArrayList<>();
    if (component.has("properties")) {
      objects.add(name);
    }
    for (JsonNode variant : component.path("oneOf")) {
      String reference = Types.reference(variant);
      if (reference != null) {
        objects.addAll(objects(reference));
      }
    }
    return objects;
  }

  private boolean goesOn(String name) {
    return schemas
        .path(name)
        .path("properties")
        .propertyStream()
        .anyMatch(property -> GOES_ON.matcher(property.getKey()).matches());
  }

  private Page page(String name, String cursor) throws UnclearPageException {
    JsonNode page = schemas.path(name);
    String pagination = Types.reference(page.path("properties").path(PAGINATION));
    if (pagination == null || !schemas.path(pagination).path("properties").has("next")) {
      throw new UnclearPageException(name + " has no " + PAGINATION + ".next");
    }
    List<String> lists = new ArrayList<>();
    for (JsonNode key : page.path("required")) {
      if (page.path("properties").path(key.asText()).has("items")) {
        lists.add(key.asText());
      }
    }
    if (lists.size() != 1) {
      throw new UnclearPageException(name + " does not require one list, but " + lists);
    }
    return new Page(cursor, name, lists.get(0));
  }

  private static String cursor(JsonNode operation, String chosen) throws UnclearPageException {
    if (!chosen.isEmpty()) {
      return chosen; // upstream may forget to declare it
    }
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        query.add(parameter.path("name").asText());
      }
    }
    for (String cursor : CURSORS) {
      if (query.contains(cursor)) {
        return cursor;
      }
    }
    throw new UnclearPageException("no query parameter is one of " + CURSORS);
  }
}
