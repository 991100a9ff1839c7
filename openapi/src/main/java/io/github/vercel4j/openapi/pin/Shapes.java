package io.github.vercel4j.openapi.pin;

import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Property;
import io.github.vercel4j.openapi.pin.Shape.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Joins shapes, and makes unions that can be decided without guessing. */
final class Shapes {
  private Shapes() {}

  /**
   * The shape that allows what either allows. Objects become one object whose keys are required
   * only where both require them.
   */
  static Use join(Use left, Use right) {
    return new Use(left, right, join(left.shape(), right.shape()));
  }

  static Shape join(Shape left, Shape right) {
    Shape a = left.get();
    Shape b = right.get();
    if (a == b) {
      return a;
    }
    Shape joined = joinKinds(a, b);
    if (joined.name == null) {
      joined.name = a.kind == joined.kind && a.name != null ? a.name : nameIf(b, joined.kind);
    }
    joined.places.addAll(a.places);
    joined.places.addAll(b.places);
    joined.joins.addAll(a.joins);
    joined.joins.addAll(b.joins);
    if (joined.upstreamName == null) {
      joined.upstreamName = a.upstreamName == null ? b.upstreamName : a.upstreamName;
    }
    return joined;
  }

  private static @Nullable String nameIf(Shape shape, Kind kind) {
    return shape.kind == kind ? shape.name : null;
  }

  private static Shape joinKinds(Shape a, Shape b) {
    if (a.kind == Kind.ANY || b.kind == Kind.ANY) {
      return survive(a.kind == Kind.ANY ? a : b, a.kind == Kind.ANY ? b : a);
    }
    if (a.isText() && b.isText()) {
      return joinTexts(a, b);
    }
    if (a.isNumeric() && b.isNumeric()) {
      keepCommonFacts(a, b);
      a.kind = a.kind == b.kind ? a.kind : Kind.NUMBER;
      return survive(a, b);
    }
    if (a.kind == Kind.BOOLEAN && b.kind == Kind.BOOLEAN) {
      keepCommonFacts(a, b);
      a.constant = Objects.equals(a.constant, b.constant) ? a.constant : null;
      return survive(a, b);
    }
    if (a.kind == b.kind && (a.kind == Kind.ARRAY || a.kind == Kind.MAP)) {
      keepCommonFacts(a, b);
      a.element = join(a.element(), b.element());
      return survive(a, b);
    }
    if (a.kind == Kind.OBJECT && b.kind == Kind.OBJECT) {
      return joinObjects(a, b);
    }
    if (a.kind == Kind.OBJECT && b.kind == Kind.MAP) {
      return absorbMap(a, b);
    }
    if (a.kind == Kind.MAP && b.kind == Kind.OBJECT) {
      return absorbMap(b, a);
    }
    if (a.kind == Kind.RECURSION
        && b.kind == Kind.RECURSION
        && Objects.equals(a.upstreamName, b.upstreamName)) {
      return survive(a, b);
    }
    Shape union = union(List.of(new Use(a, false), new Use(b, false))).shape();
    // A union's variants go into the new one; whoever held the union holds the new one.
    for (Shape old : List.of(a, b)) {
      if (old.kind == Kind.UNION) {
        old.forwardTo(union);
      }
    }
    return union;
  }

  private static Shape survive(Shape survivor, Shape other) {
    other.forwardTo(survivor);
    return survivor;
  }

  private static Shape joinTexts(Shape a, Shape b) {
    keepCommonFacts(a, b);
    SortedSet<String> left = a.textValues();
    SortedSet<String> right = b.textValues();
    if (left == null || right == null) {
      a.kind = Kind.STRING;
      a.constant = null;
      a.values.clear();
      return survive(a, b);
    }
    SortedSet<String> all = new TreeSet<>(left);
    all.addAll(right);
    if (all.size() > 1) {
      a.kind = Kind.ENUM;
      a.constant = null;
      a.values.addAll(all);
    }
    return survive(a, b);
  }

  private static Shape joinObjects(Shape a, Shape b) {
    keepCommonFacts(a, b);
    List<Alternative> theirDemands = Alternative.of(b);
    a.alternatives.addAll(Alternative.of(a));
    a.alternatives.addAll(theirDemands);
    a.closed &= b.closed;
    Set<String> required = a.requiredKeys();
    required.retainAll(b.requiredKeys());
    b.properties.forEach(
        (key, theirs) -> {
          Property ours = a.properties.get(key);
          if (ours == null) {
            a.properties.put(key, new Property(theirs, false, theirs.deprecated));
          } else {
            ours.become(join(ours, theirs));
            ours.deprecated &= theirs.deprecated;
          }
        });
    a.require(required);
    return survive(a, b);
  }

