package io.github.vercel4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/paging.md}; with {@code -Dpaging.write} it is written anew. */
class PagingTableTest {
  private static final Path FILE = Path.of("..", "docs", "paging.md");

  private static final String INTRODUCTION =
      """
      # Paging

      Written by `docs/paging` from the client's ledger of operations; the build checks that it is current.

      These operations answer a list page by page: 20 elements each, or as many as `limit` says, up to 100. `PagedIterable` is the
      whole list, as [listing.md](listing.md) shows.

      - The parameters of the call hold for every page, but for the cursor, which takes the `next` of the page before.
      - The list ends where `next`, or the whole `pagination`, is null or absent. A page without elements does not end it.
      - A page that leads back to one that was there already is a `VercelDecodingException`.
      - A job that may be interrupted goes along `projects.pages()`, stores `page.nextPageCursor()` after each page, and goes on with
        `projects.from(stored)`.

      Other lists come whole. The `since`, `until` and `limit` of deployment events are filters. For environment variables
      Vercel documents the `next` of a page, and no parameter that takes it; `until` does so elsewhere.

      | operation | path | list | cursor |
      |---|---|---|---|
      """;

  private static String table() throws IOException {
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
    try (InputStream in =
        Operation.class.getResourceAsStream("/META-INF/vercel4j/operations.json")) {
      String json = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (JsonArray) JsonValue.parse(json);
    }
  }

  private static @Nullable String string(JsonValue row, String key) {
    return ((JsonObject) row).get(key) instanceof JsonString string ? string.value() : null;
  }

  @Test
  void committedTableIsCurrent() throws IOException {
    if (System.getProperty("paging.write") != null) {
      Files.writeString(FILE, table());
    }

    assertThat(Files.readString(FILE))
        .as("docs/paging.md, which docs/paging writes")
        .isEqualTo(table());
  }
}
