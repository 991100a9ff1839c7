package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Types;
import io.github.vercel4j.openapi.Unions;
import io.github.vercel4j.openapi.bump.Change.Impact;
import io.github.vercel4j.openapi.bump.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the classes of two documents by name, and their properties by key. */
final class ComponentComparison extends DocumentComparison {
  private final SortedMap<String, Unions.Decision> unionsBefore;
  private final SortedMap<String, Unions.Decision> unionsAfter;
  private final Set<String> derived;

  /**
   * @param unions how each union is decided, before and after
   * @param derived the names in the later document that nobody chose
   */
  ComponentComparison(
      Facts before,
      Facts after,
      Renames renames,
      List<Change> changes,
      List<SortedMap<String, Unions.Decision>> unions,
      Set<String> derived) {
    super(before, after, renames, changes);
    this.unionsBefore = unions.get(0);
    this.unionsAfter = unions.get(1);
    this.derived = derived;
  }

  void compare() {
    for (String name : before.components.keySet()) {
      String current = renames.now(name);
      JsonNode then = component(before, name);
      JsonNode now = component(after, current);
      if (!current.equals(name)) {
        add(Kind.NAME_GONE, Impact.COMPILE, code(name) + ": called " + code(current) + " now");
      }
      if (now.isMissingNode()) {
        gone(name, then);
      } else if (!Facts.kind(then).equals(Facts.kind(now))) {
        add(
            Kind.PROPERTY_TYPE,
            Impact.COMPILE,
            code(current) + " itself: " + Facts.kind(then) + " → " + Facts.kind(now));
      } else {
        switch (Facts.kind(now)) {
          case "object" -> properties(current, then, now);
          case "enum" -> values(current, then, now);
          default -> variants(name, current);
        }
      }
    }
    for (String name : after.components.keySet()) {
      if (!before.components.containsKey(name) && !renames.isSuccessor(name)) {
        add(
            Kind.NAME_ADDED,
            null,
            code(name)
                + described(component(after, name))
                + standsAt(name)
                + (derived.contains(name) ? "; a derived name" : ""));
      }
    }
  }

  private void gone(String name, JsonNode then) {
    String successor = renames.successor(name);
    add(
        Kind.NAME_GONE,
        Impact.COMPILE,
        code(name)
            + described(then)
            + (successor == null
                ? ": the places where it stood are gone"
                : ": where it stood, there is " + code(successor)));
  }

  private static String described(JsonNode schema) {
    return switch (Facts.kind(schema)) {
      case "object" -> " (object of " + count(schema.path("properties").size(), "property") + ")";
      case "enum" -> " (enum of " + count(schema.path("enum").size(), "value") + ")";
      default -> " (union of " + count(schema.path("oneOf").size(), "variant") + ")";
    };
  }

  private String standsAt(String name) {
    List<String> places = after.places.getOrDefault(name, List.of());
    if (places.isEmpty()) {
      return "";
    }
    return ": "
        + code(places.get(0))
        + (places.size() == 1 ? "" : " and " + count(places.size() - 1, "more place"));
  }

  private void properties(String name, JsonNode then, JsonNode now) {
    JsonNode old = then.path("properties");
    JsonNode current = now.path("properties");
    Set<String> wasRequired = Facts.texts(then.path("required"));
    Set<String> isRequired = Facts.texts(now.path("required"));
    for (String key : union(names(old), names(current))) {
      String place = code(name + "." + key);
      JsonNode was = old.path(key);
      JsonNode is = current.path(key);
      if (was.isMissingNode()) {
        boolean mandatory = isRequired.contains(key) && after.written.contains(name);
        add(
            Kind.PROPERTY_ADDED,
            mandatory ? Impact.BEHAVIOR : null,
            place + ": " + type(is) + (mandatory ? ", which a request must have" : ""));
      } else if (is.isMissingNode()) {
        add(Kind.PROPERTY_REMOVED, Impact.COMPILE, place + ": was " + code(renames.type(was)));
      } else {
        property(name, key, was, is);
        boolean required = isRequired.contains(key);
        if (required != wasRequired.contains(key)) {
          required(name, place, required);
        }
        if (nullable(was) != nullable(is)) {
          add(
              Kind.PROPERTY_NULLABLE,
              nullable(is) && !after.read.contains(name) ? null : Impact.BEHAVIOR,
              place + (nullable(is) ? ": may be null now" : ": not null any more"));
        }
      }
    }
  }

