package io.github.vercel4j.generator;

import io.github.vercel4j.generator.JavaType.Kind;
import io.github.vercel4j.generator.UnionPlan.Branch;
import io.github.vercel4j.generator.UnionPlan.Case;
import io.github.vercel4j.generator.UnionPlan.Decision;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what tells the branches of a union apart: JSON type, then a constant key, then a key. */
final class UnionPlanner {
  private final Contract contract;

  UnionPlanner(Contract contract) {
    this.contract = contract;
  }

  UnionPlan plan(String name, Schema<?> union, @Nullable String paginated) {
    List<Branch> models = new ArrayList<>();
    Map<Kind, Branch> values = new EnumMap<>(Kind.class);
    for (Schema<?> schema : union.getOneOf()) {
      JavaType type = contract.type(schema);
      String reference = Contract.reference(schema);
      if (reference != null && Contract.isObject(contract.component(reference))) {
        models.add(new Branch(reference, type, true));
      } else if (type.kind() != Kind.ANY
          && values.put(type.kind(), new Branch(type.wrapper(), type, false)) != null) {
        throw undecidable(name, "two branches are of JSON type " + type.kind());
      }
    }
    List<Branch> branches = new ArrayList<>(models);
    branches.addAll(values.values());
    return new UnionPlan(
        name,
        Text.sentence(union.getDescription()),
        paginated,
        branches,
        decision(name, models, values));
  }

  private @Nullable Decision decision(String name, List<Branch> models, Map<Kind, Branch> values) {
    Branch map = values.get(Kind.OBJECT);
    if (models.isEmpty() || (models.size() == 1 && map == null)) {
      return null;
    }
    String otherwise = map == null ? null : map.type().adapter();
    Decision decision = byConstant(models, otherwise);
    if (decision == null) {
      decision = byRequiredKey(models, otherwise);
    }
    if (decision == null) {
      throw undecidable(
          name, "neither a constant key nor required keys tell apart " + names(models));
    }
    return decision;
  }

  private @Nullable Decision byConstant(List<Branch> models, @Nullable String otherwise) {
    for (String key : schema(models.get(0)).getProperties().keySet()) {
      List<Case> cases = new ArrayList<>();
      Set<String> seen = new TreeSet<>();
      for (Branch model : models) {
        List<String> values = values(schema(model).getProperties().get(key));
        if (values.isEmpty() || !Collections.disjoint(seen, values)) {
          break;
        }
        cases.add(new Case(values, seen.size(), model.type().adapter()));
        seen.addAll(values);
      }
      if (cases.size() == models.size()) {
        return new Decision(key, cases, otherwise);
      }
    }
    return null;
  }

  private List<String> values(@Nullable Schema<?> property) {
    if (property == null) {
      return List.of();
    }
    String reference = Contract.reference(property);
    Schema<?> schema = reference == null ? property : contract.component(reference);
    return schema.getEnum() == null
        ? List.of()
        : schema.getEnum().stream().map(String::valueOf).toList();
  }

  private @Nullable Decision byRequiredKey(List<Branch> models, @Nullable String otherwise) {
    List<Case> cases = new ArrayList<>();
    int index = 0;
    for (Branch model : models) {
      Set<String> own = new TreeSet<>();
      if (schema(model).getRequired() != null) {
        own.addAll(schema(model).getRequired());
      }
      for (Branch other : models) {
        if (!other.equals(model)) {
          own.removeAll(schema(other).getProperties().keySet());
        }
      }
      if (own.isEmpty()) {
        return null;
      }
      cases.add(new Case(List.copyOf(own), index, model.type().adapter()));
      index += own.size();
    }
    return new Decision(null, cases, otherwise);
  }

  private Schema<?> schema(Branch model) {
    return contract.component(model.name());
  }

  private static List<String> names(List<Branch> models) {
    return models.stream().map(Branch::name).toList();
  }

  private static IllegalArgumentException undecidable(String name, String reason) {
    return new IllegalArgumentException(
        "Union " + name + " cannot be decided: " + reason + ". Merge them or give them a key.");
  }
}
