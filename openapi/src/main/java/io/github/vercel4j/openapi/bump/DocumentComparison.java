package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.vercel4j.openapi.Types;
import io.github.vercel4j.openapi.bump.Change.Impact;
import io.github.vercel4j.openapi.bump.Change.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the comparisons of operations and of components share. */
abstract class DocumentComparison {
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

  final Facts before;
  final Facts after;
  final Renames renames;
  private final List<Change> changes;

  /**
   * @param changes takes what is found
   */
  DocumentComparison(Facts before, Facts after, Renames renames, List<Change> changes) {
    this.before = before;
    this.after = after;
    this.renames = renames;
    this.changes = changes;
  }

  final void add(Kind kind, @Nullable Impact impact, String text) {
    changes.add(new Change(kind, text, impact));
  }

  static JsonNode component(Facts facts, String name) {
    return facts.components.getOrDefault(name, MissingNode.getInstance());
  }

  final void facts(Kind kind, String place, JsonNode was, JsonNode is) {
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

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static String count(int number, String word) {
    String plural = word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    return number + " " + (number == 1 ? word : plural);
  }

  static String type(JsonNode schema) {
    return code(Types.of(schema)) + (nullable(schema) ? " or null" : "");
  }

  static boolean nullable(JsonNode schema) {
    return schema.path("nullable").asBoolean();
  }

  static boolean isNumber(JsonNode schema) {
    return Set.of("integer", "number").contains(schema.path("type").asText());
  }

  static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  static String code(String text) {
    return "`" + text + "`";
  }

  static String codes(Set<String> texts) {
    return texts.stream().map(DocumentComparison::code).collect(Collectors.joining(", "));
  }
}
