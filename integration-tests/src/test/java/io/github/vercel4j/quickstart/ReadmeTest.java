package io.github.vercel4j.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path QUICKSTART =
      Path.of("src/test/java/io/github/vercel4j/quickstart/Quickstart.java");

  @Test
  void showsTheProgramThatRuns() throws IOException {
    List<String> program = new ArrayList<>();
    boolean shown = false;
    for (String line : Files.readAllLines(QUICKSTART)) {
      if (line.strip().equals("// README: from here")) {
        shown = true;
      } else if (line.strip().equals("// README: to here")) {
        shown = false;
      } else if (shown) {
        program.add(line);
      }
    }

    assertThat(program).hasSizeBetween(10, 25);
    assertThat(block("java")).isEqualTo(String.join("\n", program).stripIndent().strip());
  }

  @Test
  void namesTheCommandsThatContinuousIntegrationRuns() throws IOException {
    List<String> commands =
        Files.readAllLines(ROOT.resolve(".ci/run")).stream()
            .filter(line -> line.startsWith("mvn "))
            .toList();

    assertThat(commands).hasSize(2);
    assertThat(block("sh").lines().map(line -> line.replaceAll(" +#.*", "")))
        .containsExactlyElementsOf(commands);
  }

  @Test
  void isShort() throws IOException {
    assertThat(readme().lines()).hasSizeLessThanOrEqualTo(150);
  }

  /** The first code block of a language. */
  private static String block(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).strip();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
