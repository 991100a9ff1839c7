package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.ReservedNames;
import io.github.vercel4j.openapi.pin.Shape.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every component its name: the chosen one, else the locked one, else one derived from its
 * place.
 */
final class Names {
  private static final int LONGEST = 40;
  private static final Pattern PARTS = Pattern.compile("[.|]");

  /** A name that a person chose, for all shapes at these places. */
  record Choice(String name, List<String> places) {}

  private final Contract contract;
  private final List<Choice> choices;
  private final Map<String, String> locked;
  private final Predicate<String> missing;
  private final SortedMap<String, Shape> taken = new TreeMap<>();

  /**
   * @param choices in the order in which they are applied, holders before what they hold
   * @param locked derived names of earlier pins by place
   * @param missing the places in operations that the document lacks
   */
  Names(
      Contract contract,
      List<Choice> choices,
      Map<String, String> locked,
      Predicate<String> missing) {
    this.contract = contract;
    this.choices = choices;
    this.locked = locked;
    this.missing = missing;
  }

  static List<Choice> choices(JsonNode file) {
    List<Choice> choices = new ArrayList<>();
    for (JsonNode entry : file) {
      List<String> places = new ArrayList<>();
      entry.path("places").forEach(place -> places.add(place.asText()));
      choices.add(new Choice(entry.path("name").asText(), places));
    }
    return choices;
  }

  static Map<String, String> locked(JsonNode file) {
    Map<String, String> locked = new HashMap<>();
    file.properties()
        .forEach(
            name -> name.getValue().forEach(place -> locked.put(place.asText(), name.getKey())));
    return locked;
  }

  /** Joins the shapes at the chosen places, and those that an earlier pin put under one name. */
  void joinByName() {
    List<String> absent = new ArrayList<>();
    for (Choice choice : choices) {
      Shape joined = null;
      for (String place : choice.places) {
        List<Shape> found = at(place);
        if (found.isEmpty() && !excused(place)) {
          absent.add(choice.name + " at " + place);
        }
        for (Shape shape : found) {
          joined = joined == null ? shape.get() : Shapes.join(joined, shape);
        }
      }
      if (joined != null) {
        claim(joined, choice.name);
      }
    }
    if (!absent.isEmpty()) {
      throw new PinException(
          "names: no object, enum or union stands where these names are chosen; remove or correct"
              + " the places:\n  "
              + String.join("\n  ", absent)
              + "\n");
    }
    Map<String, Shape> byLockedName = new HashMap<>();
    for (Shape component : contract.components()) {
      Shape shape = component.get();
      String name = shape.name == null ? lockedName(shape) : null;
      if (name != null) {
        Shape other = byLockedName.get(name);
        Shape joined = other == null || other.get() == shape ? shape : Shapes.join(other, shape);
        joined.name = name;
        byLockedName.put(name, joined);
      }
    }
  }

  /** Whether nothing stands at a place because the operations that lead there are missing. */
  private boolean excused(String place) {
    String holder = place.split("[.\\[{|]", 2)[0];
    return missing.test(place)
        || choices.stream()
            .filter(choice -> choice.name.equals(holder) && !taken.containsKey(holder))
            .anyMatch(choice -> choice.places.stream().allMatch(this::excused));
  }

