package io.github.vercel4j.internal.call;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelOperation;
import java.lang.annotation.Annotation;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a call is sent to, and what is known of it: an operation, or whatever a caller names.
 *
 * @param operation null for what is not in the contract
 * @param path with its parameters in braces
 * @param idempotent whether calling it twice has the effect of calling it once
 */
public record Endpoint(
    @Nullable Operation operation, String method, String path, boolean idempotent) {
  public static Endpoint of(Operation operation) {
    return new Endpoint(operation, operation.method(), operation.path(), operation.idempotent());
  }

  /** Whether a second call would fail because the first one spent what it was made with. */
  public boolean worksOnce() {
    return worksOnce(operation);
  }

  /** The same of an operation; false for an endpoint outside the contract. */
  public static boolean worksOnce(@Nullable Operation operation) {
    return operation != null && operation.exchangesCode();
  }

  /** The operation that a method of the API's interfaces stands for; null for any other method. */
  public static @Nullable Operation operation(Annotation[] annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof VercelOperation operation) {
        return operation.value();
      }
    }
    return null;
  }

  public boolean isRead() {
    return isRead(method);
  }

  public static boolean isRead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /**
   * Whether the team belongs in the query: where the document declares it, and for an endpoint
   * outside the contract unless its path has it.
   */
  public boolean takesTeam() {
    return operation == null ? !path.contains("{teamId}") : operation.takesTeam();
  }

  /** For messages. */
  public String name() {
    return Phrases.name(operation, toString());
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  /** Whether two URLs have scheme, host and port in common. */
  public static boolean isSameOrigin(HttpUrl a, HttpUrl b) {
    return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
  }
}
