package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the guide that upstream has at another path now. A person accepts each: that two paths
 * are one call is nothing that a tool can know.
 */
final class Moves {
  private final SortedMap<String, String> operations = new TreeMap<>();

  /** Reads entries {@code {operation, documented, why}}. */
  Moves(JsonNode file) {
    for (JsonNode move : file) {
      for (String key : new String[] {"operation", "documented", "why"}) {
        if (move.path(key).asText().isBlank()) {
          throw new PinException("moves: " + move + " has no \"" + key + "\".");
        }
      }
      operations.put(move.path("documented").asText(), move.path("operation").asText());
    }
  }

  /** The operationId of a documented call that has moved, or null. */
  @Nullable String operation(String call) {
    return operations.get(call);
  }

  SortedMap<String, String> operations() {
    return operations;
  }

  /** The line that accepts a move, but for its reason. */
  static String line(String call, String operation) {
    return "- {operation: " + operation + ", documented: \"" + call + "\", why: \"\"}";
  }
}
