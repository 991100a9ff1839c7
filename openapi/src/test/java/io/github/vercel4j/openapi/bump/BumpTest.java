package io.github.vercel4j.openapi.bump;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Json;
import io.github.vercel4j.openapi.Patch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rehearsal on a made-up library: {@code before} is a folder as it stands, {@code after} holds
 * the next upstream document and what a maintainer edits for it. Between them is each kind of
 * change.
 */
class BumpTest {
  private static final String NEXT = "after/upstream-2026-02-20.json";

  @TempDir private Path temp;
  private Path folder;
  private Path base;
  private String output = "";

  @BeforeEach
  void standBefore() throws Exception {
    folder = temp.resolve("openapi");
    copy("before", folder);
    // The guide has a row that this upstream does not have yet
    assertThat(bump(upstream("before/upstream-2026-01-15.json"), "--allow-missing")).isZero();
    base = temp.resolve("base");
    copy(folder, base);
  }

  private void editForTheNextDocument() throws Exception {
    copy("after", folder);
  }

  private int bumpToNext(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--allow-missing", "--base=" + base));
    return bump(upstream(NEXT), all.toArray(new String[0]));
  }

  @Test
  void reviewShowsEachKindOfChange() throws Exception {
    editForTheNextDocument();

    assertThat(bumpToNext()).isZero();

    assertThat(folder.resolve("reviews/2026-02-20.md")).hasContent(resource("review.md"));
  }

  @Test
  void firstDocumentHasNoReview() {
    assertThat(folder.resolve("contract/vercel.json")).exists();
    assertThat(folder.resolve("unions.md")).exists();
    assertThat(folder.resolve("reviews")).doesNotExist();
  }

  @Test
  void bumpWritesTheUnionLedger() throws Exception {
    editForTheNextDocument();

    assertThat(bumpToNext()).isZero();

    assertThat(folder.resolve("unions.md")).hasContent(resource("unions.md"));
  }

  @Test
  void sameDocumentAgainChangesNothing() throws Exception {
    editForTheNextDocument();
    bumpToNext();
    Map<String, String> first = tree();

    assertThat(bump(upstream(NEXT), "--allow-missing")).isZero();

    assertThat(output).contains("Nothing to change");
    assertThat(tree()).isEqualTo(first);
  }

  @Test
  void checkWithChangesFailsAndWritesNothing() throws Exception {
    editForTheNextDocument();
    Map<String, String> before = tree();

    assertThat(bumpToNext("--check")).isEqualTo(3);

    assertThat(output).contains("reviews/2026-02-20.md", "Nothing was changed.");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void checkAfterTheBumpPasses() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    assertThat(bump(upstream(NEXT), "--allow-missing", "--check")).isZero();
  }

  @Test
  void documentWithTheSameOperationsIsNoChange() throws Exception {
    String newer =
        resource("before/upstream-2026-01-15.json")
            .replace("\"paths\": {", "\"paths\": {\"/v1/cafe\": {\"get\": {\"responses\": {}}},");

    assertThat(bump(written("upstream-2026-01-31.json", newer), "--allow-missing", "--check"))
        .isZero();

    assertThat(output).contains("The document of 2026-01-31 says the same about our operations");
  }

  @Test
  void secondBumpIsComparedWithTheStateBeforeTheFirst() throws Exception {
    editForTheNextDocument();
    bumpToNext();
    Path names = folder.resolve("contract/names.yaml");
    Files.writeString(names, Files.readString(names).replace("name: Rack", "name: Shelf"));

    assertThat(bump(upstream(NEXT), "--allow-missing")).isZero();

    assertThat(folder.resolve("reviews/2026-02-20.md"))
        .content()
        .startsWith("# From 2026-01-15 to 2026-02-20\n")
        .contains("`getShelves` response: `list of Shelf` → `Shelf`")
        .doesNotContain("Rack");
  }

