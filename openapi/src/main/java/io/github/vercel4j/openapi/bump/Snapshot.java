package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vercel4j.openapi.Json;
import io.github.vercel4j.openapi.Patch;
import io.github.vercel4j.openapi.Patch.Patched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the client was made of before a bump. It is kept beside the review, so that the review of a
 * bump can be written again after names or overlays were fixed.
 *
 * @param date the upstream document's date
 * @param document the patched document, without examples
 * @param actions the overlay actions
 */
record Snapshot(String date, JsonNode document, List<String> actions) {
  static Snapshot of(Path folder) throws IOException {
    Patched patched = Patch.apply(folder);
    ObjectNode document = patched.document();
    for (JsonNode holder : document.findParents("examples")) {
      dropExamples(holder);
    }
    for (JsonNode holder : document.findParents("example")) {
      dropExamples(holder);
    }
    return new Snapshot(document.at("/info/version").asText(), document, patched.actions());
  }

  /** A property may be called so, too; an example stands beside a schema. */
  private static void dropExamples(JsonNode holder) {
    if (holder instanceof ObjectNode object && object.has("schema")) {
      object.remove(List.of("example", "examples"));
    }
  }

  static Snapshot read(Path file) {
    ObjectNode root = Json.read(file);
    List<String> actions = new ArrayList<>();
    root.path("actions").forEach(action -> actions.add(action.asText()));
    return new Snapshot(root.path("date").asText(), root.path("document"), actions);
  }

  String text() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("date", date);
    root.set("document", document);
    actions.forEach(root.putArray("actions")::add);
    return Json.canonical(root);
  }
}
