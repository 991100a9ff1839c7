package io.github.vercel4j.generator;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations that respond page by page: the response has {@code pagination.next} and one
 * list, and a query parameter takes the former.
 */
final class Paging {
  /** In the order in which they are looked for: beside {@code until}, {@code from} is a filter. */
  private static final List<String> CURSORS = List.of("until", "from");

  /** What an overlay says where the rule does not apply. */
  private static final String EXTENSION = "x-vercel-cursor";

  private static final String NONE = "none";

  private static final String PAGINATION = "pagination";

  /** Keys of a response that goes on elsewhere, be it in a way that nothing here reads. */
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?i)pagin.*|cursor|next|next_?(page|cursor|token|url).*|has_?(more|next).*"
              + "|(page|continuation)_?token");

  /**
   * What a page holds, and how one asks for it.
   *
   * @param cursor the query parameter that takes {@code pagination.next}
   * @param key the key of the list
   * @param element what it lists, as a type
   * @param items the index of the list among the properties
   * @param pagination the index of {@code pagination} among the properties
   */
  record PagePlan(String cursor, String key, String element, int items, int pagination) {}

  private final Contract contract;
  private final Map<String, PagePlan> pages = new TreeMap<>();
  private final Map<String, String> unions = new TreeMap<>();

  Paging(Contract contract) {
    this.contract = contract;
  }

  /** By the name of the model that is the page. */
  Map<String, PagePlan> pages() {
    return pages;
  }

  /** What the page lists, by the name of a union that has it for a variant. */
  Map<String, String> unions() {
    return unions;
  }

  /**
   * How an operation pages; null where it does not.
   *
   * @throws IllegalArgumentException where its response looks like a page and no rule says how to
   *     go on, so that nobody would miss what follows
   */
  @Nullable PagePlan plan(Operation operation) {
    Schema<?> response = OperationPlans.response(operation);
    String name = response == null ? null : Contract.reference(response);
    List<String> found =
        name == null ? List.of() : objects(name).stream().filter(this::goesOn).toList();
    Object given =
        operation.getExtensions() == null ? null : operation.getExtensions().get(EXTENSION);
    if (NONE.equals(given) || (given == null && found.isEmpty())) {
      return null;
    }
    if (name == null || found.size() != 1) {
      throw unclear("not one object of the response goes on, but " + found);
    }
    String page = found.get(0);
    PagePlan plan = plan(page, given == null ? cursor(operation) : given.toString());
    pages.put(page, plan);
    if (!page.equals(name)) {
      unions.put(name, plan.element());
    }
    return plan;
  }

  /** The objects that a component is, or can be. */
  private List<String> objects(String name) {
    Schema<?> component = contract.component(name);
    if (!contract.isUnion(component)) {
      return Contract.isObject(component) ? List.of(name) : List.of();
    }
    List<String> objects = new ArrayList<>();
    for (Schema<?> variant : component.getOneOf()) {
      String reference = Contract.reference(variant);
      if (reference != null) {
        objects.addAll(objects(reference));
      }
    }
    return objects;
  }

  private boolean goesOn(String name) {
    return contract.component(name).getProperties().keySet().stream()
        .anyMatch(GOES_ON.asMatchPredicate());
  }

  private PagePlan plan(String name, String cursor) {
    Schema<?> page = contract.component(name);
    List<String> keys = List.copyOf(page.getProperties().keySet());
    Schema<?> pagination = page.getProperties().get(PAGINATION);
    String reference = pagination == null ? null : Contract.reference(pagination);
    Map<String, ?> properties =
        reference == null ? null : contract.component(reference).getProperties();
    if (properties == null || !properties.containsKey("next")) {
      throw unclear(name + " has no " + PAGINATION + ".next");
    }
    List<String> lists =
        keys.stream()
            .filter(key -> Contract.isRequired(page, key))
            .filter(key -> requireNonNull(page.getProperties().get(key)).getItems() != null)
            .toList();
    if (lists.size() != 1) {
      throw unclear(name + " does not require one list, but " + lists);
    }
    String key = lists.get(0);
    return new PagePlan(
        cursor,
        key,
        contract.type(requireNonNull(page.getProperties().get(key)).getItems()).name(),
        keys.indexOf(key),
        keys.indexOf(PAGINATION));
  }

  private static String cursor(Operation operation) {
    List<String> query =
        operation.getParameters() == null
            ? List.of()
            : operation.getParameters().stream()
                .filter(parameter -> parameter.getIn().equals("query"))
                .map(parameter -> parameter.getName())
                .toList();
    return CURSORS.stream()
        .filter(query::contains)
        .findFirst()
        .orElseThrow(() -> unclear("no query parameter is one of " + CURSORS));
  }

  private static IllegalArgumentException unclear(String reason) {
    return new IllegalArgumentException(
        "The response looks like a page, and how to ask for the next one is not clear: "
            + reason
            + ". Let an overlay give the operation "
            + EXTENSION
            + ", the query parameter that takes "
            + PAGINATION
            + ".next, or "
            + NONE);
  }
}
