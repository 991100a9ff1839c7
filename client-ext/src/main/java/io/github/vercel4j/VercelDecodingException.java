package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.errors.AttemptSummary;
import io.github.vercel4j.json.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * A call succeeded, but its response cannot be read.
 *
 * <p>What the call does has been done. The response itself may hold secrets and is not kept.
 */
public final class VercelDecodingException extends CallException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String requestId;
  private final String path;

  private VercelDecodingException(Builder failure) {
    super(message(failure), failure.cause, failure.operation, failure.endpoint, failure.attempts);
    this.status = failure.status;
    this.requestId = failure.requestId;
    this.path = failure.path;
  }

  /** One for a call of an operation; tests make their own. */
  @CheckReturnValue
  public static Builder builder(Operation operation) {
    return builder(Phrases.endpoint(operation)).operation(operation);
  }

  /**
   * One for a call of an endpoint outside the contract.
   *
   * @param endpoint method and path, with parameters in braces
   */
  @CheckReturnValue
  public static Builder builder(String endpoint) {
    return new Builder(endpoint);
  }

  private static String message(Builder failure) {
    return Phrases.name(failure.operation, failure.endpoint)
        + " got status "
        + failure.status
        + ", but at "
        + failure.path
        + " the response "
        + failure.problem
        + Phrases.requestId(failure.requestId)
        + new AttemptSummary(failure.attempts, failure.whyNotRetried)
        + (Endpoint.worksOnce(failure.operation)
            ? "; the code is spent, for it works once: have the integration installed again for"
                + " a new one"
            : "");
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

  /** What such an exception says. */
  public static final class Builder {
    private final String endpoint;
    private @Nullable Operation operation;
    private int status = 200;
    private @Nullable String requestId;
    private String path = "$";
    private String problem = "cannot be read";
    private @Nullable Throwable cause;
    private int attempts = 1;
    private String whyNotRetried = "";

    private Builder(String endpoint) {
      this.endpoint = requireNonNull(endpoint, "endpoint");
    }

    /** Null for an endpoint outside the contract. */
    public Builder operation(@Nullable Operation operation) {
      this.operation = operation;
      return this;
    }

    /** The HTTP status; 200 unless set. */
    public Builder status(int status) {
      this.status = status;
      return this;
    }

    public Builder requestId(@Nullable String requestId) {
      this.requestId = requestId;
      return this;
    }

    /** Where reading stopped, as in {@code $.projects[3].name}; {@code $} unless set. */
    public Builder path(String path) {
      this.path = requireNonNull(path, "path");
      return this;
    }

    /** What is wrong there, as the rest of a sentence that begins with the response. */
    public Builder problem(String problem) {
      this.problem = requireNonNull(problem, "problem");
      return this;
    }

    public Builder cause(@Nullable Throwable cause) {
      this.cause = cause;
      return this;
    }

    /** How often the call was sent; 1 unless set. */
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
    public VercelDecodingException build() {
      return new VercelDecodingException(this);
    }
  }
}
