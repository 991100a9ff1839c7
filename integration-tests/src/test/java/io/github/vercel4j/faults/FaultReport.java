package io.github.vercel4j.faults;

import io.github.vercel4j.faults.Trial.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen in the trials, as a table for the documentation. */
final class FaultReport {
  private static final int SHOWN = 180;
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  private FaultReport() {}

  private record Seen(String outcome, int sent, @Nullable String message) {}

  private record Trying(Kind kind, Mode mode) implements Comparable<Trying> {
    @Override
    public int compareTo(Trying other) {
      int byKind = kind.compareTo(other.kind);
      return byKind == 0 ? mode.compareTo(other.mode) : byKind;
    }
  }

  private static final class Row {
    private final Map<Trying, Seen> seen = new TreeMap<>();
    private String note = "";
  }

  static synchronized void add(
      String fault, Kind kind, Mode mode, @Nullable Throwable failure, int sent) {
    add(
        fault,
        kind,
        mode,
        failure == null ? "value" : "`" + failure.getClass().getSimpleName() + "`",
        sent,
        failure == null ? null : failure.getMessage());
  }

  static synchronized void add(
      String fault, Kind kind, Mode mode, String outcome, int sent, @Nullable String message) {
    ROWS.computeIfAbsent(fault, name -> new Row())
        .seen
        .put(new Trying(kind, mode), new Seen(outcome, sent, message));
  }

  static synchronized void note(String fault, String note) {
    ROWS.computeIfAbsent(fault, name -> new Row()).note = note;
  }

  /** Writes all that was seen so far. */
  static synchronized void write() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append("# Faults and what a call makes of them\n\n");
    table.append("Sent: how often the server got a read / a repeatable write / another write; a ");
    table.append("single number stands for all of them. Texts are those of the first failure.\n\n");
    table.append("| fault | blocking | asynchronous | sent | text |\n");
    table.append("|---|---|---|---|---|\n");
    ROWS.forEach(
        (name, row) -> {
          String blocking = outcomes(row, Mode.BLOCKING);
          String asynchronous = outcomes(row, Mode.ASYNCHRONOUS);
          table.append("| ").append(name);
          table.append(" | ").append(blocking.isEmpty() ? "–" : blocking);
          table
              .append(" | ")
              .append(
                  asynchronous.isEmpty()
                      ? "–"
                      : asynchronous.equals(blocking) ? "the same" : asynchronous);
          table.append(" | ").append(sent(row));
          table.append(" | ").append(text(row)).append(" |\n");
        });
    Path target = Path.of("target");
    Files.createDirectories(target);
    Files.writeString(target.resolve("fault-report.md"), table);
  }

  /** One outcome where all kinds share it, else one each. */
  private static String outcomes(Row row, Mode mode) {
    Map<String, String> kinds = new LinkedHashMap<>();
    row.seen.forEach(
        (trying, seen) -> {
          if (trying.mode == mode) {
            kinds.merge(seen.outcome, name(trying.kind), (a, b) -> a + ", " + b);
          }
        });
    if (kinds.size() == 1) {
      return kinds.keySet().iterator().next();
    }
    StringBuilder text = new StringBuilder();
    kinds.forEach(
        (outcome, of) -> {
          text.append(text.isEmpty() ? "" : "; ").append(of).append(": ").append(outcome);
        });
    return text.toString();
  }

  private static String sent(Row row) {
    Map<Kind, String> sent = new TreeMap<>();
    row.seen.forEach(
        (trying, seen) ->
            sent.merge(
                trying.kind,
                Integer.toString(seen.sent),
                (a, b) -> a.equals(b) ? a : a + " or " + b));
    return sent.values().stream().distinct().count() == 1
        ? sent.values().iterator().next()
        : String.join(" / ", sent.values());
  }

  private static String text(Row row) {
    String text =
        row.seen.values().stream()
            .filter(seen -> seen.message != null)
            .map(seen -> seen.message)
            .findFirst()
            .orElse("");
    String line = text.strip().replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
    String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    return shown + (row.note.isEmpty() ? "" : (shown.isEmpty() ? "" : " — ") + row.note);
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case READ -> "read";
      case REPEATABLE -> "repeatable write";
      case WRITE -> "other write";
      case DELETE -> "deletion";
    };
  }
}
