package io.github.vercel4j.generator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A union and how the variant of a value is found.
 *
 * @param paginated what a page lists, where one of the variants is a page
 * @param decision what tells the objects apart, where there are several
 */
record UnionPlan(
    String name,
    @Nullable String doc,
    @Nullable String paginated,
    List<Variant> variants,
    @Nullable Decision decision) {

  /** One of the things that a value of a union can be. */
  record Variant(String name, JavaType type, boolean isModel) {
    /** Where the reader stands when such a value comes next. */
    String token() {
      return type.kind().name();
    }

    String wrapper() {
      return type.wrapper();
    }
  }

  /** The objects by the values of a key, or by the keys that only one of them has. */
  record Decision(@Nullable String key, List<Case> cases, @Nullable String otherwise) {
    boolean byConstant() {
      return key != null;
    }

    boolean byKey() {
      return key == null;
    }

    String quotedKey() {
      return Text.literal(String.valueOf(key));
    }

    /** In the order of the cases' indices. */
    String labels() {
      return cases.stream()
          .flatMap(each -> each.labels().stream())
          .map(Text::literal)
          .collect(Collectors.joining(", "));
    }

    String otherwiseAdapter() {
      return otherwise == null ? "null" : otherwise;
    }
  }

  /** The labels of a variant: values of the deciding key, or keys. */
  record Case(List<String> labels, int firstIndex, String adapter) {
    String indices() {
      return Stream.iterate(firstIndex, i -> i + 1)
          .limit(labels.size())
          .map(String::valueOf)
          .collect(Collectors.joining(", "));
    }
  }

  /** For where a variant's name stands before it. */
  String unionName() {
    return name;
  }

  List<Variant> values() {
    return variants.stream().filter(variant -> !variant.isModel()).toList();
  }

  boolean hasValues() {
    return !values().isEmpty();
  }

  boolean hasGenericValues() {
    return values().stream().anyMatch(variant -> variant.type().isGeneric());
  }

  /** The variants that the type of the JSON alone decides. */
  List<Variant> decidedByType() {
    return variants.stream()
        .filter(variant -> decision == null || !variant.token().equals("OBJECT"))
        .toList();
  }

  String permitted() {
    return Stream.concat(
            variants.stream()
                .map(
                    variant -> variant.isModel() ? variant.name() : name + "." + variant.wrapper()),
            Stream.of(name + ".Unknown"))
        .collect(Collectors.joining(", "));
  }
}
