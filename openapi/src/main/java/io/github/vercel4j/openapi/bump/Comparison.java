package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.vercel4j.openapi.Types;
import io.github.vercel4j.openapi.Unions;
import io.github.vercel4j.openapi.bump.Change.Impact;
import io.github.vercel4j.openapi.bump.Change.Kind;
import io.github.vercel4j.openapi.bump.Facts.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two patched documents as the client that is generated from them sees them: operations by
 * operationId, classes by name, properties by key.
 *
 * <p>A general differ such as openapi-diff-core compares what goes over the wire instead. To it an
 * operation on a new path is one removed and one added, a property of a shared class changes once
 * for every operation that uses the class, and neither the names of classes nor the meaning of
 * numbers nor the way a union is decided are part of the comparison. Those are what this one is
 * for.
 */
final class Comparison {
  /** Marks the parameters that the client sets itself. */
  private static final String TEAM = "x-vercel-team";

  private static final List<String> FACTS =
      List.of(
          "default",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "maxProperties",
          "pattern",
          "uniqueItems");

  private final Facts before;
  private final Facts after;
  private final SortedMap<String, Unions.Decision> unionsBefore;
  private final SortedMap<String, Unions.Decision> unionsAfter;
  private final Set<String> derived;
  private final List<Change> changes = new ArrayList<>();

  /** Classes that go on under another name. */
  private final SortedMap<String, String> renamed = new TreeMap<>();

  private Comparison(JsonNode before, JsonNode after, Set<String> derived) {
    this.derived = derived;
    this.before = new Facts(before);
    this.after = new Facts(after);
    this.unionsBefore = Unions.of(before);
    this.unionsAfter = Unions.of(after);
  }

  /**
   * What changed, in the order of the kinds and then of the texts.
   *
   * @param derived the names in the later document that nobody chose
   */
  static List<Change> of(JsonNode before, JsonNode after, Set<String> derived) {
    Comparison comparison = new Comparison(before, after, derived);
    comparison.findRenamed();
    comparison.operations();
    comparison.components();
    Collections.sort(comparison.changes);
    return comparison.changes;
  }

  private void add(Kind kind, @Nullable Impact impact, String text) {
    changes.add(new Change(kind, text, impact));
  }

  // Names

  /** A class that is gone was renamed when a new one of its kind stands where it stood. */
  private void findRenamed() {
    int found = -1;
    while (found < renamed.size()) {
      found = renamed.size();
      for (String gone : before.components.keySet()) {
        if (!after.components.containsKey(gone) && !renamed.containsKey(gone)) {
          String successor = successor(gone);
          JsonNode schema = successor == null ? null : after.components.get(successor);
          if (schema != null
              && !before.components.containsKey(successor)
              && !renamed.containsValue(successor)
              && Facts.kind(schema).equals(Facts.kind(component(before, gone)))) {
            renamed.put(gone, successor);
          }
        }
      }
    }
  }

