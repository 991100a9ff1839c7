package io.github.vercel4j.outputs;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code docs/paging.md}: the operations whose lists come in pages. */
final class PagingTable {
  private static final String INTRODUCTION =
      """
      # Paging

      Written by `integration-tests/outputs` from the client's ledger of operations; the build checks that it is current.

      The lists of these operations come in pages. A page has 20 elements, or as many as `limit` says, up to 100.
      `PagedIterable` is the whole list, as [listing.md](listing.md) shows.

      - The parameters of the call hold for every page. Only the cursor changes: it is the `next` of the page before.
      - The list ends with the page whose `next` is null or missing. A page without elements does not end it.
      - A page whose cursor was used before is a `VercelDecodingException`: the list would never end.
      - A job that may be interrupted iterates over `projects.pages()` and stores `page.nextPageCursor()` after each page.
        It continues with `projects.from(stored)`.

      All other lists come in one response. The `since`, `until` and `limit` of deployment events are filters. For
      environment variables, Vercel documents the `next` of a page but no parameter that takes it; the client uses `until`,
      which takes it in other operations.

      | operation | path | list | cursor |
      |---|---|---|---|
      """;

  private PagingTable() {}

  static String text() throws IOException {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (JsonValue row : ledger().elements()) {
      String cursor = string(row, "cursor");
      if (cursor != null) {
        text.append("| `").append(string(row, "operationId"));
        text.append("` | `").append(string(row, "method")).append(' ').append(string(row, "path"));
        text.append("` | `").append(string(row, "items"));
        text.append("` | `").append(cursor).append("` |\n");
      }
    }
    return text.toString();
  }

  private static JsonArray ledger() throws IOException {
    try (InputStream ledger = CommittedOutputs.resource("/META-INF/vercel4j/operations.json")) {
      return (JsonArray) JsonValue.parse(new String(ledger.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static @Nullable String string(JsonValue row, String key) {
    return ((JsonObject) row).get(key) instanceof JsonString string ? string.value() : null;
  }
}
