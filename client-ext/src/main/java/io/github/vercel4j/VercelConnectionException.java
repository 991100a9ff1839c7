package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.errors.AttemptSummary;
import io.github.vercel4j.json.CheckReturnValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call got no response; the cause says why.
 *
 * <p>Where the call is the exchange of a code and {@link #requestNotSent()} is false, the code may
 * be spent.
 */
public final class VercelConnectionException extends CallException {
  private static final long serialVersionUID = 1L;

  private final boolean requestNotSent;

  private VercelConnectionException(Builder failure) {
    super(message(failure), failure.cause, failure.operation, failure.endpoint, failure.attempts);
    this.requestNotSent = failure.requestNotSent;
  }

  /** One for a call of an operation; tests make their own. */
  @CheckReturnValue
  public static Builder builder(Operation operation, IOException cause) {
    return builder(Phrases.endpoint(operation), cause).operation(operation);
  }

  /**
   * One for a call of an endpoint outside the contract.
   *
   * @param endpoint method and path, with parameters in braces
   */
  @CheckReturnValue
  public static Builder builder(String endpoint, IOException cause) {
    return new Builder(endpoint, cause);
  }

  private static String message(Builder failure) {
    return Phrases.name(failure.operation, failure.endpoint)
        + " got no response"
        + (failure.requestNotSent ? ", for it was not sent: " : ": ")
        + failure.cause.getClass().getSimpleName()
        + (failure.cause.getMessage() == null ? "" : ": " + failure.cause.getMessage())
        + new AttemptSummary(failure.attempts, failure.whyNotRetried)
        + (Endpoint.worksOnce(failure.operation) ? whatOfTheCode(failure.requestNotSent) : "");
  }

  private static String whatOfTheCode(boolean requestNotSent) {
    return requestNotSent
        ? "; the code is not spent and can still be exchanged"
        : "; the code may be spent, for it works once: if exchanging it again fails, have the"
            + " integration installed again for a new one";
  }

  /** Whether the call certainly had no effect; otherwise it is not known whether it had one. */
  public boolean requestNotSent() {
    return requestNotSent;
  }

  /** What such an exception says; what is not set is not known. */
  public static final class Builder {
    private final String endpoint;
    private final IOException cause;
    private @Nullable Operation operation;
    private boolean requestNotSent;
    private int attempts = 1;
    private String whyNotRetried = "";

    private Builder(String endpoint, IOException cause) {
      this.endpoint = requireNonNull(endpoint, "endpoint");
      this.cause = requireNonNull(cause, "cause");
    }

    /** Null for an endpoint outside the contract. */
    public Builder operation(@Nullable Operation operation) {
      this.operation = operation;
      return this;
    }

    /** Whether the call certainly had no effect; false unless set. */
    public Builder requestNotSent(boolean requestNotSent) {
      this.requestNotSent = requestNotSent;
      return this;
    }

    /** How often it was tried to send the call; 1 unless set. */
    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    /** Why the call was not retried although it could have been; empty unless set. */
    public Builder whyNotRetried(String whyNotRetried) {
      this.whyNotRetried = requireNonNull(whyNotRetried, "whyNotRetried");
      return this;
    }

    @CheckReturnValue
    public VercelConnectionException build() {
      return new VercelConnectionException(this);
    }
  }
}
