package io.github.vercel4j.internal.call;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Phrases of the exceptions' messages. */
public final class Phrases {
  private static final int SHOWN = 120;

  private Phrases() {}

  /** The operation with its path template: a real path can hold a secret. */
  public static String name(Operation operation) {
    return name(operation, endpoint(operation));
  }

  /** The operation, where it is one, with what it is sent to. */
  public static String name(@Nullable Operation operation, String endpoint) {
    return operation == null ? endpoint : operation.operationId() + " (" + endpoint + ")";
  }

  /** Method and path template. */
  public static String endpoint(Operation operation) {
    return operation.method() + " " + operation.path();
  }

  public static String requestId(@Nullable String requestId) {
    return requestId == null ? "" : " (request id " + requestId + ")";
  }

  /** Whether the text is JSON or the beginning of it, which may hold anything. */
  public static boolean looksLikeJson(String text) {
    String stripped = text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
    return stripped.startsWith("{") || stripped.startsWith("[") || stripped.startsWith("\"");
  }

  /** The text as JSON; null where it is none. */
  public static @Nullable JsonValue json(String text) {
    try {
      return JsonValue.parse(text);
    } catch (IllegalArgumentException notJson) {
      return null;
    }
  }

  /** The beginning of a text as one line. */
  public static String beginning(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
