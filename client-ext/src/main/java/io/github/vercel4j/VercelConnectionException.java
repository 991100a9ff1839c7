package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Texts;
import io.github.vercel4j.internal.errors.Effort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call got no answer; the cause says why.
 *
 * <p>Where the call is the exchange of a code and {@link #requestNotSent()} is false, the code may
 * be spent.
 */
public final class VercelConnectionException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Operation operation;
  private final String endpoint;
  private final boolean requestNotSent;
  private final int attempts;

  /**
   * @param operation null for an endpoint outside the contract
   * @param endpoint method and path, with parameters in braces
   * @param requestNotSent whether the call certainly had no effect
   * @param attempts how often it was tried to send the call
   * @param givenUp why it was not tried again although it could have been; may be empty
   */
  public VercelConnectionException(
      @Nullable Operation operation,
      String endpoint,
      IOException cause,
      boolean requestNotSent,
      int attempts,
      String givenUp) {
    super(
        Texts.name(operation, endpoint)
            + " got no answer"
            + (requestNotSent ? ", for it was not sent: " : ": ")
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
            + new Effort(attempts, givenUp)
            + (operation == Operation.EXCHANGE_CODE ? whatOfTheCode(requestNotSent) : ""),
        cause);
    this.operation = operation;
    this.endpoint = endpoint;
    this.requestNotSent = requestNotSent;
    this.attempts = attempts;
  }

  private static String whatOfTheCode(boolean requestNotSent) {
    return requestNotSent
        ? "; the code is not spent and can still be exchanged"
        : "; the code may be spent, for it works once: if exchanging it again is refused, have the"
            + " integration installed again for a new one";
  }

  /** The operation that was called; null for an endpoint outside the contract. */
  public @Nullable Operation operation() {
    return operation;
  }

  /** Method and path that were called, with parameters in braces: {@code GET /v2/user}. */
  public String endpoint() {
    return endpoint;
  }

  /** Whether the call certainly had no effect; otherwise it is not known whether it had one. */
  public boolean requestNotSent() {
    return requestNotSent;
  }

  /** How often it was tried to send the call. */
  public int attempts() {
    return attempts;
  }
}
