package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A call failed: with an error response, without a response, or with one that cannot be read.
 *
 * <p>A call that is not sent for want of a permission fails with {@link
 * MissingPermissionException}, which is none of these.
 */
public abstract class CallException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Operation operation;
  private final String endpoint;
  private final int attempts;

  CallException(
      String message,
      @Nullable Throwable cause,
      @Nullable Operation operation,
      String endpoint,
      int attempts) {
    super(message, cause);
    this.operation = operation;
    this.endpoint = endpoint;
    this.attempts = attempts;
  }

  /** The operation that was called; null for an endpoint outside the contract. */
  public final @Nullable Operation operation() {
    return operation;
  }

  /** Method and path that were called, with parameters in braces: {@code GET /v2/user}. */
  public final String endpoint() {
    return endpoint;
  }

  /** How often the call was sent, or it was tried to send it. */
  public final int attempts() {
    return attempts;
  }
}
