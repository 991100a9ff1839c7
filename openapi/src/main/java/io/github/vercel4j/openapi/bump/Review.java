package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Patch.Patched;
import io.github.vercel4j.openapi.bump.Change.Impact;
import io.github.vercel4j.openapi.bump.Change.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The review of a bump, in Markdown: the same for the same two documents. */
final class Review {
  private final Snapshot before;
  private final Patched after;
  private final JsonNode lock;
  private final Map<Kind, List<Change>> byKind = new EnumMap<>(Kind.class);

  /**
   * @param lock the lock of the new document, with the documented calls that it lacks
   * @param namesLock the names in the new document that nobody chose
   */
  Review(Snapshot before, Patched after, JsonNode lock, JsonNode namesLock) {
    this.before = before;
    this.after = after;
    this.lock = lock;
    Set<String> derived = new HashSet<>();
    namesLock.fieldNames().forEachRemaining(derived::add);
    List<Change> changes =
        new ArrayList<>(Comparison.of(before.document(), after.document(), derived));
    overlays(changes);
    for (Kind kind : Kind.values()) {
      byKind.put(kind, new ArrayList<>());
    }
    changes.forEach(change -> changes(change.kind()).add(change));
  }

  private void overlays(List<Change> changes) {
    for (String action : after.withoutEffect()) {
      changes.add(new Change(Kind.OVERLAY, "to be removed or fixed: " + action, null));
    }
    for (String action : before.actions()) {
      if (!after.actions().contains(action)) {
        changes.add(new Change(Kind.OVERLAY, "removed or fixed: " + action, null));
      }
    }
    Collections.sort(changes);
  }

  private List<Change> changes(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /** How many changes there are of each kind, and how many of them can break something. */
  String counts() {
    StringBuilder text = new StringBuilder();
    byKind.forEach(
        (kind, changes) -> {
          long breaking = changes.stream().filter(change -> change.impact() != null).count();
          text.append("| ")
              .append(kind.title)
              .append(" | ")
              .append(changes.size())
              .append(" | ")
              .append(breaking)
              .append(" |\n");
        });
    return text.toString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# From ")
        .append(before.date())
        .append(" to ")
        .append(after.document().at("/info/version").asText())
        .append("\n\nWritten by `openapi/bump`. Names are those of Java classes and API keys.\n");
    text.append("\n## What can break a user of the Java client\n");
    for (Impact impact : Impact.values()) {
      text.append("\n### ").append(impact.title).append('\n');
      StringBuilder rows = new StringBuilder();
      byKind.forEach(
          (kind, changes) -> {
            List<Change> breaking =
                changes.stream().filter(change -> change.impact() == impact).toList();
            if (!breaking.isEmpty()) {
              rows.append('\n').append(kind.title).append(":\n\n");
              list(rows, breaking);
            }
          });
      text.append(rows.isEmpty() ? "\nNothing.\n" : rows);
    }
    JsonNode missing = lock.path("missing");
    if (!missing.isEmpty()) {
      text.append("\n## Calls of the guide that the document lacks\n\n");
      missing.properties().forEach(row -> text.append("- `").append(row.getKey()).append("`\n"));
    }
    byKind.forEach(
        (kind, changes) -> {
          text.append("\n## ").append(kind.title).append("\n\n");
          if (kind == Kind.NAME_ADDED) {
            text.append(kept()).append("\n\n");
          }
          if (changes.isEmpty()) {
            text.append("None.\n");
          }
          list(text, changes);
        });
    text.append(
        "\n## Numbers without a meaning\n\nNone; a bump stops where there are some, and lists them.\n");
    text.append("\n## Counts\n\n| changes | all | can break |\n|---|---|---|\n").append(counts());
    return text.toString();
  }

  private String kept() {
    JsonNode old = before.document().at("/components/schemas");
    long kept =
        after.document().at("/components/schemas").properties().stream()
            .filter(schema -> old.has(schema.getKey()))
            .count();
    return kept + " of " + old.size() + " names are kept.";
  }

  private static void list(StringBuilder to, List<Change> changes) {
    changes.forEach(change -> to.append("- ").append(change.text()).append('\n'));
  }
}
