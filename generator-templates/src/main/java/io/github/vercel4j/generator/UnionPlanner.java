package io.github.vercel4j.generator;

import io.github.vercel4j.generator.JavaType.Kind;
import io.github.vercel4j.generator.UnionPlan.Case;
import io.github.vercel4j.generator.UnionPlan.Decision;
import io.github.vercel4j.generator.UnionPlan.Variant;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what tells the variants of a union apart: the specification has decided it. */
final class UnionPlanner {
  static final String EXTENSION = "x-vercel-union";

  private final Contract contract;

  UnionPlanner(Contract contract) {
    this.contract = contract;
  }

  UnionPlan plan(String name, Schema<?> union, @Nullable String paginated) {
    List<Variant> models = new ArrayList<>();
    Map<Kind, Variant> values = new EnumMap<>(Kind.class);
    for (Schema<?> schema : union.getOneOf()) {
      JavaType type = contract.type(schema);
      String reference = Contract.reference(schema);
      if (reference != null && Contract.isObject(contract.component(reference))) {
        models.add(new Variant(reference, type, true));
      } else if (type.kind() != Kind.ANY) {
        values.put(type.kind(), new Variant(type.wrapper(), type, false));
      }
    }
    List<Variant> variants = new ArrayList<>(models);
    variants.addAll(values.values());
    return new UnionPlan(
        name,
        Text.sentence(union.getDescription()),
        paginated,
        variants,
        decision(name, decided(name, union), models, values.get(Kind.OBJECT)));
  }

  private static Map<?, ?> decided(String name, Schema<?> union) {
    if (union.getExtensions() != null
        && union.getExtensions().get(EXTENSION) instanceof Map<?, ?> decided) {
      return decided;
    }
    throw new IllegalArgumentException("Union " + name + " has no " + EXTENSION);
  }

  private static @Nullable Decision decision(
      String name, Map<?, ?> decided, List<Variant> models, @Nullable Variant map) {
    if (!(decided.get("variants") instanceof Map<?, ?> variants)) {
      return null;
    }
    List<Case> cases = new ArrayList<>();
    int index = 0;
    for (Variant model : models) {
      if (!(variants.get(model.name()) instanceof List<?> signs)) {
        throw new IllegalArgumentException(
            "The " + EXTENSION + " of " + name + " does not say what tells " + model.name());
      }
      List<String> labels = signs.stream().map(String::valueOf).toList();
      cases.add(new Case(labels, index, model.type().adapter()));
      index += labels.size();
    }
    Object key = decided.get("key");
    return new Decision(
        key == null ? null : key.toString(), cases, map == null ? null : map.type().adapter());
  }
}
