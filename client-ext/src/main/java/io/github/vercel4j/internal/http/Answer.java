package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.ConflictException;
import io.github.vercel4j.Explanation;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RateLimit;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Texts;
import io.github.vercel4j.internal.errors.Effort;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.internal.errors.Explanations;
import io.github.vercel4j.internal.errors.RefusedCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** An answer that was received, as the value or the exception that it stands for. */
public final class Answer<T extends @Nullable Object> {
  /** A refusal may name each of 100,000 files that are missing; nobody reads a longer one. */
  private static final long MOST_OF_A_REFUSAL = 5 << 20;

  /** More than is shown of it; a secret that is cut there is masked as such. */
  private static final long MOST_OF_A_PAGE = 8192;

  private static final long PORTION = 8192;

  private final Template<T> template;
  private final Caller caller;
  private final Response response;
  private final Buffer body = new Buffer();
  private final long most;
  private @Nullable IOException cut;
  private boolean tooLarge;
  private @Nullable Caller sender;

  /** Reads the body, as far as it can be had and within the limit. */
  Answer(Template<T> template, Caller caller, Response response, long maxBytes) {
    this.template = template;
    this.caller = caller;
    this.response = response;
    this.most = response.isSuccessful() ? maxBytes : Math.min(maxBytes, MOST_OF_A_REFUSAL);
    try {
      BufferedSource source = response.body().source();
      while (!tooLarge && source.read(body, PORTION) != -1) {
        tooLarge = body.size() > most;
      }
    } catch (IOException e) {
      cut = e;
    }
  }

  boolean isSuccess() {
    return response.isSuccessful();
  }

  /** Why the body ends early; null where it does not. */
  @Nullable IOException cut() {
    return cut;
  }

  VercelResponse<T> value(Effort effort) {
    if (tooLarge) {
      throw unreadable(
          "$", "has more than the " + most + " bytes that maxResponseBytes allows", null, effort);
    }
    if (cut != null) {
      IOException cause = sender().redact(cut);
      String why =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw unreadable("$", "ends early: " + why, cause, effort);
    }
    refusePage(effort);
    if (template.endpoint().operation() == Operation.UPLOAD_FILE && body.exhausted()) {
      // The service answers an upload with or without a body
      body.writeUtf8("{}");
    }
    if (template.endpoint().operation() == Operation.EDIT_PROJECT_ENV
        && body.snapshot().utf8().strip().equals("null")) {
      // As its contract allows
      body.clear();
      body.writeUtf8("{}");
    }
    return new VercelResponse<>(response.code(), response.headers(), decode(effort));
  }

  /** A proxy's or portal's page is no answer, not even to an operation that has none. */
  private void refusePage(Effort effort) {
    long start = 0;
    while (start < body.size() && Character.isWhitespace(body.getByte(start))) {
      start++;
    }
    if (start < body.size() && body.getByte(start) == '<') {
      long quoted = Math.min(body.size(), start + MOST_OF_A_PAGE);
      String beginning = body.snapshot((int) quoted).utf8();
      String quote =
          template.endpoint().isExchange()
              ? ""
              : ": \"" + Texts.beginning(sender().redact(beginning, true).text()) + '"';
      throw unreadable("$", "is not JSON but a page" + quote, null, effort);
    }
  }

  private T decode(Effort effort) {
    try {
      return template
          .decoder()
          .convert(ResponseBody.create(body, response.body().contentType(), body.size()));
    } catch (JsonConverterFactory.UnreadableException e) {
      Throwable cause = e.getCause();
      throw unreadable(
          sender().redactName(e.path()),
          sender().redactName(requireNonNull(e.getMessage())),
          cause == null ? null : sender().redact(cause),
          effort);
    } catch (IOException e) {
      throw new AssertionError("The body is in memory", e);
    }
  }

  private VercelDecodingException unreadable(
      String path, String problem, @Nullable Throwable cause, Effort effort) {
    Endpoint endpoint = template.endpoint();
    return new VercelDecodingException(
        endpoint.operation(),
        endpoint.toString(),
        response.code(),
        requestId(),
        path,
        problem,
        cause,
        effort.attempts(),
        effort.end());
  }

  private @Nullable String requestId() {
    String id = response.header("x-vercel-id");
    return id == null ? null : sender().redactName(id);
  }

  /** The body of a refusal without the secrets that the call carried. */
  Caller.Redacted text() {
    return sender().redact(body.clone().readUtf8(), tooLarge || cut != null);
  }

  /** The caller with all secrets that were sent, and that the answer may therefore mirror. */
  private Caller sender() {
    Caller known = sender;
    if (known == null) {
      known = caller.withSecrets(JsonBody.secretsOf(template.request().body()));
      // An interceptor may have put another token in place of the caller's
      String authorization = RefusedCall.sent(response).header("Authorization");
      if (authorization != null) {
        String token = authorization.substring(authorization.indexOf(' ') + 1);
        known = known.withSecrets(List.of(token));
      }
      sender = known;
    }
    return known;
  }

  VercelApiException refusal(
      Request request,
      Caller.Redacted text,
      ErrorBody error,
      @Nullable RateLimit rateLimit,
      @Nullable Duration retryAfter,
      Effort effort,
      boolean mayBeDone) {
    int status = response.code();
    RefusedCall call = RefusedCall.of(template.endpoint(), response, error, sender());
    // What an earlier attempt has deleted is missing for no reason that needs a remedy
    List<Explanation> explanations =
        mayBeDone ? List.of() : Explanations.of(call, request, response, sender());
    ErrorResponse refusal =
        new ErrorResponse(
            template.endpoint().operation(),
            template.endpoint().toString(),
            status,
            requestId(),
            text.text(),
            text.json(),
            call.team(),
            call.project(),
            explanations,
            rateLimit,
            retryAfter,
            effort.attempts(),
            effort.end());
    if ("integration_configuration_disabled".equals(error.code())) {
      return new ConfigurationDisabledException(refusal);
    }
    if (status == 401 || error.is("invalidToken") || error.is("missingToken")) {
      return new AuthenticationException(refusal);
    }
    if (status == 409 || status == 412 || ErrorBody.isEnvironmentVariableConflict(error.code())) {
      return new ConflictException(refusal);
    }
    return switch (status) {
      case 402 -> new VercelApiException(refusal);
      case 403 -> new PermissionDeniedException(refusal);
      case 404, 410 -> new NotFoundException(refusal);
      case 429 -> new RateLimitException(refusal);
      default ->
          status >= 500
              ? new ServerException(refusal)
              : status >= 400
                  ? new InvalidRequestException(refusal)
                  : new VercelApiException(refusal);
    };
  }
}