  private @Nullable String lockedName(Shape shape) {
    for (String place : shape.places) {
      String name = locked.get(place);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private List<Shape> at(String place) {
    Set<Shape> components = contract.components();
    Pattern pattern =
        Pattern.compile(("\\Q" + place + "\\E").replace("*", "\\E[^.]*\\Q").replace("\\Q\\E", ""));
    List<Shape> found = new ArrayList<>();
    String holder = place.split("[.\\[{|]", 2)[0];
    for (Shape component : components) {
      if (component.places.stream().anyMatch(known -> pattern.matcher(known).matches())) {
        found.add(component);
      } else if (holder.equals(component.name)) {
        Shape inner = below(component, place.substring(holder.length()));
        if (inner != null) {
          found.add(inner);
        }
      }
    }
    return found;
  }

  /** The component at a path of keys, {@code []}, {@code {}} and {@code |label} below another. */
  private static @Nullable Shape below(Shape from, String path) {
    Shape shape = from;
    String rest = path;
    while (!rest.isEmpty()) {
      if (rest.startsWith("[]") || rest.startsWith("{}")) {
        if (shape.element == null) {
          return null;
        }
        shape = shape.element().shape();
        rest = rest.substring(2);
        continue;
      }
      int end = 1;
      while (end < rest.length() && ".[{|".indexOf(rest.charAt(end)) < 0) {
        end++;
      }
      String key = rest.substring(1, end);
      if (rest.charAt(0) == '|') {
        Shape union = shape;
        Shape variant =
            union.variants.stream()
                .map(Shape::get)
                .filter(each -> Shapes.label(union, each).equals(key))
                .findFirst()
                .orElse(null);
        if (variant == null) {
          return null;
        }
        shape = variant;
      } else {
        Use property = shape.properties.get(key);
        if (property == null) {
          return null;
        }
        shape = property.shape();
      }
      rest = rest.substring(end);
    }
    return shape.isComponent() ? shape : null;
  }

  private void claim(Shape shape, String name) {
    Shape other = taken.put(name, shape);
    if (other != null && other.get() != shape) {
      throw new PinException("names: two different shapes are called " + name + ".");
    }
    shape.name = name;
  }

  /** Names what is left, holders first, and returns the derived names with their places. */
  SortedMap<String, SortedSet<String>> derive() {
    for (Shape component : contract.components()) {
      if (component.name != null) {
        claim(component, component.name);
      }
    }
    IdentityHashMap<Shape, List<String>> keys = new IdentityHashMap<>();
    contract.walk(
        (use, place, parent) ->
            keys.computeIfAbsent(use.shape(), unused -> new ArrayList<>()).add(lastKey(place)));
    contract.walk(
        (use, place, parent) -> {
          Shape shape = use.shape();
          if (shape.isComponent() && shape.name == null) {
            claim(shape, derived(shape, place, parent, keys.getOrDefault(shape, List.of())));
          }
        });
    Set<String> chosen = new TreeSet<>();
    choices.forEach(choice -> chosen.add(choice.name));
    SortedMap<String, SortedSet<String>> derived = new TreeMap<>();
    for (Shape component : contract.components()) {
      String name = component.name;
      if (name != null && !chosen.contains(name)) {
        derived.put(name, component.places);
      }
    }
    return derived;
  }

  private static String lastKey(String place) {
    String bare = place.replaceAll("(\\[]|\\{})+$", "");
    return bare.substring(Math.max(bare.lastIndexOf('.'), bare.lastIndexOf('|')) + 1)
        + place.substring(bare.length());
  }

  private String derived(Shape shape, String place, @Nullable Shape parent, List<String> keys) {
    List<String> candidates = new ArrayList<>();
    if (shape.upstreamName != null) {
      candidates.add(Words.pascal(shape.upstreamName));
    }
    if (keys.size() > 1 && keys.stream().distinct().count() == 1) {
      candidates.add(words(keys.get(0)));
    }
    String holder = parent == null || parent.name == null ? "" : parent.name;
    String own = words(place);
    candidates.add(withoutRepeatedWords(holder, own));
    candidates.addAll(shortened(holder, own));
    candidates.add(holder + own);
    for (String candidate : candidates) {
      if (isFree(candidate)) {
        return candidate;
      }
    }
    throw new PinException(
        "names: none of "
            + candidates
            + " is free for the shape at "
            + shape.places.first()
            + ". Choose a name for it.");
  }

  private boolean isFree(String candidate) {
    return candidate.length() <= LONGEST
        && candidate.length() > 2
        && !taken.containsKey(candidate)
        && ReservedNames.hiddenBy(candidate).isEmpty()
        && Character.isLetter(candidate.charAt(0));
  }

  /**
   * The words of a place: {@code .projects[]} is Project, {@code createProject.200} the response.
   */
  private static String words(String place) {
    StringBuilder result = new StringBuilder();
    for (String part : PARTS.split(place, -1)) {
      boolean many = part.endsWith("[]") || part.endsWith("{}");
      String key = part.replace("[]", "").replace("{}", "");
      if (key.isEmpty()) {
        continue;
      }
      if (key.matches("2\\d\\d|default")) {
        result.append(many ? "Item" : "Response");
      } else if (key.equals("request") || key.equals("query")) {
        result.append(key.equals("request") ? "Request" : "");
      } else {
        String pascal = Words.pascal(key);
        result.append(many ? Words.singular(pascal) : pascal);
      }
    }
    return result.toString();
  }

  private static String withoutRepeatedWords(String holder, String own) {
    List<String> left = Words.split(holder);
    List<String> right = Words.split(own);
    if (!left.isEmpty() && !right.isEmpty()) {
      String last = left.get(left.size() - 1);
      if (last.equals(right.get(0)) || Words.singular(last).equals(right.get(0))) {
        return String.join("", left.subList(0, left.size() - 1)) + own;
      }
    }
    return holder + own;
  }

  /** Shorter names that keep the first and the last words of the holder. */
  private static List<String> shortened(String holder, String own) {
    List<String> words = Words.split(holder);
    List<String> result = new ArrayList<>();
    for (int kept = words.size() - 1; kept >= 0; kept--) {
      for (int tail = 1; tail <= kept; tail++) {
        String head = String.join("", words.subList(0, kept - tail));
        String end = String.join("", words.subList(words.size() - tail, words.size()));
        result.add(withoutRepeatedWords(head + end, own));
      }
    }
    return result;
  }
}
