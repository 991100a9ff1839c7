package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one of the objects demands that became one object. In Java they are one class; a request has
 * to meet the demands of one of them all the same.
 *
 * @param required the keys that it requires
 * @param values the texts that it allows for a key that it requires
 */
record Alternative(SortedSet<String> required, SortedMap<String, SortedSet<String>> values) {
  private static final SortedSet<String> NONE = Collections.emptySortedSet();

  /** What an object demands by itself, or what those demand that it was made of. */
  static List<Alternative> of(Shape object) {
    if (!object.alternatives.isEmpty()) {
      return List.copyOf(object.alternatives);
    }
    SortedMap<String, SortedSet<String>> values = new TreeMap<>();
    for (String key : object.properties.keySet()) {
      SortedSet<String> texts = Shapes.constantValues(object, key);
      if (texts != null) {
        values.put(key, new TreeSet<>(texts));
      }
    }
    return List.of(new Alternative(object.requiredKeys(), values));
  }

  /** The demands of the alternatives as schemas, without what the object says already. */
  static List<ObjectNode> schemas(Shape object) {
    List<Alternative> merged = new ArrayList<>();
    object.alternatives.forEach(alternative -> merge(merged, alternative));
    List<Alternative> alternatives = new ArrayList<>();
    for (Alternative alternative : merged) {
      add(alternatives, alternative.beyond(object));
    }
    for (Alternative alternative : alternatives) {
      if (alternative.required.isEmpty() && alternative.values.isEmpty()) {
        return List.of();
      }
    }
    return alternatives.stream().map(Alternative::schema).toList();
  }

  /** Adds one; two that differ in the values of one key only are one. */
  private static void merge(List<Alternative> alternatives, Alternative added) {
    for (Alternative other : List.copyOf(alternatives)) {
      List<String> different =
          added.values.keySet().stream()
              .filter(key -> !Objects.equals(added.values.get(key), other.values.get(key)))
              .toList();
      if (added.required.equals(other.required)
          && added.values.keySet().equals(other.values.keySet())
          && different.size() < 2) {
        SortedMap<String, SortedSet<String>> values = new TreeMap<>(added.values);
        for (String key : different) {
          SortedSet<String> all = new TreeSet<>(other.values.getOrDefault(key, NONE));
          all.addAll(added.values.getOrDefault(key, NONE));
          values.put(key, all);
        }
        alternatives.remove(other);
        merge(alternatives, new Alternative(added.required, values));
        return;
      }
    }
    alternatives.add(added);
  }

  /** What the object itself does not demand. */
  private Alternative beyond(Shape object) {
    SortedSet<String> keys = new TreeSet<>(required);
    keys.removeAll(object.requiredKeys());
    SortedMap<String, SortedSet<String>> narrowed = new TreeMap<>(values);
    narrowed
        .entrySet()
        .removeIf(
            entry -> {
              Shape.Property property = object.properties.get(entry.getKey());
              return property == null || entry.getValue().equals(property.values());
            });
    return new Alternative(keys, narrowed);
  }

  /** Adds one, unless another demands no more; what demands more than it goes. */
  private static void add(List<Alternative> alternatives, Alternative added) {
    for (Alternative other : List.copyOf(alternatives)) {
      if (other.demandsNoMoreThan(added)) {
        return;
      }
      if (added.demandsNoMoreThan(other)) {
        alternatives.remove(other);
      }
    }
    alternatives.add(added);
  }

  private boolean demandsNoMoreThan(Alternative other) {
    return other.required.containsAll(required)
        && values.entrySet().stream()
            .allMatch(
                entry ->
                    other.values.containsKey(entry.getKey())
                        && entry
                            .getValue()
                            .containsAll(other.values.getOrDefault(entry.getKey(), NONE)));
  }

  private ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (!values.isEmpty()) {
      ObjectNode properties = schema.putObject("properties");
      for (Map.Entry<String, SortedSet<String>> entry : values.entrySet()) {
        entry.getValue().forEach(properties.putObject(entry.getKey()).putArray("enum")::add);
      }
    }
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema;
  }
}
