package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelException;
import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.internal.ErrorBody;
import io.github.vercel4j.internal.Texts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service refused a call.
 *
 * <p>Subclasses stand for what callers tell apart; every other refusal is of this class itself. The
 * exception holds nothing of the request, and known secrets are cut out of what it keeps of the
 * answer.
 */
public class VercelApiException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final Operation operation;
  private final int status;
  private final @Nullable String code;
  private final @Nullable String vercelMessage;
  private final @Nullable String requestId;
  private final String body;
  private final Explanation[] explanations;

  /** Reads code, message and extras out of the body, which may be of any form. */
  public VercelApiException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    this(operation, status, requestId, body, ErrorBody.parse(body), explanations);
  }

  private VercelApiException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      ErrorBody error,
      List<Explanation> explanations) {
    super(text(operation, status, requestId, body, error, explanations));
    this.operation = operation;
    this.status = status;
    this.code = error.code();
    this.vercelMessage = error.message();
    this.requestId = requestId;
    this.body = body;
    this.explanations = explanations.toArray(new Explanation[0]);
  }

  private static String text(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      ErrorBody error,
      List<Explanation> explanations) {
    StringBuilder text = new StringBuilder();
    text.append(Texts.name(operation)).append(" was answered ").append(status);
    if (error.code() != null) {
      text.append(' ').append(error.code());
    }
    if (error.message() != null) {
      text.append(": ").append(error.message());
    } else if (error.code() == null) {
      text.append(withoutJson(operation, body));
    }
    text.append(Texts.requestId(requestId));
    for (Explanation explanation : explanations) {
      text.append("\n- ").append(explanation);
    }
    return text.toString();
  }

  private static String withoutJson(Operation operation, String body) {
    if (body.isBlank()) {
      return " without a body";
    }
    // A page that mirrors the exchange's request would show its secrets
    return operation == Operation.EXCHANGE_CODE || Texts.looksLikeJson(body)
        ? " without a code and a message"
        : " with \"" + Texts.beginning(body) + "\" for a body";
  }

  public Operation operation() {
    return operation;
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
  public @Nullable String vercelMessage() {
    return vercelMessage;
  }

  /** The header {@code x-vercel-id}, which Vercel's support asks for. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The keys beside code and message, such as {@code invalidToken} or {@code missing}. */
  public Map<String, JsonValue> extras() {
    return ErrorBody.parse(body).extras();
  }

  /** What was received, whatever it is; it may end early. */
  public String body() {
    return body;
  }

  /** What may have caused it, the best supported cause first; empty where nothing is known. */
  public List<Explanation> explanations() {
    return List.of(explanations);
  }
}
