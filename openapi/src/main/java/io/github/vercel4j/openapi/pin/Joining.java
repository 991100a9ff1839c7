package io.github.vercel4j.openapi.pin;

import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets shapes that upstream inlines again and again share one component. */
final class Joining {
  /** Smaller objects are joined only when they are the same to the letter. */
  private static final int TELLING_KEYS = 4;

  private final Contract contract;

  Joining(Contract contract) {
    this.contract = contract;
  }

  /** Joins equal shapes, then objects with the same keys, until nothing changes. */
  void run() {
    boolean changed = true;
    while (changed) {
      changed = false;
      Map<String, Shape> first = new LinkedHashMap<>();
      for (Shape component : new ArrayList<>(contract.components())) {
        if (component.get() != component) {
          continue;
        }
        String signature = signature(component);
        Shape other = first.get(signature);
        if (other == null || other.get() != other) {
          first.put(signature, component);
        } else if (other != component && namesAgree(other, component)) {
          Shapes.join(other, component);
          changed = true;
        }
      }
    }
  }

  private static boolean namesAgree(Shape a, Shape b) {
    return a.name == null || b.name == null || Objects.equals(a.name, b.name);
  }

  private static String signature(Shape component) {
    StringBuilder signature = new StringBuilder();
    if (component.kind == Kind.OBJECT) {
      // A request is filled in by the caller, a response by the service: they share by choice only.
      signature.append(sides(component)).append(' ');
    }
    return signature.append(structure(component)).toString();
  }

  /** A text that is the same for shapes of the same structure. */
  static String structure(Shape shape) {
    StringBuilder structure = new StringBuilder();
    append(structure, shape);
    return structure.toString();
  }

  private static String sides(Shape component) {
    boolean request = isRequested(component);
    boolean response = component.places.stream().anyMatch(place -> !isRequest(place));
    return (request ? "request" : "") + (response ? "response" : "");
  }

  /** Whether callers fill it in, and the service never does. */
  static boolean isRequestedOnly(Shape component) {
    return component.places.stream().allMatch(Joining::isRequest);
  }

  private static boolean isRequested(Shape component) {
    return component.places.stream().anyMatch(Joining::isRequest);
  }

  static boolean isRequest(String place) {
    String side = place.substring(place.indexOf('.') + 1);
    return side.startsWith("request") || side.startsWith("query");
  }

  private static void append(StringBuilder to, Shape shape) {
    switch (shape.kind) {
      case ENUM -> to.append("enum").append(shape.values);
      case OBJECT -> {
        // What a caller must send is part of what a request is.
        boolean telling = shape.properties.size() >= TELLING_KEYS && !isRequested(shape);
        to.append('{');
        for (Map.Entry<String, Property> entry : shape.properties.entrySet()) {
          Property property = entry.getValue();
          to.append(entry.getKey());
          if (!telling) {
            to.append(property.required ? "" : "?").append(property.nullable ? "~" : "");
          }
          to.append(':');
          Shape value = property.shape();
          if (telling && value.kind == Kind.ENUM) {
            to.append("enum");
          } else {
            append(to, value);
          }
          to.append(',');
        }
        to.append(shape.undescribed).append('}');
      }
      case UNION -> {
        List<String> variants = new ArrayList<>();
        for (Shape variant : shape.variants) {
          StringBuilder text = new StringBuilder();
          append(text, variant.get());
          variants.add(text.toString());
        }
        variants.sort(null);
        to.append(variants);
      }
      case ARRAY, MAP -> {
        to.append(shape.kind).append('<');
        append(to, shape.element().shape());
        to.append(shape.element().nullable ? "~>" : ">");
      }
      case RECURSION -> to.append('^').append(nullToEmpty(shape.upstreamName));
      default -> {
        to.append(shape.kind);
        if (shape.constant != null) {
          to.append('=').append(shape.constant);
        }
        if (shape.facts.containsKey("format")) {
          to.append('%').append(shape.facts.get("format"));
        }
      }
    }
  }

  private static String nullToEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
