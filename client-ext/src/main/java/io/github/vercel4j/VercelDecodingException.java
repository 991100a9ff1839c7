package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Texts;
import io.github.vercel4j.internal.errors.Effort;
import org.jspecify.annotations.Nullable;

/**
 * A call succeeded, but its answer cannot be read.
 *
 * <p>What the call does has been done. The answer itself may hold secrets and is not kept.
 */
public final class VercelDecodingException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Operation operation;
  private final String endpoint;
  private final int status;
  private final @Nullable String requestId;
  private final String path;
  private final int attempts;

  /**
   * @param operation null for an endpoint outside the contract
   * @param endpoint method and path, with parameters in braces
   * @param path where reading stopped, as in {@code $.projects[3].name}
   * @param problem what is wrong there, as the rest of a sentence that begins with "the answer"
   * @param attempts how often the call was sent
   * @param givenUp why it was not sent again although it could have been; may be empty
   */
  public VercelDecodingException(
      @Nullable Operation operation,
      String endpoint,
      int status,
      @Nullable String requestId,
      String path,
      String problem,
      @Nullable Throwable cause,
      int attempts,
      String givenUp) {
    super(
        Texts.name(operation, endpoint)
            + " was answered "
            + status
            + ", but at "
            + path
            + " the answer "
            + problem
            + Texts.requestId(requestId)
            + new Effort(attempts, givenUp)
            + (operation == Operation.EXCHANGE_CODE
                ? "; the code is spent, for it works once: have the integration installed again for"
                    + " a new one"
                : ""),
        cause);
    this.operation = operation;
    this.endpoint = endpoint;
    this.status = status;
    this.requestId = requestId;
    this.path = path;
    this.attempts = attempts;
  }

  /** The operation that was called; null for an endpoint outside the contract. */
  public @Nullable Operation operation() {
    return operation;
  }

  /** Method and path that were called, with parameters in braces: {@code GET /v2/user}. */
  public String endpoint() {
    return endpoint;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The header {@code x-vercel-id}, which Vercel's support asks for. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Where reading stopped, as in {@code $.projects[3].name}. */
  public String path() {
    return path;
  }

  /** How often the call was sent. */
  public int attempts() {
    return attempts;
  }
}