  /**
   * An open object keeps what it does not know, so it can stand for a map as well. Such a value may
   * be any object, also the empty one, so no key is required.
   */
  private static Shape absorbMap(Shape object, Shape map) {
    object.closed = false;
    object.require(Set.of());
    object.alternatives.clear();
    return survive(object, map);
  }

  private static void keepCommonFacts(Shape a, Shape b) {
    a.facts.entrySet().removeIf(fact -> !fact.getValue().equals(b.facts.get(fact.getKey())));
  }

  /** One shape for several alternatives: a union only where they can be told apart. */
  static Use union(Collection<Use> alternatives) {
    boolean nullable = false;
    List<Shape> flat = new ArrayList<>();
    for (Use alternative : alternatives) {
      nullable |= alternative.nullable;
      Shape shape = alternative.shape();
      if (shape.kind == Kind.UNION) {
        shape.variants.forEach(variant -> flat.add(variant.get()));
      } else {
        flat.add(shape);
      }
    }
    List<Shape> variants = joinSameJsonType(flat);
    if (variants.stream().anyMatch(variant -> variant.kind == Kind.ANY)) {
      return new Use(new Shape(Kind.ANY), nullable);
    }
    if (variants.size() == 1) {
      return new Use(variants.get(0), nullable);
    }
    Shape union = new Shape(Kind.UNION);
    union.variants.addAll(variants);
    return new Use(union, nullable);
  }

  private static List<Shape> joinSameJsonType(List<Shape> flat) {
    Map<String, Shape> scalars = new TreeMap<>();
    List<Shape> objects = new ArrayList<>();
    for (Shape shape : flat) {
      if (shape.kind == Kind.OBJECT || shape.kind == Kind.RECURSION) {
        objects.add(shape);
      } else {
        scalars.merge(jsonType(shape), shape, Shapes::join);
      }
    }
    List<Shape> decided = decidable(objects);
    Shape map = scalars.get("object");
    if (map != null && !decided.isEmpty()) {
      scalars.remove("object");
      Shape all = decided.get(0);
      for (Shape object : decided.subList(1, decided.size())) {
        all = joinVariants(all, object, "an object of any keys stands beside them");
      }
      decided = List.of(absorbMap(all, map));
    }
    List<Shape> result = new ArrayList<>(scalars.values());
    result.addAll(decided);
    return result;
  }

  /** The JSON type that a value of this shape has; maps and objects are both {@code object}. */
  static String jsonType(Shape shape) {
    return switch (shape.kind) {
      case ANY -> "any";
      case STRING, ENUM -> "string";
      case INTEGER, NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case MAP, OBJECT, RECURSION -> "object";
      case UNION -> throw new IllegalStateException("A union has no JSON type of its own");
    };
  }

  /** Joins object variants until the remaining ones are told apart by a constant or a key. */
  private static List<Shape> decidable(List<Shape> objects) {
    List<Shape> variants = joinWhere(objects, Shapes::sameKeys, "they have the same keys");
    if (variants.size() < 2) {
      return variants;
    }
    String constant = constantKey(variants);
    if (constant == null) {
      variants = joinWhere(variants, Shapes::oneHoldsTheOther, "one has all keys of the other");
      constant = variants.size() < 2 ? null : constantKey(variants);
    }
    if (constant != null) {
      String key = constant;
      return joinWhere(
          variants, (a, b) -> valuesOverlap(a, b, key), "they share a value of `" + key + "`");
    }
    Set<String> common = requiredByAll(variants);
    variants =
        joinWhere(
            variants,
            (a, b) -> shareRequiredKey(a, b, common),
            "they require a key that others do not");
    while (variants.size() > 1) {
      List<Shape> unclear = new ArrayList<>();
      List<Shape> clear = new ArrayList<>();
      for (Shape variant : variants) {
        (ownRequiredKey(variant, variants) == null ? unclear : clear).add(variant);
      }
      if (unclear.isEmpty()) {
        return variants;
      }
      // One unclear variant cannot be told from a clear one that lost its key: they go together.
      Shape all = unclear.get(0);
      List<Shape> rest = unclear.size() == 1 ? clear : unclear.subList(1, unclear.size());
      for (Shape other : rest) {
        all = joinVariants(all, other, "one of them requires no key that only it has");
      }
      List<Shape> next = new ArrayList<>(unclear.size() == 1 ? List.of() : clear);
      next.add(all);
      variants = next;
    }
    return variants;
  }

  private interface Test {
    boolean test(Shape a, Shape b);
  }

