package io.github.vercel4j.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The words that the glossary in {@code CONTRIBUTING.md} replaces, and where a text still has them.
 *
 * <p>A word is found in prose and within a name ({@code isAnswered}, {@code NO_ANSWER}), with the
 * usual endings. A phrase is found across the end of a line too.
 */
final class Glossary {
  /** Around the glossary, which names the words in order to replace them. */
  private static final Pattern TABLE =
      Pattern.compile("<!-- glossary -->(?<rows>.*?)<!-- /glossary -->", Pattern.DOTALL);

  private static final Pattern ROW =
      Pattern.compile("^\\| (?<say>[^|]+) \\| (?<not>[^|]+) \\|", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final String ENDING = "(?:e?s|e?d|ing)?";

  /** A space, or the end of a line and what begins the next one in a comment. */
  private static final String GAP = "(?:\\s|[*/#>])+";

  /** A word and what to say instead. */
  private record Replaced(String word, String say, Pattern pattern) {}

  /**
   * A replaced word in a text.
   *
   * @param start where it begins
   * @param end where it ends
   */
  record Hit(int line, int start, int end, String word, String say) {}

  private final List<Replaced> replaced = new ArrayList<>();

  private Glossary(String rows) {
    Matcher row = ROW.matcher(rows);
    while (row.find()) {
      Matcher word = CODE.matcher(row.group("not"));
      while (word.find()) {
        replaced.add(new Replaced(word.group(1), row.group("say").strip(), pattern(word.group(1))));
      }
    }
  }

  /** The glossary of a page. */
  static Glossary of(Path page) throws IOException {
    Matcher table = TABLE.matcher(Files.readString(page));
    if (!table.find()) {
      throw new IllegalStateException(page + " has no table between the marks of the glossary");
    }
    return new Glossary(table.group("rows"));
  }

  /** The replaced words of a text, except those of the glossary itself, in their order. */
  List<Hit> find(String text) {
    String outside =
        TABLE
            .matcher(text)
            .replaceAll(table -> table.group().replaceAll("[^\\n]", " ")); // keeps the lines
    List<Hit> hits = new ArrayList<>();
    for (Replaced each : replaced) {
      Matcher matcher = each.pattern.matcher(outside);
      while (matcher.find()) {
        int line =
            1 + (int) outside.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        hits.add(new Hit(line, matcher.start(), matcher.end(), each.word, each.say));
      }
    }
    hits.sort(Comparator.comparingInt(Hit::start));
    return hits;
  }

  private static Pattern pattern(String phrase) {
    String lower =
        Arrays.stream(phrase.split(" "))
            .map(word -> Pattern.quote(word) + ENDING)
            .collect(Collectors.joining(GAP));
    if (phrase.contains(" ")) {
      return Pattern.compile("(?<![A-Za-z])(?i:" + lower + ")(?![A-Za-z])");
    }
    String capital = phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
    String upper = phrase.toUpperCase(Locale.ROOT);
    return Pattern.compile(
        "(?<![A-Za-z])"
            + lower
            + "(?![a-z])"
            + "|"
            + capital
            + ENDING
            + "(?![a-z])"
            + "|(?<![A-Za-z])"
            + upper
            + "(?:E?S|E?D|ING)?(?![A-Za-z])");
  }

  /** The texts that people wrote, of a file or below a folder. */
  static List<Path> texts(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isText(root.relativize(file), file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  private static boolean isText(Path path, String name) {
    boolean written =
        Stream.of("contract", "reviews").noneMatch(path::startsWith)
            && StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .noneMatch(Set.of("target", "node_modules", "seeds")::contains);
    return written
        && !name.equals("api.txt")
        && (!name.contains(".")
            || name.startsWith(".")
            || name.matches(".+\\.(java|kt|js|md|mustache|xml|ya?ml|properties|sql|txt)"));
  }
}
