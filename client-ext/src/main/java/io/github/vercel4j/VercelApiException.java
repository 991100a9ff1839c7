package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.errors.AttemptSummary;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service responded to a call with an error.
 *
 * <p>Subclasses stand for what callers tell apart; every other error response is of this class
 * itself. The exception holds nothing of the request but the team and project that it names.
 *
 * <p>Where the response repeats a secret of the call, it is kept with {@code ***} in its place,
 * however the secret is encoded. Codes, keys and what else programs decide by stay as they came,
 * unless the secret is one that none of them can be; a secret of fewer than six characters is
 * masked nowhere, and one of fewer than eight where it stands alone.
 */
public class VercelApiException extends CallException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String code;
  private final @Nullable String errorMessage;
  private final @Nullable String requestId;
  private final String body;
  private final @Nullable String team;
  private final @Nullable String project;
  private final Explanation[] explanations;
  private final @Nullable RateLimit rateLimit;
  private final @Nullable Duration retryAfter;

  /** Reads code, message and details out of the body, which may be of any form. */
  public VercelApiException(ErrorResponse response) {
    this(response, ErrorBody.parse(response.body));
  }

  private VercelApiException(ErrorResponse response, ErrorBody error) {
    super(text(response, error), null, response.operation, response.endpoint, response.attempts);
    this.status = response.status;
    this.code = error.code();
    this.errorMessage = error.message();
    this.requestId = response.requestId;
    this.body = response.body;
    this.team = response.team;
    this.project = response.project;
    this.explanations = response.explanations.toArray(new Explanation[0]);
    this.rateLimit = response.rateLimit;
    this.retryAfter = response.retryAfter;
  }

  private static String text(ErrorResponse response, ErrorBody error) {
    StringBuilder text = new StringBuilder();
    text.append(Phrases.name(response.operation, response.endpoint))
        .append(" got status ")
        .append(response.status);
    if (error.code() != null) {
      text.append(' ').append(error.code());
    }
    if (error.message() != null) {
      text.append(": ").append(error.message());
    } else if (error.code() == null) {
      text.append(withoutJson(response.operation, response.body));
    }
    text.append(Phrases.requestId(response.requestId))
        .append(new AttemptSummary(response.attempts, response.whyNotRetried));
    for (Explanation explanation : response.explanations) {
      text.append("\n- ").append(explanation);
    }
    return text.toString();
  }

  private static String withoutJson(@Nullable Operation operation, String body) {
    if (body.isBlank()) {
      return " without a body";
    }
    // A page that mirrors the exchange's request would show its secrets
    return Endpoint.worksOnce(operation) || Phrases.looksLikeJson(body)
        ? " without a code and a message"
        : " with \"" + Phrases.beginning(body) + "\" for a body";
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The service's name of the error, such as {@code not_found}; null where it gave none. */
  public @Nullable String code() {
    return code;
  }

  /** What the service says about it to people; null where it says nothing. */
  public @Nullable String errorMessage() {
    return errorMessage;
  }

  /** The header {@code x-vercel-id}, which Vercel's support asks for. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The keys beside code and message, such as {@code invalidToken} or {@code missing}. */
  public Map<String, JsonValue> details() {
    return ErrorBody.parse(body).details();
  }

  /** What was received, whatever it is; it may end early. */
  public String body() {
    return body;
  }

  /** The id or slug of the team that the call named; null where it named none. */
  public @Nullable String team() {
    return team;
  }

  /** The id or name of the project that the call is about, as far as its URL says that. */
  public @Nullable String project() {
    return project;
  }

  /** What may have caused it, the best supported cause first; empty where nothing is known. */
  public List<Explanation> explanations() {
    return List.of(explanations);
  }

  /** The limit that the call counts against, where the response says one. */
  public @Nullable RateLimit rateLimit() {
    return rateLimit;
  }

  /** How long the response asked to wait before the next call; null where it does not ask. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** All that such an exception says, as the client finds it or a test makes it up. */
  public static final class ErrorResponse {
    private final @Nullable Operation operation;
    private final String endpoint;
    private final int status;
    private final @Nullable String requestId;
    private final String body;
    private final @Nullable String team;
    private final @Nullable String project;
    private final List<Explanation> explanations;
    private final @Nullable RateLimit rateLimit;
    private final @Nullable Duration retryAfter;
    private final int attempts;
    private final String whyNotRetried;

    private ErrorResponse(Builder builder) {
      this.operation = builder.operation;
      this.endpoint = builder.endpoint;
      this.status = builder.status;
      this.requestId = builder.requestId;
      this.body = builder.body;
      this.team = builder.team;
      this.project = builder.project;
      this.explanations = builder.explanations;
      this.rateLimit = builder.rateLimit;
      this.retryAfter = builder.retryAfter;
      this.attempts = builder.attempts;
      this.whyNotRetried = builder.whyNotRetried;
    }

    /** An error response to the first attempt, without anything that stands around its body. */
    public static ErrorResponse of(Operation operation, int status, String body) {
      return builder(operation, status).body(body).build();
    }

    /** To a call of an operation. */
    @CheckReturnValue
    public static Builder builder(Operation operation, int status) {
      return builder(Phrases.endpoint(operation), status).operation(operation);
    }

    /**
     * To a call of an endpoint outside the contract.
     *
     * @param endpoint method and path, with parameters in braces
     */
    @CheckReturnValue
    public static Builder builder(String endpoint, int status) {
      return new Builder(endpoint, status);
    }

    /** What is not set is not known. */
    public static final class Builder {
      private final String endpoint;
      private final int status;
      private @Nullable Operation operation;
      private @Nullable String requestId;
      private String body = "";
      private @Nullable String team;
      private @Nullable String project;
      private List<Explanation> explanations = List.of();
      private @Nullable RateLimit rateLimit;
      private @Nullable Duration retryAfter;
      private int attempts = 1;
      private String whyNotRetried = "";

      private Builder(String endpoint, int status) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.status = status;
      }

      /** Null for an endpoint outside the contract. */
      public Builder operation(@Nullable Operation operation) {
        this.operation = operation;
        return this;
      }

      public Builder requestId(@Nullable String requestId) {
        this.requestId = requestId;
        return this;
      }

      /** What was received, whatever it is; empty unless set. */
      public Builder body(String body) {
        this.body = requireNonNull(body, "body");
        return this;
      }

      /** The id or slug of the team that the call named; null where it named none. */
      public Builder team(@Nullable String team) {
        this.team = team;
        return this;
      }

      /** The id or name of the project that the call is about. */
      public Builder project(@Nullable String project) {
        this.project = project;
        return this;
      }

      /** The best supported one first. */
      public Builder explanations(List<Explanation> explanations) {
        this.explanations = List.copyOf(explanations);
        return this;
      }

      public Builder rateLimit(@Nullable RateLimit rateLimit) {
        this.rateLimit = rateLimit;
        return this;
      }

      /** How long the response asks to wait before the next call; null where it does not. */
      public Builder retryAfter(@Nullable Duration retryAfter) {
        this.retryAfter = retryAfter;
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
      public ErrorResponse build() {
        return new ErrorResponse(this);
      }
    }
  }
}