  private static List<Shape> joinWhere(List<Shape> shapes, Test test, String reason) {
    List<Shape> result = new ArrayList<>();
    for (Shape shape : shapes) {
      Shape current = shape;
      boolean again = true;
      while (again) {
        again = false;
        for (int i = 0; i < result.size(); i++) {
          if (test.test(result.get(i), current)) {
            current = joinVariants(result.remove(i), current, reason);
            again = true;
            break;
          }
        }
      }
      result.add(current);
    }
    return result;
  }

  /** Joins two variants and keeps why, unless they were equal anyway. */
  private static Shape joinVariants(Shape a, Shape b, String reason) {
    boolean different = !Joining.structure(a).equals(Joining.structure(b));
    Shape joined = join(a, b);
    if (different && joined.kind == Kind.OBJECT) {
      joined.joins.add(reason);
    }
    return joined;
  }

  private static boolean sameKeys(Shape a, Shape b) {
    return a.kind == b.kind
        && a.properties.keySet().equals(b.properties.keySet())
        && Objects.equals(recursionName(a), recursionName(b));
  }

  private static @Nullable String recursionName(Shape shape) {
    return shape.kind == Kind.RECURSION ? shape.upstreamName : null;
  }

  private static boolean oneHoldsTheOther(Shape a, Shape b) {
    return a.properties.keySet().containsAll(b.properties.keySet())
        || b.properties.keySet().containsAll(a.properties.keySet());
  }

  private static Set<String> requiredByAll(List<Shape> variants) {
    Set<String> keys = variants.get(0).requiredKeys();
    variants.forEach(variant -> keys.retainAll(variant.requiredKeys()));
    return keys;
  }

  /** Two responses that both must have what others need not are two versions of one response. */
  private static boolean shareRequiredKey(Shape a, Shape b, Set<String> common) {
    Set<String> shared = a.requiredKeys();
    shared.retainAll(b.requiredKeys());
    shared.removeAll(common);
    return !shared.isEmpty();
  }

  private static boolean valuesOverlap(Shape a, Shape b, String key) {
    SortedSet<String> left = constantValues(a, key);
    SortedSet<String> right = constantValues(b, key);
    return left != null && right != null && !Collections.disjoint(left, right);
  }

  /** The values that a variant fixes for a required key, or null when it leaves it open. */
  static @Nullable SortedSet<String> constantValues(Shape variant, String key) {
    Property property = variant.properties.get(key);
    if (property == null || !property.required || property.nullable) {
      return null;
    }
    return property.shape().textValues();
  }

  /** The key whose value tells all variants apart (best first, {@code type} before others). */
  static @Nullable String constantKey(List<Shape> variants) {
    String best = null;
    int bestGroups = 1;
    for (String key : variants.get(0).properties.keySet()) {
      List<SortedSet<String>> groups = new ArrayList<>();
      boolean everywhere = true;
      for (Shape variant : variants) {
        SortedSet<String> values = constantValues(variant, key);
        if (values == null) {
          everywhere = false;
          break;
        }
        SortedSet<String> merged = new TreeSet<>(values);
        for (SortedSet<String> group : List.copyOf(groups)) {
          if (!Collections.disjoint(group, merged)) {
            groups.remove(group);
            merged.addAll(group);
          }
        }
        groups.add(merged);
      }
      if (everywhere
          && (groups.size() > bestGroups || (groups.size() == bestGroups && key.equals("type")))) {
        best = groups.size() > 1 ? key : best;
        bestGroups = groups.size();
      }
    }
    return best;
  }

  /** A key that this variant requires and no other variant has, or null. */
  static @Nullable String ownRequiredKey(Shape variant, List<Shape> variants) {
    for (Map.Entry<String, Property> property : variant.properties.entrySet()) {
      if (property.getValue().required
          && variants.stream()
              .noneMatch(
                  other -> other != variant && other.properties.containsKey(property.getKey()))) {
        return property.getKey();
      }
    }
    return null;
  }

  static List<Shape> objectsOf(Shape union) {
    return union.variants.stream()
        .map(Shape::get)
        .filter(variant -> jsonType(variant).equals("object"))
        .toList();
  }

  /** What a reader calls this variant: its constant, its JSON type or the key that only it has. */
  static String label(Shape union, Shape variant) {
    String type = jsonType(variant);
    List<Shape> objects = objectsOf(union);
    if (!type.equals("object") || objects.size() == 1) {
      return type;
    }
    String key = constantKey(objects);
    if (key != null) {
      SortedSet<String> values = constantValues(variant, key);
      // A dot would read as a path below the variant.
      return values == null ? type : values.first().replace('.', '-');
    }
    String own = ownRequiredKey(variant, objects);
    return own == null ? type : own;
  }
}
