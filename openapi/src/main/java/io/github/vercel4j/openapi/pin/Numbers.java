package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What each number means. Upstream calls nearly every number {@code number}, so a table says which
 * are times, which are whole, and which are amounts.
 */
final class Numbers {
  /** What a number is in the contract. */
  record Meaning(String type, String format) {}

  private record Rule(Pattern places, Meaning meaning) {}

  private static final Map<Pattern, String> HINTS = hints();

  private final List<Rule> rules = new ArrayList<>();
  private final SortedSet<String> unknown = new TreeSet<>();

  /** Reads rules {@code {places, type, format, why}}; the first that matches decides. */
  Numbers(JsonNode file) {
    for (JsonNode rule : file) {
      rules.add(
          new Rule(
              Pattern.compile(rule.path("places").asText()),
              new Meaning(rule.path("type").asText(), rule.path("format").asText())));
    }
  }

  private static Map<Pattern, String> hints() {
    Map<Pattern, String> hints = new LinkedHashMap<>();
    hints.put(Pattern.compile("At$|(?i:time|date|expir|since|until)"), "epoch-millis, a time");
    hints.put(Pattern.compile("(?i)id$|bytes|size"), "int64, an id or a size");
    hints.put(Pattern.compile("(?i)price|amount|cost|credit|dollars"), "decimal, money");
    hints.put(Pattern.compile("(?i)percent|rate|ratio|score"), "double, a share");
    return hints;
  }

  /** The meaning of the number at a place such as {@code Project.createdAt}. */
  Meaning of(String place) {
    for (Rule rule : rules) {
      if (rule.places.matcher(place).find()) {
        return rule.meaning;
      }
    }
    unknown.add(place);
    return new Meaning("number", "double");
  }

  /** Rejects a contract with numbers that no rule covered. */
  void requireComplete() {
    if (!unknown.isEmpty()) {
      StringBuilder message =
          new StringBuilder("numbers: nothing says what these mean; add rules to numbers.yaml:");
      unknown.forEach(
          place -> message.append("\n  - ").append(place).append(": ").append(suggestion(place)));
      throw new PinException(message.append('\n').toString());
    }
  }

  private static String suggestion(String place) {
    String key = place.substring(Math.max(place.lastIndexOf('.'), place.lastIndexOf('|')) + 1);
    for (Map.Entry<Pattern, String> hint : HINTS.entrySet()) {
      if (hint.getKey().matcher(key).find()) {
        return "perhaps " + hint.getValue();
      }
    }
    return "int32 if it is a count, double if it is a measure";
  }
}
