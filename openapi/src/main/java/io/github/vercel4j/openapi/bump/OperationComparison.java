package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Types;
import io.github.vercel4j.openapi.bump.Change.Impact;
import io.github.vercel4j.openapi.bump.Change.Kind;
import io.github.vercel4j.openapi.bump.Facts.Operation;
import java.util.ArrayList;
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

/** Compares the operations of two documents by operationId. */
final class OperationComparison extends DocumentComparison {
  /** Marks the parameters that the client sets itself. */
  private static final String TEAM = "x-vercel-team";

  OperationComparison(Facts before, Facts after, Renames renames, List<Change> changes) {
    super(before, after, renames, changes);
  }

  void compare() {
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
    body(id + " response", then.response(), now.response());
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
              .map(DocumentComparison::code)
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
    String then = renames.type(was.path("schema"));
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
    String then = was == null ? "nothing" : renames.type(was);
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
        types.put("response " + response.getKey(), names(response.getValue().path("content")));
      }
    }
    return types;
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
}
