package io.github.vercel4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README and the pages of {@code docs} show code that is compiled and tested.
 *
 * <p>A block of Java stands below a comment that names its source: {@code <!-- FILE: REGION -->}.
 * In the file it is what stands between {@code // region REGION} and {@code // endregion}; several
 * regions of one name are shown as one.
 */
class PagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SHOWN =
      Pattern.compile(
          "<!-- (?<file>\\S+): (?<region>\\S+) -->\n```java\n(?<code>.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?<target>[^)\\s:]+)\\)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              files.filter(file -> file.toString().endsWith(".md")),
              Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeOfThePageIsThatOfItsSource(Path page) throws IOException {
    String text = Files.readString(page);
    Matcher shown = SHOWN.matcher(text);
    int blocks = 0;
    while (shown.find()) {
      blocks++;
      assertThat(shown.group("code").strip())
          .as("%s of %s", shown.group("region"), shown.group("file"))
          .isEqualTo(region(ROOT.resolve(shown.group("file")), shown.group("region")));
    }

    assertThat(text.lines().filter("```java"::equals)).as("blocks of Java").hasSize(blocks);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linkedFilesExist(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String file = link.group("target").replaceFirst("#.*", "");
      assertThat(page.resolveSibling(file.isEmpty() ? page.getFileName().toString() : file))
          .as("link of %s", page)
          .exists();
    }
  }

  @Test
  void everyPageIsLinkedFromTheReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(pages())
        .filteredOn(page -> page.startsWith(ROOT.resolve("docs")))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(readme).contains("(docs/" + page.getFileName() + ")"));
  }

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void readmeHasTheCommandsOfContinuousIntegration() throws IOException {
    List<String> commands =
        Files.readAllLines(ROOT.resolve(".ci/run")).stream()
            .filter(line -> line.startsWith("mvn "))
            .toList();
    Matcher block =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("README.md")));

    assertThat(commands).hasSize(2);
    assertThat(block.find()).isTrue();
    assertThat(block.group(1).lines().map(line -> line.replaceAll(" +#.*", "")))
        .containsExactlyElementsOf(commands);
  }

  private static String region(Path file, String name) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().equals("// region " + name)) {
        inside = true;
      } else if (line.strip().equals("// endregion")) {
        inside = false;
      } else if (inside) {
        lines.add(line);
      }
    }
    assertThat(lines).as("region %s of %s", name, file).isNotEmpty();
    return String.join("\n", lines).stripTrailing().stripIndent().strip();
  }
}
