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
  private static final String PERMISSIONS = "permissions.yaml";

  private Patch() {}

  /**
   * Patches {@code contract/vercel.json} of a folder with its {@code overlays} and writes the
   * outcome to a file, and the table of permissions beside it, or throws and writes nothing.
   *
   * @param args the folder and the file
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new PatchException("Usage: Patch FOLDER OUTPUT");
    }
    Path folder = Path.of(args[0]);
    String patched = Json.canonical(patch(folder));
    String permissions = Json.canonical(Permissions.read(folder.resolve(PERMISSIONS)).rows());
    Path output = Path.of(args[1]);
    Files.createDirectories(output.toAbsolutePath().getParent());
    Files.writeString(output, patched);
    Files.writeString(output.resolveSibling("permissions.json"), permissions);
  }

  /** The patched and validated document of a folder. */
  static ObjectNode patch(Path folder) throws IOException {
    Patched patched = apply(folder);
    reject("Overlay actions without effect; fix or remove them:", patched.withoutEffect());
    reject("The patched document is not valid:", problems(folder, patched.document()));
    return patched.document();
  }

  /**
   * What becomes of a folder's contract, right or wrong.
   *
   * @param document the patched document
   * @param actions all actions of the overlays
   * @param withoutEffect the actions that match or change nothing, with their place
   */
  public record Patched(ObjectNode document, List<String> actions, List<String> withoutEffect) {}

  /** Patches the contract of a folder. */
  public static Patched apply(Path folder) throws IOException {
    ObjectNode document = Json.read(folder.resolve("contract").resolve("vercel.json"));
    List<String> actions = new ArrayList<>();
    List<String> withoutEffect = new ArrayList<>();
    for (Overlay overlay : overlays(folder.resolve("overlays"), documented(folder).scopes())) {
      actions.addAll(overlay.actions());
      withoutEffect.addAll(overlay.applyTo(document));
    }
    OneOrMany.write(document);
    Unions.write(document);
    Pages.write(document);
    ReservedNames.write(document);
    return new Patched(document, actions, withoutEffect);
  }

  /** What is not valid in the patched document of a folder. */
  public static List<String> problems(Path folder, ObjectNode document) {
    DocumentedScopes documented = documented(folder);
    List<String> problems = new ArrayList<>(Validation.problems(document, documented));
    problems.addAll(NameLint.problems(document));
    problems.addAll(Permissions.read(folder.resolve(PERMISSIONS)).problems(document, documented));
    return problems;
  }

  private static DocumentedScopes documented(Path folder) {
    DocumentedScopes documented = DocumentedScopes.read(folder.resolve("documented-scopes.json"));
    Path lock = folder.resolve("contract").resolve("lock.json");
    if (Files.exists(lock)) {
      documented.without(Json.read(lock).path("missing")::fieldNames);
    }
    return documented;
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

  private static void reject(String message, List<String> complaints) {
    if (!complaints.isEmpty()) {
      throw new PatchException(message + "\n  " + String.join("\n  ", complaints));
    }
  }
}
