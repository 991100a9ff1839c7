package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.fail;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.testing.VercelMock;
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

class SignaturesTest {
  private static final String COMMAND = "integration-tests/api";

  private static final Pattern TYPE =
      Pattern.compile("^(?! ).*\\b(?:class|interface|enum|record) ([\\w.]+)");

  /** How many lines of a difference to show. */
  private static final int SHOWN = 20;

  @Test
  void thoseOfTheRuntimeAreTheReviewedOnes() throws Exception {
    check(Artifact.of(JsonValue.class), "vercel4j-runtime", Path.of("../runtime/api.txt"));
  }

  @Test
  void thoseOfTheGeneratedClientAreTheReviewedOnes() throws Exception {
    check(Artifact.of(Operation.class), "vercel4j-api", Path.of("../client-generated/api.txt"));
  }

  @Test
  void thoseOfTheLayerOnTopAreTheReviewedOnes() throws Exception {
    check(Artifact.of(VercelClient.class), "vercel4j", Path.of("../client-ext/api.txt"));
  }

  @Test
  void thoseOfTheMockAreTheReviewedOnes() throws Exception {
    check(Artifact.of(VercelMock.class), "vercel4j-testing", Path.of("../testing/api.txt"));
  }

  private static void check(Artifact artifact, String module, Path file) throws Exception {
    String dump = Signatures.of(artifact, module, COMMAND);
    if (System.getProperty("api.write") != null) {
      Files.writeString(file, dump);
    }
    String reviewed = Files.exists(file) ? Files.readString(file) : "";
    if (!dump.equals(reviewed)) {
      fail(
          "The signatures of %s are not those of %s:%n%s%nWhere that is meant, run %s and commit the file",
          module, file.normalize(), difference(reviewed, dump), COMMAND);
    }
  }

  private static String difference(String reviewed, String dump) {
    Set<String> before = members(reviewed);
    Set<String> now = members(dump);
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

  /** Each line below a type with that type's name. */
  private static Set<String> members(String dump) {
    Set<String> members = new LinkedHashSet<>();
    String owner = "";
    for (String line : dump.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.find()) {
        owner = type.group(1);
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        members.add(line.startsWith(" ") ? owner + ": " + line.strip() : line);
      }
    }
    return members;
  }
}
