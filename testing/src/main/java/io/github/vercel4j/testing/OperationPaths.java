package io.github.vercel4j.testing;

import io.github.vercel4j.api.Operation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a request. */
final class OperationPaths {
  private OperationPaths() {}

  /** The operation of that method and path; no two fit the same path. */
  static @Nullable Operation find(String method, String path) {
    String[] segments = path.split("/", -1);
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> fits(operation.path().split("/", -1), segments))
        .findFirst()
        .orElse(null);
  }

  private static boolean fits(String[] template, String[] segments) {
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      boolean parameter = template[i].startsWith("{");
      if (parameter ? segments[i].isEmpty() : !template[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }
}
