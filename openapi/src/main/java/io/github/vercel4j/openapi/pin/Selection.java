package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operations of the upstream document that the guide's rows lead to. */
final class Selection {
  private static final List<String> ROWS = List.of("read", "readWrite");

  private final UpstreamDocument document;
  private final Moves moves;

  /** The operationIds of the contract at hand, by method and path without its version. */
  private final Map<String, String> known = new HashMap<>();

  private final Set<String> rows = new HashSet<>();
  private final SortedMap<String, Operation> operations = new TreeMap<>();
  private final SortedMap<String, String> missing = new TreeMap<>();
  private final SortedMap<String, Operation> moved = new TreeMap<>();

  private Selection(UpstreamDocument document, Moves moves) {
    this.document = document;
    this.moves = moves;
  }

  /**
   * Selects the operations of the documented rows.
   *
   * @param contract the contract at hand, which tells a moved operation from a missing one
   * @param lock its lock, with the rows that were missing already
   * @throws PinException when an operation has moved and nobody has accepted that, or when one is
   *     missing and that is not allowed
   */
  static Selection of(
      UpstreamDocument document,
      JsonNode scopes,
      Moves moves,
      JsonNode contract,
      JsonNode lock,
      boolean allowMissing) {
    Selection selection = new Selection(document, moves);
    for (var path : contract.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        selection.known.put(
            UpstreamDocument.key(method.getKey(), path.getKey()),
            method.getValue().path("operationId").asText());
      }
    }
    lock.path("missing")
        .properties()
        .forEach(
            row ->
                selection.known.put(UpstreamDocument.key(row.getKey()), row.getValue().asText()));
    for (JsonNode scope : scopes.path("scopes")) {
      for (String rows : ROWS) {
        for (JsonNode row : scope.path(rows)) {
          selection.select(row.path("method").asText(), row.path("path").asText());
        }
      }
    }
    moves
        .operations()
        .forEach(
            (call, id) -> {
              if (!selection.rows.contains(call)) {
                throw new PinException(
                    "moves: no row of the guide is "
                        + call
                        + ". Correct or remove the line of "
                        + id
                        + ".");
              }
            });
    selection.reject(allowMissing);
    return selection;
  }

  private void select(String method, String path) {
    String call = method + " " + path;
    rows.add(call);
    Operation operation = document.newest(method, path);
    String id = moves.operation(call);
    if (id != null) {
      if (operation != null && operation.id().equals(id)) {
        throw new PinException(
            "moves: " + id + " stands at " + call + " again. Remove its line from moves.yaml.");
      }
      operation = document.byId(id);
    }
    if (operation != null) {
      if (operation.id().isEmpty()) {
        throw new PinException(
            operation.pointer() + " has no operationId. Every operation of the guide needs one.");
      }
      operations.put(operation.id(), operation);
      return;
    }
    if (id == null) {
      id = known.getOrDefault(UpstreamDocument.key(call), "");
    }
    Operation elsewhere = document.byId(id);
    if (elsewhere == null) {
      missing.put(call, id);
    } else {
      moved.put(call, elsewhere);
    }
  }

  private void reject(boolean allowMissing) {
    StringBuilder message = new StringBuilder();
    if (!moved.isEmpty()) {
      message.append("These calls of the guide stand at another path in the document:");
      moved.forEach(
          (call, operation) ->
              message.append(
                  "\n  " + call + " -> " + operation.call() + " (" + operation.id() + ")"));
      message.append(
          "\nWhere that is the same call, add its line to contract/moves.yaml, and why:");
      moved.forEach((call, operation) -> message.append("\n" + Moves.line(call, operation.id())));
      message.append('\n');
    }
    if (!missing.isEmpty() && !allowMissing) {
      message.append("The document has no operation, in any version, for these rows of the guide:");
      missing.forEach(
          (call, id) -> message.append("\n  " + call + (id.isEmpty() ? "" : " (" + id + ")")));
      message.append(
          "\nIf one was renamed, add a line {operation, documented, why} with its new operationId to"
              + " contract/moves.yaml; to go on without them, pass --allow-missing.\n");
    }
    if (!message.isEmpty()) {
      throw new PinException(message.toString().strip());
    }
  }

  /** The selected operations, sorted by id. */
  List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** The rows without an operation, with the operationId of each where one is known. */
  SortedMap<String, String> missing() {
    return missing;
  }

  /** Whether a place such as {@code getDrain.200.id} lies in an operation that is missing. */
  boolean lacks(String place) {
    String operation = place.split("\\.", 2)[0];
    return missing.containsValue(operation);
  }
}
