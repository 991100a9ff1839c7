package io.github.vercel4j.outputs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.openapi.UnionLedger;
import io.github.vercel4j.testing.VercelMock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The committed files whose content follows from the code: {@code integration-tests/outputs} writes
 * them, {@link CommittedOutputsTest} compares them.
 */
public final class CommittedOutputs {
  static final String COMMAND = "integration-tests/outputs";

  /** What is made as a whole; the pages are made around the text that people wrote. */
  private static final List<Output> FILES =
      List.of(
          new Output("docs/methods.md", MethodTable::text),
          new Output("docs/paging.md", PagingTable::text),
          new Output("docs/permissions.md", PermissionTable::text),
          new Output("docs/statuses.md", StatusTable::text),
          new Output("openapi/unions.md", CommittedOutputs::unions),
          new Output("runtime/api.txt", () -> signatures(JsonValue.class, "vercel4j-runtime")),
          new Output("client-generated/api.txt", () -> signatures(Operation.class, "vercel4j-api")),
          new Output("client-ext/api.txt", () -> signatures(VercelClient.class, "vercel4j")),
          new Output("testing/api.txt", () -> signatures(VercelMock.class, "vercel4j-testing")));

  private CommittedOutputs() {}

  /** All outputs of the project in this folder. */
  static List<Output> of(Path root) {
    Stream<Output> pages =
        PageCode.pages(root).stream()
            .map(page -> new Output(page, () -> PageCode.current(root, page)));
    return Stream.concat(FILES.stream(), pages).toList();
  }

  /** Writes all outputs of a project into a folder. */
  static void write(Path root, Path target) throws Exception {
    for (Output output : of(root)) {
      Files.writeString(target.resolve(output.path()), output.content().make());
    }
  }

  /**
   * Writes all outputs.
   *
   * @param args the folder of the project
   */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    write(root, root);
  }

  private static String signatures(Class<?> member, String module) throws Exception {
    return Signatures.of(Artifact.of(member), module, COMMAND);
  }

  private static String unions() throws IOException {
    try (InputStream document = resource("/META-INF/vercel4j/openapi.json")) {
      return UnionLedger.of(new ObjectMapper().readTree(document));
    }
  }

  static InputStream resource(String name) {
    return Objects.requireNonNull(CommittedOutputs.class.getResourceAsStream(name), name);
  }

  /** A value as code in Markdown. */
  static String code(String text) {
    return "`" + text + "`";
  }

  /** How the content of a file is made. */
  @FunctionalInterface
  interface Content {
    String make() throws Exception;
  }

  /**
   * A committed file.
   *
   * @param path below the root of the project
   */
  record Output(String path, Content content) {
    @Override
    public String toString() {
      return path;
    }
  }
}
