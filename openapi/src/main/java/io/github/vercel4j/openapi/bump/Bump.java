package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vercel4j.openapi.Json;
import io.github.vercel4j.openapi.Patch;
import io.github.vercel4j.openapi.Patch.Patched;
import io.github.vercel4j.openapi.PatchException;
import io.github.vercel4j.openapi.UnionLedger;
import io.github.vercel4j.openapi.pin.Pin;
import io.github.vercel4j.openapi.pin.PinException;
import io.github.vercel4j.openapi.pin.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a new upstream document in. Everything is worked out beside the folder first: when anything
 * fails, or only a check was asked for, nothing in the folder changes.
 */
public final class Bump {
  private static final String BASE = "--base=";
  private static final int WOULD_CHANGE = 3;
  private static final int REJECTED = 2;

  private final Path folder;

  /** Bumps the given folder of the openapi module. */
  Bump(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs a bump. Ends the process with 3 when a check finds something to change, with 2 when the
   * document is rejected.
   *
   * @param args the folder, a file or URL, then any of {@code --check}, {@code --allow-missing} and
   *     {@code --base=FOLDER}, an older state of the folder to compare with
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int status = main(args, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int main(String[] args, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    // Maven passes an empty argument as null
    Stream.of(args).skip(2).filter(Objects::nonNull).forEach(options::add);
    boolean check = options.remove("--check");
    boolean allowMissing = options.remove("--allow-missing");
    Path base = null;
    for (String option : List.copyOf(options)) {
      if (option.startsWith(BASE)) {
        base = Path.of(option.substring(BASE.length()));
        options.remove(option);
      }
    }
    if (!options.isEmpty()) {
      err.println("bump: unknown options " + options + ". Nothing was changed.");
      return REJECTED;
    }
    String source = args[1];
    try {
      Bump bump = new Bump(Path.of(args[0]));
      Outcome outcome =
          bump.run(Source.read(source), source, Source.date(source), allowMissing, base);
      out.println(outcome.message);
      if (outcome.files.isEmpty()) {
        return 0;
      }
      if (check) {
        out.println("Would write " + outcome.files.keySet() + ". Nothing was changed.");
        return WOULD_CHANGE;
      }
      bump.write(outcome.files);
      out.println("Wrote " + outcome.files.keySet() + ".");
      return 0;
    } catch (PinException | PatchException e) {
      err.println("bump: " + text(e) + "\nNothing was changed.");
      return REJECTED;
    }
  }

  /**
   * What a bump comes to.
   *
   * @param files the content of each file that is to change, by its path within the folder
   */
  record Outcome(SortedMap<String, String> files, String message) {}

  Outcome run(
      byte[] bytes, String source, LocalDate date, boolean allowMissing, @Nullable Path base)
      throws IOException {
    ObjectNode lock = object(current(folder.resolve("contract/lock.json")));
    boolean sameDocument = lock.path("sha256").asText().equals(Source.sha256(bytes));
    LocalDate dated = sameDocument ? LocalDate.parse(lock.path("date").asText()) : date;
    Map<Path, String> pinned = new Pin(folder).pin(bytes, source, dated, allowMissing);
    if (!sameDocument && saysTheSame(pinned)) {
      return new Outcome(
          new TreeMap<>(),
          "The document of " + date + " says the same about our operations. Nothing to change.");
    }
    Path workshop = Files.createTempDirectory("bump");
    try {
      copy(folder, workshop);
      for (Map.Entry<Path, String> file : pinned.entrySet()) {
        Files.writeString(
            workshop.resolve(folder.relativize(file.getKey()).toString()), file.getValue());
      }
      Patched patched = Patch.apply(workshop);
      reject(Patch.problems(workshop, patched.document()), patched.withoutEffect());
      return outcome(pinned, patched, dated, before(sameDocument, base));
    } finally {
      delete(workshop);
    }
  }

  private static void reject(List<String> problems, List<String> withoutEffect) {
    if (!problems.isEmpty()) {
      throw new PatchException(
          "The patched document is not valid:\n  "
              + String.join("\n  ", problems)
              + (withoutEffect.isEmpty()
                  ? ""
                  : "\nOverlay actions without effect:\n  " + String.join("\n  ", withoutEffect)));
    }
  }

  /**
   * The state to compare with: for a document that was taken in already, the one before it; none
   * for the first document.
   */
  private @Nullable Snapshot before(boolean sameDocument, @Nullable Path base) throws IOException {
    Path kept = folder.resolve("reviews/base.json");
    if (base != null) {
      return Snapshot.of(base);
    }
    if (sameDocument && Files.exists(kept)) {
      return Snapshot.read(kept);
    }
    return Files.exists(folder.resolve("contract/vercel.json")) ? Snapshot.of(folder) : null;
  }

  private Outcome outcome(
      Map<Path, String> pinned, Patched patched, LocalDate date, @Nullable Snapshot before)
      throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    pinned.forEach((path, text) -> files.put(folder.relativize(path).toString(), text));
    files.put("unions.md", UnionLedger.of(patched.document()));
    String counts = "";
    if (before != null && !before.date().equals(date.toString())) {
      Review review =
          new Review(
              before,
              patched,
              object(files.getOrDefault("contract/lock.json", "")),
              object(files.getOrDefault("contract/names.lock.json", "")));
      files.put("reviews/" + date + ".md", review.text());
      files.put("reviews/base.json", before.text());
      counts = "| changes | all | can break |\n" + review.counts();
    }
    files.entrySet().removeIf(file -> isCurrent(file.getKey(), file.getValue()));
    return new Outcome(
        files,
        files.isEmpty()
            ? "The contract and its review are those of " + date + ". Nothing to change."
            : counts + advice(patched.withoutEffect()));
  }

  private static String advice(List<String> withoutEffect) {
    return withoutEffect.isEmpty()
        ? ""
        : "Overlay actions without effect now; the build fails until they are fixed or removed:\n  "
            + String.join("\n  ", withoutEffect);
  }

  private static ObjectNode object(String text) {
    return Json.read(text.isEmpty() ? "{}" : text, "lock");
  }

  private static String text(RuntimeException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().strip();
  }

  private boolean saysTheSame(Map<Path, String> pinned) {
    for (Map.Entry<Path, String> file : pinned.entrySet()) {
      if (!file.getKey().endsWith("lock.json")
          && !undated(file.getValue()).equals(undated(current(file.getKey())))) {
        return false;
      }
    }
    return true;
  }

  private static String undated(String contract) {
    return contract.replaceFirst("\"version\" : \"\\d{4}-\\d{2}-\\d{2}\"", "");
  }

  private boolean isCurrent(String file, String text) {
    return current(folder.resolve(file)).equals(text);
  }

  private static String current(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes each file beside its place first, so that none is ever half there. */
  void write(SortedMap<String, String> files) throws IOException {
    SortedMap<Path, Path> written = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Path beside = target.resolveSibling(target.getFileName() + ".new");
      written.put(target, Files.writeString(beside, file.getValue()));
    }
    for (Map.Entry<Path, Path> file : written.entrySet()) {
      Files.move(file.getValue(), file.getKey(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String part :
        Set.of("contract", "overlays", "documented-scopes.json", "permissions.yaml")) {
      Path source = from.resolve(part);
      if (!Files.exists(source)) {
        continue;
      }
      try (Stream<Path> paths = Files.walk(source)) {
        for (Path path : paths.toList()) {
          Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
