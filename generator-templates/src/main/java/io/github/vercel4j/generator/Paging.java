package io.github.vercel4j.generator;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads which operations respond page by page, and how: the specification has decided it. */
final class Paging {
  private static final String EXTENSION = "x-vercel-page";

  /** What an operation says that does not page. */
  private static final String NONE = "none";

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

  /** How an operation pages; null where it does not. */
  @Nullable PagePlan plan(Operation operation) {
    Object decided =
        operation.getExtensions() == null ? null : operation.getExtensions().get(EXTENSION);
    if (NONE.equals(decided)) {
      return null;
    }
    if (!(decided instanceof Map<?, ?> page)) {
      throw new IllegalArgumentException("The operation has no " + EXTENSION);
    }
    String name = text(page, "page");
    Schema<?> model = contract.component(name);
    String key = text(page, "items");
    int items = index(name, model, key);
    Schema<?> list = model.getProperties().get(key);
    if (list == null || list.getItems() == null) {
      throw new IllegalArgumentException(
          name + "." + key + " is no list, and " + EXTENSION + " says so");
    }
    PagePlan plan =
        new PagePlan(
            text(page, "cursor"),
            key,
            contract.type(list.getItems()).name(),
            items,
            index(name, model, text(page, "pagination")));
    pages.put(name, plan);
    Schema<?> response = OperationPlans.response(operation);
    String responded = response == null ? null : Contract.reference(response);
    if (responded == null) {
      throw new IllegalArgumentException("No model is the response, and " + EXTENSION + " has one");
    }
    if (!name.equals(responded)) {
      unions.put(responded, plan.element());
    }
    return plan;
  }

  private static String text(Map<?, ?> page, String key) {
    if (page.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("The " + EXTENSION + " of the operation has no " + key);
  }

  private static int index(String name, Schema<?> model, String key) {
    int index =
        model.getProperties() == null
            ? -1
            : List.copyOf(model.getProperties().keySet()).indexOf(key);
    if (index < 0) {
      throw new IllegalArgumentException(
          "The " + EXTENSION + " of the operation names " + key + ", which " + name + " lacks");
    }
    return index;
  }
}
