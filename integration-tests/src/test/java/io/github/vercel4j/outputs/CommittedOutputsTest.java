package io.github.vercel4j.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.vercel4j.outputs.CommittedOutputs.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommittedOutputsTest {
  private static final Path ROOT = Path.of("..");

  private static final Pattern TYPE =
      Pattern.compile("^(?! ).*\\b(?:class|interface|enum|record) ([\\w.]+)");

  /** How many lines of a difference to show. */
  private static final int SHOWN = 20;

  static List<Output> outputs() {
    return CommittedOutputs.of(ROOT);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void committedFileIsCurrent(Output output) throws Exception {
    Path file = ROOT.resolve(output.path());
    String committed = Files.exists(file) ? Files.readString(file) : "";
    String current = output.content().make();
    if (!current.equals(committed)) {
      fail(
          "%s is not what the code gives:%n%s%nWhere that is meant, run %s and commit the file.",
          output.path(), difference(committed, current), CommittedOutputs.COMMAND);
    }
  }

  @Test
  void commandWritesEveryOutput(@TempDir Path root) throws Exception {
    for (Output output : outputs()) {
      Files.createDirectories(root.resolve(output.path()).resolveSibling("."));
    }

    CommittedOutputs.write(ROOT, root);

    assertThat(outputs())
        .allSatisfy(output -> assertThat(root.resolve(output.path())).isNotEmptyFile());
    assertThat(ROOT.resolve(CommittedOutputs.COMMAND)).isExecutable();
  }

  private static String difference(String committed, String current) {
    Set<String> before = lines(committed);
    Set<String> now = lines(current);
    List<String> lines = new ArrayList<>();
    before.stream().filter(line -> !now.contains(line)).map("- "::concat).forEach(lines::add);
    now.stream().filter(line -> !before.contains(line)).map("+ "::concat).forEach(lines::add);
    lines.sort(Comparator.comparing(line -> line.substring("+ ".length())));
    if (lines.isEmpty()) {
      return "the order or the comments differ";
    }
    String more = lines.size() > SHOWN ? "\nand " + (lines.size() - SHOWN) + " more" : "";
    return String.join("\n", lines.subList(0, Math.min(SHOWN, lines.size()))) + more;
  }

  /** The lines of a text; of signatures each with the name of the type that it belongs to. */
  private static Set<String> lines(String text) {
    Set<String> lines = new LinkedHashSet<>();
    String owner = "";
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.find()) {
        owner = type.group(1);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line.startsWith(" ") ? owner + ": " + line.strip() : line);
      }
    }
    return lines;
  }
}