  /** A constant is of the same Java type as what it fixes, but a builder sets it by itself. */
  private @Nullable Impact impactOfType(String name, JsonNode was, JsonNode is) {
    boolean wasConstant = was.path("enum").size() == 1;
    boolean isConstant = is.path("enum").size() == 1;
    if (!(wasConstant || isConstant) || !was.path("type").equals(is.path("type"))) {
      return Impact.COMPILE;
    }
    if (!after.written.contains(name)) {
      return null;
    }
    return wasConstant && isConstant ? Impact.BEHAVIOR : Impact.COMPILE;
  }

  private void property(String name, String key, JsonNode was, JsonNode is) {
    String place = code(name + "." + key);
    String then = renames.type(was);
    String now = Types.of(is);
    if (!then.equals(now)) {
      add(
          isNumber(was) && isNumber(is) ? Kind.NUMBER : Kind.PROPERTY_TYPE,
          impactOfType(name, was, is),
          place + ": " + code(then) + " → " + code(now));
    }
    for (String mark : List.of("deprecated", "x-vercel-secret")) {
      boolean marked = is.path(mark).asBoolean();
      if (marked != was.path(mark).asBoolean()) {
        String word = mark.equals("deprecated") ? "deprecated" : "kept out of `toString()`";
        add(
            Kind.PROPERTY_FACT,
            mark.equals("deprecated") || marked ? null : Impact.BEHAVIOR,
            place + ": " + (marked ? "" : "no longer ") + word);
      }
    }
    facts(Kind.PROPERTY_FACT, place, was, is);
  }

  private void required(String name, String place, boolean required) {
    List<String> effects = new ArrayList<>();
    if (required && after.written.contains(name)) {
      effects.add("a request must have it");
    }
    if (after.read.contains(name)) {
      effects.add(
          required
              ? "the accessor fails where the service leaves it out"
              : "the accessor may return null");
    }
    add(
        Kind.PROPERTY_REQUIRED,
        effects.isEmpty() ? null : Impact.BEHAVIOR,
        place
            + (required ? ": required now" : ": optional now")
            + (effects.isEmpty() ? "" : "; " + String.join("; ", effects)));
  }

  private void values(String name, JsonNode then, JsonNode now) {
    Set<String> old = Facts.texts(then.path("enum"));
    Set<String> current = Facts.texts(now.path("enum"));
    for (String value : union(old, current)) {
      if (!old.contains(value)) {
        add(Kind.ENUM_ADDED, null, code(name) + ": " + code(value));
      } else if (!current.contains(value)) {
        add(Kind.ENUM_DROPPED, Impact.COMPILE, code(name) + ": " + code(value));
      }
    }
  }

  private void variants(String nameBefore, String name) {
    Unions.Decision then = unionsBefore.get(nameBefore);
    Unions.Decision now = unionsAfter.get(name);
    if (then == null || now == null) {
      return;
    }
    SortedMap<String, String> old = new TreeMap<>();
    then.variants().forEach((variant, sign) -> old.put(renames.now(variant), renames.type(sign)));
    if (!then.by().equals(now.by())) {
      add(
          Kind.UNION,
          Impact.BEHAVIOR,
          code(name) + ": by " + Unions.code(now) + ", before by " + Unions.code(then));
    }
    for (String variant : union(old.keySet(), now.variants().keySet())) {
      String was = old.get(variant);
      String is = now.variants().get(variant);
      String place = code(name) + ": " + code(variant);
      if (was == null) {
        add(
            Kind.UNION,
            Impact.COMPILE,
            place + " (" + is + ") added; a switch over all variants needs it");
      } else if (is == null) {
        add(Kind.UNION, Impact.COMPILE, place + " (" + was + ") removed");
      } else if (!was.equals(is) && after.components.containsKey(variant)) {
        if (then.by().equals(now.by())) {
          add(Kind.UNION, Impact.BEHAVIOR, place + ": " + is + ", before " + was);
        }
      } else if (!was.equals(is)) {
        add(Kind.UNION, Impact.COMPILE, place + ": " + code(was) + " → " + code(is));
      }
    }
  }
}
