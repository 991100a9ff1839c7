package io.github.vercel4j.testing;

import io.github.vercel4j.Installation;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A call that reached the mock, and the status of its response.
 *
 * <p>{@link #toString()} names operation and status only, because queries and bodies hold secrets.
 */
public final class RecordedCall {
  private static final String AUTHORIZATION = "Authorization";

  private final @Nullable Operation operation;
  private final String method;
  private final String path;
  private final Map<String, List<String>> query;
  private final Headers headers;
  private final @Nullable String authorization;
  private final byte[] body;
  private final int status;
  private final List<String> violations;

  RecordedCall(
      @Nullable Operation operation,
      String method,
      String path,
      Map<String, List<String>> query,
      Headers headers,
      byte[] body,
      int status,
      List<String> violations) {
    this.operation = operation;
    this.method = method;
    this.path = path;
    this.query = query;
    this.authorization = headers.get(AUTHORIZATION);
    this.headers =
        authorization == null
            ? headers
            : headers.newBuilder().set(AUTHORIZATION, masked(authorization)).build();
    this.body = body;
    this.status = status;
    this.violations = List.copyOf(violations);
  }

  /** The operation of that method and path; null where the document has none. */
  public @Nullable Operation operation() {
    return operation;
  }

  /** The HTTP method in upper case. */
  public String method() {
    return method;
  }

  /** The path as it was sent, with its percent signs. */
  public String path() {
    return path;
  }

  /** The decoded query parameters by name, each with its values in the order they were sent in. */
  public Map<String, List<String>> query() {
    return query;
  }

  /** The first value of a query parameter; null where it was not sent. */
  public @Nullable String query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
  }

  /** The request's headers; {@code ***} stands for the token. */
  public Headers headers() {
    return headers;
  }

  /** Whether the call was made with the token of this installation. */
  public boolean isBy(Installation installation) {
    return authorization != null
        && MessageDigest.isEqual(
            authorization.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + installation.accessToken()).getBytes(StandardCharsets.UTF_8));
  }

  /** The body as it was sent, read as UTF-8; empty where there was none. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON.
   *
   * @throws IllegalArgumentException where it is not exactly one JSON value
   */
  public JsonValue json() {
    return JsonValue.parse(body());
  }

  /** The bytes of the body; a copy. */
  public byte[] bytes() {
    return body.clone();
  }

  /** The status of the response. */
  public int status() {
    return status;
  }

  /**
   * What is wrong with the request according to the document; empty where nothing is. A wrong
   * request is rejected, even where a test set a response for it.
   */
  public List<String> violations() {
    return violations;
  }

  @Override
  public String toString() {
    String endpoint =
        operation == null
            ? method + " " + path
            : operation.operationId() + " (" + operation.method() + " " + operation.path() + ")";
    String wrong = violations.isEmpty() ? "" : ", because of " + String.join(", ", violations);
    return endpoint + " got " + status + wrong;
  }

  /** The scheme is no secret, and says what was sent. */
  private static String masked(String authorization) {
    int space = authorization.indexOf(' ');
    return space < 0 ? "***" : authorization.substring(0, space) + " ***";
  }
}
