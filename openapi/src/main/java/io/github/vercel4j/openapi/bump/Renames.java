package io.github.vercel4j.openapi.bump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.vercel4j.openapi.Types;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The classes that go on under another name. */
final class Renames {
  private final Facts before;
  private final Facts after;
  private final SortedMap<String, String> renamed = new TreeMap<>();

  Renames(Facts before, Facts after) {
    this.before = before;
    this.after = after;
    find();
  }

  /** What a class is called now. */
  String now(String name) {
    return renamed.getOrDefault(name, name);
  }

  /** Whether a class has its name from another one that is gone. */
  boolean isSuccessor(String name) {
    return renamed.containsValue(name);
  }

  /** A class that is gone was renamed when a new one of its kind stands where it stood. */
  private void find() {
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
              && Facts.kind(schema)
                  .equals(
                      Facts.kind(
                          before.components.getOrDefault(gone, MissingNode.getInstance())))) {
            renamed.put(gone, successor);
          }
        }
      }
    }
  }

  /** What stands in most places where a class stood. */
  @Nullable String successor(String gone) {
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

  /** A type of the earlier document, with the names of the later one. */
  String type(JsonNode schema) {
    return type(Types.of(schema));
  }

  String type(String type) {
    String bare = type.replaceFirst("^((list|map) of )*", "").replaceFirst(" or null$", "");
    return type.replace(bare, renamed.getOrDefault(bare, bare));
  }
}
