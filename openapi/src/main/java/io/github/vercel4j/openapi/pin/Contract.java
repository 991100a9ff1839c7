package io.github.vercel4j.openapi.pin;

import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Use;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All shapes of the pinned operations, from their requests, responses and parameters down. */
final class Contract {
  /** Requests, responses and query parameters by place, such as {@code createProject.request}. */
  final SortedMap<String, Use> roots = new TreeMap<>();

  /** Sees every use below the roots once, parents before children, nearest to the roots first. */
  interface Visitor {
    /**
     * Visits one use.
     *
     * @param place where the use stands, counted from the nearest component or root
     * @param parent the component that holds it, or null below a root
     */
    void visit(Use use, String place, @Nullable Shape parent);
  }

  private record Step(Use use, String place, @Nullable Shape parent) {}

  /** Walks the graph; a component is entered once however often it is used. */
  void walk(Visitor visitor) {
    Set<Shape> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Step> queue = new ArrayDeque<>();
    roots.forEach((place, use) -> queue.add(new Step(use, place, null)));
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      visitor.visit(step.use, step.place, step.parent);
      Shape shape = step.use.shape();
      boolean component = shape.isComponent();
      if (component && !entered.add(shape)) {
        continue;
      }
      children(shape, component ? "" : step.place, component ? shape : step.parent, queue::add);
    }
  }

  private static void children(
      Shape shape, String place, @Nullable Shape parent, Consumer<Step> to) {
    switch (shape.kind) {
      case ARRAY -> to.accept(new Step(shape.element(), place + "[]", parent));
      case MAP -> to.accept(new Step(shape.element(), place + "{}", parent));
      case OBJECT ->
          shape.properties.forEach(
              (key, property) -> to.accept(new Step(property, place + "." + key, parent)));
      case UNION ->
          shape.variants.forEach(
              variant ->
                  to.accept(
                      new Step(
                          new Use(variant.get(), false),
                          place + "|" + Shapes.label(shape, variant.get()),
                          parent)));
      default -> {}
    }
  }

  /** Gives every component its place; to be called while the shapes are still trees. */
  void locate() {
    roots.forEach((place, use) -> locate(use.shape(), place));
  }

  private static void locate(Shape shape, String place) {
    if (shape.isComponent()) {
      shape.places.add(place);
    }
    children(shape, place, null, step -> locate(step.use.shape(), step.place));
  }

  /** Every object, enum and union, parents before children. */
  Set<Shape> components() {
    Set<Shape> components = new LinkedHashSet<>();
    walk(
        (use, place, parent) -> {
          if (use.shape().isComponent()) {
            components.add(use.shape());
          }
        });
    return components;
  }

  /** Decides each union anew, since joining may have made its variants one or left them unclear. */
  void settleUnions() {
    for (Shape component : components()) {
      if (component.kind == Kind.UNION && component.get() == component) {
        Set<Shape> variants = Collections.newSetFromMap(new IdentityHashMap<>());
        component.variants.forEach(variant -> variants.add(variant.get()));
        Shape settled =
            Shapes.union(variants.stream().map(variant -> new Use(variant, false)).toList())
                .shape();
        if (settled.kind == Kind.UNION) {
          component.variants.clear();
          component.variants.addAll(settled.variants);
        } else {
          if (settled.kind == Kind.OBJECT && component.variants.size() > 1) {
            settled.joins.add("one name was chosen for them");
          }
          component.forwardTo(settled);
        }
      }
    }
  }

  /** The components that upstream's recursive references lead to, by upstream's name. */
  Map<String, Shape> recursionTargets() {
    Map<String, Shape> targets = new TreeMap<>();
    for (Shape component : components()) {
      if (component.upstreamName != null && component.kind == Kind.OBJECT) {
        targets.putIfAbsent(component.upstreamName, component);
      }
    }
    return targets;
  }
}
