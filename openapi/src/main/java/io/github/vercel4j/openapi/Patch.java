package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the document that everything else reads: the pinned contract, patched by the overlays and
 * validated.
 */
public final class Patch {
  private Patch() {}

  /**
   * Patches {@code contract/vercel.json} of a folder with its {@code overlays} and writes the
   * outcome to a file, or throws and writes nothing.
   *
   * @param args the folder and the file
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new PatchException("Usage: Patch FOLDER OUTPUT");
    }
    String patched = Json.canonical(patch(Path.of(args[0])));
    Path output = Path.of(args[1]);
    Files.createDirectories(output.toAbsolutePath().getParent());
    Files.writeString(output, patched);
  }

  /** The patched and validated document of a folder. */
  static ObjectNode patch(Path folder) throws IOException {
    Patched patched = apply(folder);
    refuse("Overlay actions without effect; mend or remove them:", patched.withoutEffect());
    refuse("The patched document is not valid:", patched.problems());
    return patched.document();
  }

  /**
   * What becomes of a folder's contract, right or wrong.
   *
   * @param document the patched document
   * @param actions all actions of the overlays
   * @param withoutEffect the actions that match or change nothing, with their place
   * @param problems what is not valid in the document
   */
  public record Patched(
      ObjectNode document,
      List<String> actions,
      List<String> withoutEffect,
      List<String> problems) {}

  /** Patches the contract of a folder and says what is wrong with the outcome. */
  public static Patched apply(Path folder) throws IOException {
    DocumentedScopes documented = DocumentedScopes.read(folder.resolve("documented-scopes.json"));
    Path contract = folder.resolve("contract");
    ObjectNode document = Json.read(contract.resolve("vercel.json"));
    if (Files.exists(contract.resolve("lock.json"))) {
      documented.without(
          Json.read(contract.resolve("lock.json")).path("missing")::fieldNames);
    }
    List<String> actions = new ArrayList<>();
    List<String> withoutEffect = new ArrayList<>();
    for (Overlay overlay : overlays(folder.resolve("overlays"), documented.scopes())) {
      actions.addAll(overlay.actions());
      withoutEffect.addAll(overlay.applyTo(document));
    }
    return new Patched(
        document, actions, withoutEffect, Validation.problems(document, documented));
  }

  /** What concerns all operations comes first, so that a scope can refine it. */
  private static List<Overlay> overlays(Path folder, List<String> scopes) throws IOException {
    List<Overlay> overlays = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.sorted().forEach(file -> overlays.add(Overlay.read(file)));
    }
    List<String> names = overlays.stream().map(Overlay::name).toList();
    for (String scope : scopes) {
      if (!names.contains(scope)) {
        throw new PatchException(folder + ": no overlay for the scope " + scope);
      }
    }
    overlays.sort(Comparator.comparing(overlay -> scopes.indexOf(overlay.name())));
    return overlays;
  }

  private static void refuse(String message, List<String> complaints) {
    if (!complaints.isEmpty()) {
      throw new PatchException(message + "\n  " + String.join("\n  ", complaints));
    }
  }
}
