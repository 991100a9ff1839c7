package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One schema of the document, freed of prose. Shapes start as a tree and become a graph when equal
 * ones are joined; a joined shape forwards to the survivor, so every holder calls {@link #get()}.
 */
final class Shape {
  enum Kind {
    ANY,
    STRING,
    /** A string with a fixed set of at least two values. */
    ENUM,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    MAP,
    OBJECT,
    UNION,
    /** A reference back to an enclosing shape, by the name upstream gives it. */
    RECURSION
  }

  /**
   * A place where a shape stands: joined shapes are shared, whether null may stand there is not.
   */
  static class Use {
    private Shape shape;
    boolean nullable;

    /** The values that an ENUM has here; the shape also has those of the places that it shares. */
    private final SortedSet<String> values = new TreeSet<>();

    Use(Shape shape, boolean nullable) {
      this.shape = shape;
      this.nullable = nullable;
      SortedSet<String> texts = shape.get().textValues();
      if (texts != null) {
        values.addAll(texts);
      }
    }

    /** A place that allows what either allows. */
    Use(Use left, Use right, Shape joined) {
      this.shape = joined;
      this.nullable = left.nullable || right.nullable;
      values.addAll(left.values);
      values.addAll(right.values);
    }

    /** The texts that may stand here, of all those that the shape has; null where any may. */
    @Nullable SortedSet<String> values() {
      SortedSet<String> all = shape().textValues();
      return all == null || values.isEmpty() ? all : values;
    }

    Shape shape() {
      return shape.get();
    }

    void become(Use joined) {
      shape = joined.shape();
      nullable = joined.nullable;
      values.addAll(joined.values);
    }
  }

  /** A property of an object. */
  static final class Property extends Use {
    boolean required;
    boolean deprecated;

    Property(Use use, boolean required, boolean deprecated) {
      super(use, use, use.shape());
      this.required = required;
      this.deprecated = deprecated;
    }
  }

  Kind kind;

  /** Keywords that carry a fact and need no structure: format, default, limits. */
  final SortedMap<String, JsonNode> facts = new TreeMap<>();

  /** Properties of an OBJECT. */
  final SortedMap<String, Property> properties = new TreeMap<>();

  /** The keys that an OBJECT requires without saying what they hold; an overlay has to say it. */
  final SortedSet<String> undescribed = new TreeSet<>();

  /** An OBJECT that rejects further properties. */
  boolean closed;

  /** The values of an ENUM. */
  final SortedSet<String> values = new TreeSet<>();

  /** The only value that a STRING or BOOLEAN may have. */
  @Nullable JsonNode constant;

  /** The variants of a UNION. */
  final List<Shape> variants = new ArrayList<>();

  /** The elements of an ARRAY, the values of a MAP. */
  @Nullable Use element;

  /** The name of the upstream component that this shape came from or, for RECURSION, leads to. */
  @Nullable String upstreamName;

  /** Where a component stands in the document, as {@code operationId.request|status.path}. */
  final SortedSet<String> places = new TreeSet<>();

  /** Why variants of a union became this one OBJECT. */
  final SortedSet<String> joins = new TreeSet<>();

  /** What the objects demand that an OBJECT was joined from; empty where it was not. */
  final Set<Alternative> alternatives = new LinkedHashSet<>();

  /** The component's name, once it has one. */
  @Nullable String name;

  private @Nullable Shape survivor;

  Shape(Kind kind) {
    this.kind = kind;
  }

  /** This shape, or the one it was joined into. */
  Shape get() {
    Shape shape = this;
    while (shape.survivor != null) {
      shape = shape.survivor;
    }
    return shape;
  }

  void forwardTo(Shape other) {
    if (other.get() != this) {
      survivor = other.get();
    }
  }

  Use element() {
    if (element == null) {
      throw new IllegalStateException(kind + " without elements");
    }
    return element;
  }

  /** All keys that an OBJECT requires. */
  SortedSet<String> requiredKeys() {
    SortedSet<String> keys = new TreeSet<>(undescribed);
    properties.forEach(
        (key, property) -> {
          if (property.required) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** Makes an OBJECT require exactly these keys. */
  void require(Set<String> keys) {
    properties.forEach((key, property) -> property.required = keys.contains(key));
    undescribed.clear();
    undescribed.addAll(keys);
    undescribed.removeAll(properties.keySet());
  }

  boolean isComponent() {
    return kind == Kind.OBJECT || kind == Kind.ENUM || kind == Kind.UNION;
  }

  boolean isText() {
    return kind == Kind.STRING || kind == Kind.ENUM;
  }

  boolean isNumeric() {
    return kind == Kind.INTEGER || kind == Kind.NUMBER;
  }

  /** The strings that this shape may be, or null when it is not limited to some. */
  @Nullable SortedSet<String> textValues() {
    if (kind == Kind.ENUM) {
      return values;
    }
    if (constant != null && (kind == Kind.STRING || kind == Kind.BOOLEAN)) {
      return new TreeSet<>(List.of(constant.asText()));
    }
    return null;
  }
}
