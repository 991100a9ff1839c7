package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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

  /** Refuses a contract with numbers that no rule covered. */
  void requireComplete() {
    if (!unknown.isEmpty()) {
      throw new PinException(
          "numbers: nothing says what these numbers mean:\n  "
              + String.join("\n  ", unknown)
              + "\nAdd rules: epoch-millis for a time, int64 for an id or a size, int32 for a count,"
              + " decimal for money, double for a measure.");
    }
  }
}
