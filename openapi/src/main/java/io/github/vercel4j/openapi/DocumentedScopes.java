package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The scope tables of Vercel's guide: which permission allows which call. */
final class DocumentedScopes {
  private final List<String> scopes = new ArrayList<>();
  private final Map<String, Set<Set<String>>> alternatives = new TreeMap<>();

  private DocumentedScopes() {}

  static DocumentedScopes read(Path file) {
    return of(Json.read(file));
  }

  static DocumentedScopes of(ObjectNode facts) {
    DocumentedScopes result = new DocumentedScopes();
    for (JsonNode entry : facts.path("scopes")) {
      String scope = entry.path("scope").asText();
      result.scopes.add(scope);
      Set<String> read = new TreeSet<>();
      for (JsonNode row : entry.path("read")) {
        read.add(call(row));
        result.add(row, "read:" + scope);
      }
      for (JsonNode row : entry.path("readWrite")) {
        if (!read.contains(call(row))) {
          result.add(row, "read-write:" + scope);
        }
      }
    }
    // A call that needs several scopes at once stands in the table of one of them
    for (JsonNode row : facts.path("together")) {
      Set<String> permissions = new TreeSet<>();
      row.path("scopes").forEach(scope -> permissions.add("read-write:" + scope.asText()));
      result.alternatives.put(call(row), Set.of(permissions));
    }
    return result;
  }

  private void add(JsonNode row, String permission) {
    alternatives.computeIfAbsent(call(row), key -> new HashSet<>()).add(Set.of(permission));
  }

  private static String call(JsonNode row) {
    return row.path("method").asText() + " " + row.path("path").asText();
  }

  /** The scopes in the order of the guide. */
  List<String> scopes() {
    return List.copyOf(scopes);
  }

  /** Forgets calls that the pinned document lacks, as its lock file says. */
  void without(Iterable<String> calls) {
    calls.forEach(alternatives::remove);
  }

  /** The alternatives of permissions of each documented call, such as {@code GET /v9/projects}. */
  Map<String, Set<Set<String>>> alternatives() {
    return alternatives;
  }
}
