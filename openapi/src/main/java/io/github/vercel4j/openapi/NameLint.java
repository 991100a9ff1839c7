package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rejects names of components that nobody would choose for a Java class. */
final class NameLint {
  private static final int LONGEST = 40;
  private static final Pattern GENERATED =
      Pattern.compile("Inner|OneOf|AnyOf|AllOf|(Item|Response|Body)\\d");
  private static final Pattern NUMBERED_WORD = Pattern.compile("[A-Z]?[a-z]*\\d+[a-z]*");

  private NameLint() {}

  /** What is wrong with the names of a document's components and of their enum constants. */
  static List<String> problems(JsonNode document) {
    List<String> problems = new ArrayList<>();
    Set<String> words = new TreeSet<>();
    collectWords(document, words);
    String upstream = String.join(" ", words);
    for (var component : document.at("/components/schemas").properties()) {
      String name = component.getKey();
      String place = "#/components/schemas/" + name + ": ";
      if (name.length() > LONGEST) {
        problems.add(place + "longer than " + LONGEST + " characters; choose a shorter name");
      }
      Matcher generated = GENERATED.matcher(name);
      if (generated.find()) {
        problems.add(place + "\"" + generated.group() + "\" says nothing; choose what it is");
      }
      Matcher numbered = NUMBERED_WORD.matcher(name);
      while (numbered.find()) {
        if (!upstream.contains(numbered.group().toLowerCase(Locale.ROOT))) {
          problems.add(
              place
                  + "the API has no \""
                  + numbered.group()
                  + "\"; choose a name without a number");
        }
      }
      String hidden = ReservedNames.hiddenBy(name);
      if (!hidden.isEmpty()) {
        problems.add(place + "hides " + hidden + "; choose another name");
      }
      constants(place, component.getValue().path("enum"), problems);
    }
    return problems;
  }

  /** Keys, values and ids in lower case, which are the words of the API itself. */
  private static void collectWords(JsonNode node, Set<String> words) {
    for (String key : List.of("operationId", "name")) {
      if (node.path(key).isTextual()) {
        words.add(node.path(key).asText().toLowerCase(Locale.ROOT));
      }
    }
    node.path("enum").forEach(value -> words.add(value.asText().toLowerCase(Locale.ROOT)));
    node.path("properties")
        .fieldNames()
        .forEachRemaining(key -> words.add(key.toLowerCase(Locale.ROOT)));
    node.forEach(child -> collectWords(child, words));
  }

  /** Two values that differ in case or punctuation only would get constants that look alike. */
  private static void constants(String place, JsonNode values, List<String> problems) {
    Map<String, String> seen = new TreeMap<>();
    for (JsonNode value : values) {
      String constant = value.asText().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
      String other = seen.put(constant, value.asText());
      if (other != null && !constant.isEmpty()) {
        problems.add(
            place
                + "the values \""
                + other
                + "\" and \""
                + value.asText()
                + "\" would be one constant; make it text by an overlay");
      }
    }
  }
}
