package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.architecture.Glossary.Hit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The project says one word for one thing, by the glossary in {@code CONTRIBUTING.md}. */
class GlossaryTest {
  private static final Path ROOT = Path.of("..");
  private static final String OWN =
      "integration-tests/src/test/java/io/github/vercel4j/architecture/";

  /** What is read: files and folders below the root of the project. */
  private static final List<String> READ =
      List.of(
          "openapi",
          "runtime",
          "generator-templates",
          "client-generated",
          "client-ext",
          "testing",
          "integration-tests",
          "docs",
          "bom",
          ".ci",
          ".github",
          "pom.xml",
          "README.md",
          "CONTRIBUTING.md",
          "RELEASING.md",
          "SECURITY.md",
          "CHANGELOG.md");

  /**
   * Where a replaced word is right after all.
   *
   * @param where how the path of the file begins
   * @param phrase the text around the word
   * @param reason why it stays
   */
  private record Allowed(String where, String phrase, String reason) {}

  private static final List<Allowed> ALLOWED =
      List.of(
          new Allowed("", "granted", "the verb: a permission is granted"),
          new Allowed("", "Granted", "the verb: a permission is granted"),
          new Allowed("", "invalid_grant", "a code of OAuth 2.0"),
          new Allowed("", "INVALID_GRANT", "a code of OAuth 2.0"),
          new Allowed("", "gitBranch", "Vercel's name for a Git branch"),
          new Allowed("", "productionBranch", "Vercel's name for a Git branch"),
          new Allowed("client-ext/src/", "Git branch", "a variable may be for one"),
          new Allowed(
              "client-ext/src/main/java/io/github/vercel4j/internal/tasks/",
              "branch",
              "of Git, within the upsert"),
          new Allowed(
              "client-ext/src/test/java/io/github/vercel4j/environment/EnvironmentVariableOutcomeTest.java",
              "",
              "tells variables of Git branches apart"),
          new Allowed("client-ext/src/main/java/io/github/vercel4j/webhooks/", "branch", "of Git"),
          new Allowed("client-ext/src/test/java/io/github/vercel4j/webhooks/", "branch", "of Git"),
          new Allowed("client-ext/src/", "nvalid grant", "a message of OAuth 2.0"),
          new Allowed("client-ext/src/", "nvalid[ _]grant", "a message of OAuth 2.0"),
          new Allowed("client-ext/src/test/", "questionMark", "the character"),
          new Allowed("runtime/src/", "question mark", "the character"),
          new Allowed("docs/environment-variables.md", "Git branch", "a variable may be for one"),
          new Allowed(".github/workflows/", "branch", "a Git branch"),
          new Allowed(".github/workflows/", "branches", "Git branches"),
          new Allowed(OWN + "Glossary.java", "", "explains how words are found"),
          new Allowed(OWN + "GlossaryTest.java", "", "names the words that it looks for"));

  @Test
  void textsHaveNoReplacedWord() throws IOException {
    Glossary glossary = Glossary.of(ROOT.resolve("CONTRIBUTING.md"));
    List<String> found = new ArrayList<>();
    Set<Allowed> unused = new LinkedHashSet<>(ALLOWED);
    for (String root : READ) {
      for (Path file : Glossary.texts(ROOT.resolve(root))) {
        String path = ROOT.relativize(file).toString().replace('\\', '/');
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (Hit hit : glossary.find(text)) {
          List<Allowed> reasons =
              ALLOWED.stream().filter(each -> isAllowed(each, path, text, hit)).toList();
          unused.removeAll(reasons);
          if (reasons.isEmpty()) {
            found.add(
                "%s:%d: '%s'; say: %s".formatted(path, hit.line(), text(text, hit), hit.say()));
          }
        }
      }
    }

    assertThat(found).as("Words that the glossary in CONTRIBUTING.md replaces").isEmpty();
    assertThat(unused).as("Exceptions that nothing needs any more").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "the refusal of a call, refusal",
    "'a line\n   * and its Answers', answer",
    "int answerCount, answer",
    "isAnswered(), answer",
    "NO_ANSWER, answer",
    "'it sends\n   * the request; it sends\n   * again', send again",
  })
  void plantedWordIsFound(String text, String word) throws IOException {
    Glossary glossary = Glossary.of(ROOT.resolve("CONTRIBUTING.md"));

    assertThat(glossary.find("first\n" + text))
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.word()).isEqualTo(word))
        .allSatisfy(hit -> assertThat(hit.line()).isGreaterThan(1))
        .allSatisfy(hit -> assertThat(hit.say()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"recommend", "amendment", "effortless", "sealed interface", "regrant"})
  void otherWordWithTheSameLettersIsNotFound(String text) throws IOException {
    assertThat(Glossary.of(ROOT.resolve("CONTRIBUTING.md")).find(text)).isEmpty();
  }

  private static boolean isAllowed(Allowed allowed, String path, String text, Hit hit) {
    if (!path.startsWith(allowed.where)) {
      return false;
    }
    if (allowed.phrase.isEmpty()) {
      return true;
    }
    int from = Math.max(0, hit.end() - allowed.phrase.length());
    int start = text.indexOf(allowed.phrase, from);
    return start >= 0 && start <= hit.start();
  }

  private static String text(String text, Hit hit) {
    return text.substring(hit.start(), hit.end()).replaceAll("\\s+", " ");
  }
}
