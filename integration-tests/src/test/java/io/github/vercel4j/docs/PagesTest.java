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

/** The README and the pages of {@code docs}; {@code CommittedOutputs} compares their code. */
class PagesTest {
  private static final Path ROOT = Path.of("..");

  /** Java with its source, or the imports of such. */
  private static final Pattern COMPILED =
      Pattern.compile("<!-- \\S+: \\S+ -->\n```java\n|<!-- imports -->\n<details>.*\n\n```java\n");

  private static final Pattern PACKAGE =
      Pattern.compile("^@NullMarked package (?<name>\\S+)$", Pattern.MULTILINE);
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
  void everyBlockOfJavaNamesItsSource(Path page) throws IOException {
    String text = Files.readString(page);

    assertThat(text.lines().filter("```java"::equals))
        .hasSize((int) COMPILED.matcher(text).results().count());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pageWithJavaHasItsImports(Path page) throws IOException {
    String text = Files.readString(page);
    boolean linksToPrograms = page.endsWith("README.md"); // which have the imports

    assertThat(text.contains("<!-- imports -->"))
        .isEqualTo(text.contains("\n```java\n") && !linksToPrograms);
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
  void designPageNamesEveryPackage() throws IOException {
    List<String> packages = new ArrayList<>();
    for (String module : List.of("runtime", "client-generated", "client-ext", "testing")) {
      Matcher declared = PACKAGE.matcher(Files.readString(ROOT.resolve(module).resolve("api.txt")));
      while (declared.find()) {
        packages.add("`" + declared.group("name") + "`");
      }
    }

    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(Files.readString(ROOT.resolve("docs/design.md"))).contains(packages);
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
}
