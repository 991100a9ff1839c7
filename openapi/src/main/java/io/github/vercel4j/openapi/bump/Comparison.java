package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vercel4j.openapi.Unions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

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
  private Comparison() {}

  /**
   * What changed, in the order of the kinds and then of the texts.
   *
   * @param derived the names in the later document that nobody chose
   */
  static List<Change> of(JsonNode before, JsonNode after, Set<String> derived) {
    Facts then = new Facts(before);
    Facts now = new Facts(after);
    Renames renames = new Renames(then, now);
    List<Change> changes = new ArrayList<>();
    new OperationComparison(then, now, renames, changes).compare();
    new ComponentComparison(
            then, now, renames, changes, List.of(Unions.of(before), Unions.of(after)), derived)
        .compare();
    Collections.sort(changes);
    return changes;
  }
}
