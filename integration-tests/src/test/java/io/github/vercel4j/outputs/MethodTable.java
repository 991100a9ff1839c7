package io.github.vercel4j.outputs;

import static io.github.vercel4j.outputs.CommittedOutputs.code;

import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code docs/methods.md}: the Java method, the HTTP call and the permissions of each operation.
 */
final class MethodTable {
  private static final String INTRODUCTION =
      """
      # Index of methods

      Written by `integration-tests/outputs` from the client's operations; the build checks that it is current.

      `client` is an `InstallationClient`. Where a method can also be called with a body or with parameters that are
      optional, the shortest form stands here. The page about [permissions](permissions.md) says what each permission
      allows, the page about [paging](paging.md) which of these lists come in pages.
      """;

  private MethodTable() {}

  static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    SortedMap<String, List<Operation>> byTag =
        Arrays.stream(Operation.values())
            .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
            .collect(Collectors.groupingBy(Operation::tag, TreeMap::new, Collectors.toList()));
    byTag.forEach(
        (tag, operations) -> {
          text.append("\n## ").append(tag);
          text.append("\n\n| Java | HTTP | permission |\n|---|---|---|\n");
          operations.forEach(operation -> text.append(row(operation)));
        });
    return text.toString();
  }

  private static String row(Operation operation) {
    String needed =
        operation.permissions().stream()
            .map(MethodTable::allOf)
            .collect(Collectors.joining(" or "));
    return "| "
        + code(java(operation))
        + " | "
        + code(operation.method() + " " + operation.path())
        + " | "
        + (needed.isEmpty() ? "none" : needed)
        + " |\n";
  }

  private static String allOf(List<String> permissions) {
    return permissions.stream().map(CommittedOutputs::code).collect(Collectors.joining(" and "));
  }

  private static String java(Operation operation) {
    for (Method group : InstallationClient.class.getMethods()) {
      if (group.getParameterCount() == 0 && group.getReturnType().isInterface()) {
        List<Method> methods = methods(group.getReturnType(), operation);
        if (!methods.isEmpty()) {
          return "client." + group.getName() + "()." + shortest(methods);
        }
      }
    }
    return "vercel." + shortest(methods(VercelClient.class, operation));
  }

  private static List<Method> methods(Class<?> type, Operation operation) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(operation.operationId()))
        .toList();
  }

  private static String shortest(List<Method> methods) {
    return methods.stream()
        .min(Comparator.comparing(Method::getParameterCount))
        .map(
            method ->
                Arrays.stream(method.getParameters())
                    .map(Parameter::getName)
                    .collect(Collectors.joining(", ", method.getName() + "(", ")")))
        .orElseThrow();
  }
}
