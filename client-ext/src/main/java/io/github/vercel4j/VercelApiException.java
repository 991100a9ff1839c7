package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Texts;
import io.github.vercel4j.internal.errors.Effort;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service refused a call.
 *
 * <p>Subclasses stand for what callers tell apart; every other refusal is of this class itself. The
 * exception holds nothing of the request but the team and project that it names.
 *
 * <p>Where the answer repeats a secret of the call, it is kept with {@code ***} in its place,
 * however the secret is encoded. Codes, keys and what else programs branch on stay as they came,
 * unless the secret is one that none of them can be; a secret of fewer than six characters is
 * masked nowhere, and one of fewer than eight where it stands alone.
 */
public class VercelApiException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Operation operation;
  private final String endpoint;
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
  private final int attempts;

  /** Reads code, message and details out of the body, which may be of any form. */
  public VercelApiException(ErrorResponse refusal) {
    this(refusal, ErrorBody.of(refusal.json()));
  }

  private VercelApiException(ErrorResponse refusal, ErrorBody error) {
    super(text(refusal, error));
    this.operation = refusal.operation();
    this.endpoint = refusal.endpoint();
    this.status = refusal.status();
    this.code = error.code();
    this.errorMessage = error.message();
    this.requestId = refusal.requestId();
    this.body = refusal.body();
    this.team = refusal.team();
    this.project = refusal.project();
    this.explanations = refusal.explanations().toArray(new Explanation[0]);
    this.rateLimit = refusal.rateLimit();
    this.retryAfter = refusal.retryAfter();
    this.attempts = refusal.attempts();
  }

  private static String text(ErrorResponse refusal, ErrorBody error) {
    Operation operation = refusal.operation();
    StringBuilder text = new StringBuilder();
    text.append(Texts.name(operation, refusal.endpoint()))
        .append(" was answered ")
        .append(refusal.status());
    if (error.code() != null) {
      text.append(' ').append(error.code());
    }
    if (error.message() != null) {
      text.append(": ").append(error.message());
    } else if (error.code() == null) {
      text.append(withoutJson(operation, refusal.body()));
    }
    text.append(Texts.requestId(refusal.requestId()))
        .append(new Effort(refusal.attempts(), refusal.givenUp()));
    for (Explanation explanation : refusal.explanations()) {
      text.append("\n- ").append(explanation);
    }
    return text.toString();
  }

  private static String withoutJson(@Nullable Operation operation, String body) {
    if (body.isBlank()) {
      return " without a body";
    }
    // A page that mirrors the exchange's request would show its secrets
    return operation == Operation.EXCHANGE_CODE || Texts.looksLikeJson(body)
        ? " without a code and a message"
        : " with \"" + Texts.beginning(body) + "\" for a body";
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

  /** The limit that the call counts against, where the answer says one. */
  public @Nullable RateLimit rateLimit() {
    return rateLimit;
  }

  /** How long the answer asked to wait before the next call; null where it does not ask. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** How often the call was sent. */
  public int attempts() {
    return attempts;
  }

  /**
   * All that such an exception says, as the client finds it or a test makes it up.
   *
   * @param json the body as JSON, or null where it is none
   * @param givenUp why the call was not sent once more, or empty where it could not be anyway
   */
  public record ErrorResponse(
      @Nullable Operation operation,
      String endpoint,
      int status,
      @Nullable String requestId,
      String body,
      @Nullable JsonValue json,
      @Nullable String team,
      @Nullable String project,
      List<Explanation> explanations,
      @Nullable RateLimit rateLimit,
      @Nullable Duration retryAfter,
      int attempts,
      String givenUp) {
    /** A refusal at the first attempt, without anything that stands around its body. */
    public static ErrorResponse of(Operation operation, int status, String body) {
      return new ErrorResponse(
          operation,
          Texts.endpoint(operation),
          status,
          null,
          body,
          Texts.json(body),
          null,
          null,
          List.of(),
          null,
          null,
          1,
          "");
    }
  }
}