  @Test
  void sameDocumentWithoutDateInItsNameKeepsItsDate() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    assertThat(bump(written("download.json", resource(NEXT)), "--allow-missing", "--check"))
        .isZero();
  }

  @Test
  void missingOperationIsRejectedWithTheWayOut() throws Exception {
    editForTheNextDocument();
    Map<String, String> before = tree();

    assertThat(bump(upstream(NEXT))).isEqualTo(2);

    assertThat(output)
        .contains("DELETE /v1/books/:id (deleteBook)", "moves.yaml", "--allow-missing")
        .endsWith("Nothing was changed.\n");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void lockNamesWhatIsMissing() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    JsonNode lock = Json.read(folder.resolve("contract/lock.json"));
    assertThat(lock.at("/missing/DELETE ~1v1~1books~1:id").asText()).isEqualTo("deleteBook");
    assertThat(lock.path("operations").asInt()).isEqualTo(7);
  }

  @Test
  void derivedNamesOfMissingOperationsAreKept() throws Exception {
    editForTheNextDocument();
    Path names = folder.resolve("contract/names.yaml");
    Files.writeString(names, Files.readString(names).replaceAll("- name: Review[^-]*", ""));
    bumpToNext();
    Path lock = folder.resolve("contract/names.lock.json");
    assertThat(Json.read(lock).path("GetReviewsItem").get(0).asText())
        .isEqualTo("getReviews.200[]");

    assertThat(bump(withoutReviews(), "--allow-missing")).isZero();

    assertThat(Json.read(lock).path("GetReviewsItem").get(0).asText())
        .isEqualTo("getReviews.200[]");
  }

  @Test
  void chosenNamesOfMissingOperationsAreAccepted() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    assertThat(bump(withoutReviews(), "--allow-missing")).isZero();

    assertThat(folder.resolve("reviews/2026-03-30.md"))
        .content()
        .contains("- `ReviewKind` (enum of 2 values): the places where it stood are gone");
  }

  private Path withoutReviews() throws IOException {
    return written(
        "upstream-2026-03-30.json",
        resource(NEXT).replace("getReviews", "getOpinions").replace("/v1/reviews", "/v1/opinions"));
  }

  @Test
  void operationAtAnotherPathIsProposedAsMove() throws Exception {
    editForTheNextDocument();
    Path moves = folder.resolve("contract/moves.yaml");
    Files.delete(moves);

    assertThat(bumpToNext()).isEqualTo(2);

    assertThat(output)
        .contains(
            "GET /v1/shelf -> GET /v1/rack (getShelves)",
            "- {operation: getShelves, documented: \"GET /v1/shelf\", why: \"\"}");
  }

  @Test
  void moveWithoutReasonIsRejected() throws Exception {
    editForTheNextDocument();
    Files.writeString(
        folder.resolve("contract/moves.yaml"),
        "- {operation: getShelves, documented: \"GET /v1/shelf\", why: \"\"}\n");

    assertThat(bumpToNext()).isEqualTo(2);

    assertThat(output).contains("moves:", "has no \"why\"");
  }

  @Test
  void moveOfAnUnknownCallIsRejected() throws Exception {
    editForTheNextDocument();
    Files.writeString(
        folder.resolve("contract/moves.yaml"),
        "- {operation: getShelves, documented: \"GET /v1/shelve\", why: a slip}\n");

    assertThat(bumpToNext()).isEqualTo(2);

    assertThat(output).contains("no row of the guide is GET /v1/shelve");
  }

  @Test
  void moveOfAnOperationThatIsBackIsRejected() throws Exception {
    Files.writeString(
        folder.resolve("contract/moves.yaml"),
        "- {operation: getShelves, documented: \"GET /v1/shelf\", why: it was a rack once}\n");

    assertThat(bump(upstream("before/upstream-2026-01-15.json"), "--allow-missing")).isEqualTo(2);

    assertThat(output).contains("getShelves stands at GET /v1/shelf again");
  }

  @Test
  void movedOperationKeepsItsDocumentedPath() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    JsonNode moved = Patch.apply(folder).document().at("/paths/~1v1~1rack/get");
    assertThat(moved.path("x-vercel-documented-path").asText()).isEqualTo("/v1/shelf");
  }

  @Test
  void overlayActionsWithoutEffectAreNamed() throws Exception {
    editForTheNextDocument();
    bumpToNext();

    assertThat(output)
        .contains("library.yaml, action 7, target $.components.schemas.Book.properties.year");
  }

  @Test
  void invalidOutcomeWritesNothing() throws Exception {
    editForTheNextDocument();
    Path overlay = folder.resolve("overlays/library.yaml");
    Files.writeString(
        overlay, Files.readString(overlay).replace("summary: Lists the books.", "summary: books"));
    Map<String, String> before = tree();

    assertThat(bumpToNext()).isEqualTo(2);

    assertThat(output).contains("GET /v1/books: expected one sentence");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void numbersWithoutMeaningAreListedWithSuggestions() throws Exception {
    editForTheNextDocument();
    Files.writeString(
        folder.resolve("contract/numbers.yaml"),
        "- {places: 'weight', type: number, format: double, why: kilograms}\n");

    assertThat(bumpToNext()).isEqualTo(2);

    assertThat(output)
        .contains(
            "LoanLent.dueAt: perhaps epoch-millis",
            "Review.stars: int32 if it is a count",
            "getBooks.query.limit: int32 if it is a count");
  }

  @Test
  void emptyArgumentOfMavenIsNone() throws Exception {
    editForTheNextDocument();

    assertThat(bump(upstream(NEXT), null, "--allow-missing", null)).isZero();

    // Without the older state the rename is still found, though its overlay knows the new id only
    assertThat(folder.resolve("reviews/2026-02-20.md"))
        .content()
        .contains("- `editBook` is called `updateBook` now\n");
  }

  @Test
  void unknownOptionIsRejected() throws Exception {
    assertThat(bump(upstream(NEXT), "--chekc")).isEqualTo(2);

    assertThat(output).contains("--chekc");
  }

  static Stream<Arguments> badDocuments() {
    String document = resource("before/upstream-2026-01-15.json");
    return Stream.of(
        Arguments.of(
            "has no operationId",
            document.replace("\"operationId\": \"getMembers\", ", ""),
            "/paths/~1v1~1members/get has no operationId"),
        Arguments.of(
            "has an operationId twice",
            document.replace("\"getMembers\"", "\"getShelves\""),
            "operationId getShelves stands at both /paths/~1v1~1shelf/get and"
                + " /paths/~1v1~1members/get"),
        Arguments.of(
            "refers in a circle",
            document.replace(
                "\"schemas\": {\"Book\": {",
                "\"schemas\": {\"Book\": {\"$ref\": \"#/components/schemas/Tome\"},"
                    + " \"Tome\": {\"$ref\": \"#/components/schemas/Book\"}, \"Old\": {"),
            "/paths/~1v1~1books/post/responses/200/content/application~1json/schema refers in a"
                + " circle, never to a schema:"
                + " #/components/schemas/Book -> #/components/schemas/Tome"),
        Arguments.of(
            "refers to a URL",
            document.replace("#/components/schemas/Book", "https://library.example/book.json"),
            "/content/application~1json/schema refers to https://library.example/book.json: only"
                + " references within the document are read"),
        Arguments.of(
            "has a parameter of a type that OpenAPI lacks",
            document.replace(
                "\"schema\": {\"type\": \"string\", \"maxLength\": 20}",
                "\"schema\": {\"type\": \"date\"}"),
            "/paths/~1v1~1books/get/parameters/3/schema/type is \"date\""),
        Arguments.of(
            "has a shared parameter of a type that OpenAPI lacks",
            document.replace(
                "\"required\": true, \"schema\": {\"type\": \"string\"}",
                "\"schema\": {\"type\": \"uuid\"}"),
            "/paths/~1v1~1books~1{id}/parameters/0/schema/type is \"uuid\""),
        Arguments.of(
            "refers to a response",
            document.replace(
                "\"responses\": {\"204\": {}}",
                "\"responses\": {\"204\": {\"$ref\": \"#/components/responses/Gone\"}}"),
            "/paths/~1v1~1books~1{id}/delete/responses/204 is a reference"),
        Arguments.of(
            "nests arrays beyond reason",
            "{\"openapi\": \"3.0.3\", \"x\": " + "[".repeat(2000) + "]".repeat(2000) + "}",
            "is no document to read: Document nesting depth"),
        Arguments.of(
            "is 50 MB large",
            "{\"openapi\": \"3.0.3\", \"x\": \"" + "y".repeat(50_000_000) + "\"}",
            "is larger than 32 MiB"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badDocuments")
  void badDocumentIsRejectedAndWritesNothing(String what, String document, String reason)
      throws Exception {
    Map<String, String> before = tree();

    assertThat(bump(written("bad.json", document), "--allow-missing")).as(what).isEqualTo(2);

    assertThat(output).contains(reason).endsWith("Nothing was changed.\n");
    assertThat(tree()).isEqualTo(before);
  }

  private int bump(Path document, @Nullable String... options) throws Exception {
    List<@Nullable String> arguments = new ArrayList<>();
    arguments.add(folder.toString());
    arguments.add(document.toString());
    arguments.addAll(Arrays.asList(options));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      return Bump.main(arguments.toArray(new String[0]), stream, stream);
    } finally {
      output = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private Path written(String name, String document) throws IOException {
    return Files.writeString(temp.resolve(name), document);
  }

  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        tree.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return tree;
  }

  private static Path upstream(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(BumpTest.class.getResource(name), name);
    return Path.of(url.toURI());
  }

  private static String resource(String name) {
    try {
      return Files.readString(upstream(name));
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(String resource, Path to) throws Exception {
    copy(upstream(resource), to);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(path));
      }
    }
  }
}