  /** What stands in most places where a class stood. */
  private @Nullable String successor(String gone) {
    SortedMap<String, Integer> successors = new TreeMap<>();
    for (String place : before.places.getOrDefault(gone, List.of())) {
      JsonNode schema = after.schemas.get(nowAt(place));
      if (schema != null) {
        String type = Types.of(schema);
        String then = Types.of(before.schemas.getOrDefault(place, MissingNode.getInstance()));
        successors.merge(
            (then.startsWith("list of ") && type.startsWith("list of "))
                    || (then.startsWith("map of ") && type.startsWith("map of "))
                ? type.substring(type.indexOf(" of ") + 4)
                : type,
            1,
            Integer::sum);
      }
    }
    return successors.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private String nowAt(String place) {
    int end = 0;
    while (end < place.length() && ". ".indexOf(place.charAt(end)) < 0) {
      end++;
    }
    String holder = place.substring(0, end);
    return renamed.getOrDefault(holder, holder) + place.substring(end);
  }

  private static JsonNode component(Facts facts, String name) {
    return facts.components.getOrDefault(name, MissingNode.getInstance());
  }

  // Operations

  private void operations() {
    Map<String, Operation> goneByCall = new LinkedHashMap<>();
    before.operations.forEach(
        (id, operation) -> {
          if (!after.operations.containsKey(id)) {
            goneByCall.put(call(operation), operation);
          }
        });
    Statuses statuses = new Statuses();
    after.operations.forEach(
        (id, now) -> {
          Operation then = before.operations.get(id);
          if (then == null) {
            then = goneByCall.remove(call(now));
            if (then != null) {
              add(
                  Kind.OPERATION_MOVED,
                  Impact.COMPILE,
                  code(then.id()) + " is called " + code(id) + " now");
            }
          }
          if (then == null) {
            add(Kind.OPERATION_ADDED, null, code(id) + ": " + code(now.call()) + needs(now));
          } else {
            operation(then, now);
            statuses.compare(then, now);
          }
        });
    goneByCall
        .values()
        .forEach(
            gone ->
                add(
                    Kind.OPERATION_REMOVED,
                    Impact.COMPILE,
                    code(gone.id()) + ": " + code(gone.call()) + needs(gone)));
    statuses.report();
  }

  private void operation(Operation then, Operation now) {
    String id = code(now.id());
    if (!then.call().equals(now.call())) {
      add(
          Kind.OPERATION_MOVED,
          null,
          id
              + ": "
              + code(then.call())
              + " → "
              + code(now.call())
              + ", documented as "
              + code(now.documented()));
    }
    if (!then.documented().equals(now.documented())) {
      add(
          Kind.OPERATION_MOVED,
          null,
          id + ": documented as " + code(now.documented()) + ", before " + code(then.documented()));
    }
    if (!tag(then).equals(tag(now))) {
      add(
          Kind.OPERATION_MOVED,
          Impact.COMPILE,
          id + ": tag " + code(tag(then)) + " → " + code(tag(now)) + ", so in another interface");
    }
    boolean deprecated = now.node().path("deprecated").asBoolean();
    if (deprecated != then.node().path("deprecated").asBoolean()) {
      add(Kind.OPERATION_DEPRECATED, null, id + (deprecated ? "" : ": no longer"));
    }
    parameters(then, now);
    body(id + " request", then.request(), now.request());
    boolean required = now.node().at("/requestBody/required").asBoolean();
    if (then.request() != null
        && now.request() != null
        && required != then.node().at("/requestBody/required").asBoolean()) {
      add(Kind.BODY, null, id + " request: " + (required ? "required now" : "optional now"));
    }
    body(id + " answer", then.answer(), now.answer());
    mediaTypes(id, then, now);
    String needs = needs(now);
    if (!needs(then).equals(needs)) {
      add(Kind.PERMISSION, Impact.BEHAVIOR, id + needs + ", before" + needs(then));
    }
  }

  /** The same text for one call in every version, whatever its parameters are called. */
  private static String call(Operation operation) {
    return operation
        .documented()
        .replaceFirst(" /v\\d+/", " /")
        .replaceAll("\\{[^}]*}|:\\w+", "{}");
  }

  private static String tag(Operation operation) {
    return operation.node().at("/tags/0").asText();
  }

  private static String needs(Operation operation) {
    List<String> alternatives = new ArrayList<>();
    for (JsonNode alternative : operation.node().path("x-vercel-permissions")) {
      alternatives.add(
          Facts.texts(alternative).stream()
              .map(Comparison::code)
              .collect(Collectors.joining(" and ")));
    }
    return alternatives.isEmpty()
        ? " needs no permission"
        : " needs " + String.join(" or ", alternatives);
  }

  private void parameters(Operation then, Operation now) {
    SortedMap<String, JsonNode> old = parameters(then);
    SortedMap<String, JsonNode> current = parameters(now);
    for (String name : union(old.keySet(), current.keySet())) {
      JsonNode was = old.get(name);
      JsonNode is = current.get(name);
      String key = name.substring(name.indexOf(' ') + 1);
      String place = code(now.id()) + " " + name.substring(0, name.indexOf(' ')) + " " + code(key);
      boolean ours = isOurs(was) || isOurs(is);
      Impact breaks = ours ? null : Impact.COMPILE;
      if (was == null && is != null) {
        boolean argument = is.path("required").asBoolean() || !name.startsWith("query ");
        add(
            Kind.PARAMETER,
            argument ? breaks : null,
            place + ": added, " + requiredness(is) + ", " + type(is.path("schema")));
      } else if (is == null) {
        add(Kind.PARAMETER, breaks, place + ": removed");
      } else if (was != null) {
        parameter(place, breaks, was, is);
      }
    }
  }

  private static boolean isOurs(@Nullable JsonNode parameter) {
    return parameter != null && parameter.has(TEAM);
  }

  private void parameter(String place, @Nullable Impact breaks, JsonNode was, JsonNode is) {
    if (was.path("required").asBoolean() != is.path("required").asBoolean()) {
      add(
          Kind.PARAMETER,
          breaks,
          place + ": " + requiredness(is) + " now, before " + requiredness(was));
    }
    String then = renamedType(was.path("schema"));
    String now = Types.of(is.path("schema"));
    if (!then.equals(now)) {
      add(Kind.PARAMETER, breaks, place + ": " + code(then) + " → " + code(now));
    }
    if (was.path("deprecated").asBoolean() != is.path("deprecated").asBoolean()) {
      add(
          Kind.PARAMETER,
          null,
          place + (is.path("deprecated").asBoolean() ? ": deprecated" : ": no longer deprecated"));
    }
    facts(Kind.PARAMETER, place, was.path("schema"), is.path("schema"));
  }

  private static String requiredness(JsonNode parameter) {
    return parameter.path("required").asBoolean() ? "required" : "optional";
  }

  private static SortedMap<String, JsonNode> parameters(Operation operation) {
    SortedMap<String, JsonNode> parameters = new TreeMap<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String in = parameter.path("in").asText();
      String name = parameter.path("name").asText();
      // To HTTP the names of headers are the same in any case
      parameters.put(
          in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name), parameter);
    }
    return parameters;
  }

  private void body(String place, @Nullable JsonNode was, @Nullable JsonNode is) {
    String then = was == null ? "nothing" : renamedType(was);
    String now = is == null ? "nothing" : Types.of(is);
    if (!then.equals(now)) {
      add(Kind.BODY, Impact.COMPILE, place + ": " + code(then) + " → " + code(now));
    } else if (was != null && is != null && nullable(was) != nullable(is)) {
      add(
          Kind.BODY,
          Impact.BEHAVIOR,
          place + (nullable(is) ? ": may be null now" : ": not null any more"));
    }
  }

  private void mediaTypes(String id, Operation then, Operation now) {
    SortedMap<String, Set<String>> old = mediaTypes(then);
    SortedMap<String, Set<String>> current = mediaTypes(now);
    for (String body : union(old.keySet(), current.keySet())) {
      Set<String> was = old.getOrDefault(body, Set.of());
      Set<String> is = current.getOrDefault(body, Set.of());
      if (!was.equals(is) && !was.isEmpty() && !is.isEmpty()) {
        add(Kind.BODY, null, id + " " + body + ": as " + codes(is) + ", before " + codes(was));
      }
    }
  }

  private static SortedMap<String, Set<String>> mediaTypes(Operation operation) {
    SortedMap<String, Set<String>> types = new TreeMap<>();
    types.put("request", names(operation.node().at("/requestBody/content")));
    for (var response : operation.node().path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        types.put("answer " + response.getKey(), names(response.getValue().path("content")));
      }
    }
    return types;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** One status often comes to many operations at once; that is one change. */
  private final class Statuses {
    private final SortedMap<String, Set<String>> byStatus = new TreeMap<>();

    void compare(Operation then, Operation now) {
      Set<String> old = names(then.node().path("responses"));
      Set<String> current = names(now.node().path("responses"));
      for (String status : union(old, current)) {
        if (!old.contains(status)) {
          note(status + " added", now);
        } else if (!current.contains(status)) {
          note(status + " removed", now);
        }
      }
    }

    private void note(String change, Operation operation) {
      byStatus.computeIfAbsent(change, key -> new TreeSet<>()).add(operation.id());
    }

    void report() {
      byStatus.forEach(
          (change, ids) ->
              add(
                  Kind.STATUS,
                  null,
                  code(change.substring(0, change.indexOf(' ')))
                      + change.substring(change.indexOf(' '))
                      + (change.endsWith("added") ? " to " : " from ")
                      + (ids.size() == after.operations.size() ? "all operations" : codes(ids))));
    }
  }

  // Components

  private void components() {
    for (String name : before.components.keySet()) {
      String current = renamed.getOrDefault(name, name);
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
          default -> branches(name, current);
        }
      }
    }
    for (String name : after.components.keySet()) {
      if (!before.components.containsKey(name) && !renamed.containsValue(name)) {
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
    String successor = successor(name);
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
      default -> " (union of " + count(schema.path("oneOf").size(), "branch") + ")";
    };
  }

  private static String count(int number, String word) {
    String plural =
        word.endsWith("y")
            ? word.substring(0, word.length() - 1) + "ies"
            : word + (word.endsWith("ch") ? "es" : "s");
    return number + " " + (number == 1 ? word : plural);
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
        add(Kind.PROPERTY_REMOVED, Impact.COMPILE, place + ": was " + code(renamedType(was)));
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
    String then = renamedType(was);
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

  private void facts(Kind kind, String place, JsonNode was, JsonNode is) {
    for (String fact : FACTS) {
      JsonNode then = was.path(fact);
      JsonNode now = is.path(fact);
      if (!then.equals(now)) {
        add(
            kind,
            null,
            place
                + ": "
                + code(fact)
                + " "
                + (now.isMissingNode() ? "removed" : code(now.toString()))
                + (then.isMissingNode() ? "" : ", before " + code(then.toString())));
      }
    }
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
              : "the accessor may answer null");
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

  private void branches(String nameBefore, String name) {
    Unions.Decision then = unionsBefore.get(nameBefore);
    Unions.Decision now = unionsAfter.get(name);
    if (then == null || now == null) {
      return;
    }
    SortedMap<String, String> old = new TreeMap<>();
    then.variants()
        .forEach(
            (branch, sign) -> old.put(renamed.getOrDefault(branch, branch), renamedType(sign)));
    if (!then.by().equals(now.by())) {
      add(
          Kind.UNION,
          Impact.BEHAVIOR,
          code(name) + ": by " + Unions.code(now) + ", before by " + Unions.code(then));
    }
    for (String branch : union(old.keySet(), now.variants().keySet())) {
      String was = old.get(branch);
      String is = now.variants().get(branch);
      String place = code(name) + ": " + code(branch);
      if (was == null) {
        add(
            Kind.UNION,
            Impact.COMPILE,
            place + " (" + is + ") added; a switch over all branches needs it");
      } else if (is == null) {
        add(Kind.UNION, Impact.COMPILE, place + " (" + was + ") removed");
      } else if (!was.equals(is) && after.components.containsKey(branch)) {
        if (then.by().equals(now.by())) {
          add(Kind.UNION, Impact.BEHAVIOR, place + ": " + is + ", before " + was);
        }
      } else if (!was.equals(is)) {
        add(Kind.UNION, Impact.COMPILE, place + ": " + code(was) + " → " + code(is));
      }
    }
  }

  // Texts

  private String type(JsonNode schema) {
    return code(Types.of(schema)) + (nullable(schema) ? " or null" : "");
  }

  private String renamedType(JsonNode schema) {
    return renamedType(Types.of(schema));
  }

  private String renamedType(String type) {
    String bare = type.replaceFirst("^((list|map) of )*", "").replaceFirst(" or null$", "");
    return type.replace(bare, renamed.getOrDefault(bare, bare));
  }

  private static boolean nullable(JsonNode schema) {
    return schema.path("nullable").asBoolean();
  }

  private static boolean isNumber(JsonNode schema) {
    return Set.of("integer", "number").contains(schema.path("type").asText());
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String codes(Set<String> texts) {
    return texts.stream().map(Comparison::code).collect(Collectors.joining(", "));
  }
}
