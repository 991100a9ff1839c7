package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The content of {@code unions.md}: every union, and how it is decided. */
public final class UnionLedger {
  private UnionLedger() {}

  /** The ledger of a patched document. */
  public static String of(JsonNode document) {
    SortedMap<String, Unions.Decision> unions = Unions.of(document);
    SortedMap<String, Integer> counts = new TreeMap<>();
    unions
        .values()
        .forEach(
            union ->
                counts.merge(union.by().substring(0, union.by().indexOf(' ')), 1, Integer::sum));
    StringBuilder text = new StringBuilder("# Unions and how they are decided\n\n");
    text.append("Written by `integration-tests/outputs`; the build checks that it is current.\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%d unions: %d by JSON type, %d by a constant, %d by a required key. Where a union holds"
                + " several objects\nbeside other JSON types, the type comes first.\n",
            unions.size(),
            counts.getOrDefault("JSON", 0),
            counts.getOrDefault("constant", 0),
            counts.getOrDefault("required", 0)));
    unions.forEach(
        (name, union) -> {
          text.append("\n## ")
              .append(name)
              .append("\n\nBy ")
              .append(Unions.code(union))
              .append(":\n\n");
          union
              .variants()
              .forEach(
                  (variant, sign) ->
                      text.append("- ").append(variant).append(": ").append(sign).append('\n'));
        });
    StringBuilder joined = new StringBuilder();
    for (var schema : document.at("/components/schemas").properties()) {
      if (schema.getValue().has("x-vercel-joined")) {
        joined.append("- ").append(schema.getKey()).append(": ");
        String separator = "";
        for (JsonNode reason : schema.getValue().path("x-vercel-joined")) {
          joined.append(separator).append(reason.asText());
          separator = "; ";
        }
        joined.append('\n');
      }
    }
    if (!joined.isEmpty()) {
      text.append("\n## Alternatives that are one class\n\n")
          .append("Upstream tells these apart where nothing in the JSON does:\n\n")
          .append(joined);
    }
    return text.toString();
  }
}
