package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.ConflictException;
import io.github.vercel4j.Explanation;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.call.Redactor;
import io.github.vercel4j.internal.call.Verdict;
import io.github.vercel4j.internal.errors.AttemptSummary;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.internal.errors.Explanations;
import io.github.vercel4j.internal.errors.FailedCall;
import io.github.vercel4j.internal.errors.UnreadableResponse;
import java.io.IOException;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A response that was received, as the value or the exception that it stands for. */
final class ReceivedResponse<T extends @Nullable Object> {
  /** It may name each of 100,000 files that are missing; nobody reads a longer one. */
  private static final long MOST_OF_AN_ERROR = 5 << 20;

  /** More than is shown of it; a secret that is cut there is masked as such. */
  private static final long MOST_OF_A_PAGE = 8192;

  private static final long PORTION = 8192;

  private final Template<T> template;
  private final Caller caller;
  private final Response response;
  private final Buffer body = new Buffer();
  private final long maxBytes;
  private @Nullable IOException interruption;
  private boolean tooLarge;
  private @Nullable Redactor redactor;

  /** Reads the body, as far as it can be had and within the limit. */
  ReceivedResponse(Template<T> template, Caller caller, Response response, long maxBytes) {
    this.template = template;
    this.caller = caller;
    this.response = response;
    this.maxBytes = response.isSuccessful() ? maxBytes : Math.min(maxBytes, MOST_OF_AN_ERROR);
    try {
      BufferedSource source = response.body().source();
      while (!tooLarge && source.read(body, PORTION) != -1) {
        tooLarge = body.size() > this.maxBytes;
      }
    } catch (IOException e) {
      interruption = e;
    }
  }

  boolean isSuccess() {
    return response.isSuccessful();
  }

  /** Whether the body ends before its end. */
  boolean isIncomplete() {
    return interruption != null;
  }

  /**
   * The value of a success.
   *
   * @throws VercelDecodingException where the body cannot be read
   */
  VercelResponse<T> value(AttemptSummary attempts) {
    if (tooLarge) {
      throw unreadable(
          "$",
          "has more than the " + maxBytes + " bytes that maxResponseBytes allows",
          null,
          attempts);
    }
    if (interruption != null) {
      IOException cause = redactor().redact(interruption);
      String why =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw unreadable("$", "ends early: " + why, cause, attempts);
    }
    rejectPage(attempts);
    return new VercelResponse<>(response.code(), response.headers(), decode(attempts));
  }

  /** A proxy's or portal's page is no response of Vercel's, not even where none is expected. */
  private void rejectPage(AttemptSummary attempts) {
    long start = 0;
    long last = Math.min(body.size(), PORTION);
    while (start < last && Character.isWhitespace(body.getByte(start))) {
      start++;
    }
    if (start < last && body.getByte(start) == '<') {
      long quoted = Math.min(body.size(), start + MOST_OF_A_PAGE);
      String beginning = body.snapshot((int) quoted).utf8();
      // A page that repeats what works once would show its secrets
      String quote =
          template.endpoint().worksOnce()
              ? ""
              : ": \"" + Phrases.beginning(redactor().redactCut(beginning)) + '"';
      throw unreadable("$", "is not JSON but a page" + quote, null, attempts);
    }
  }

  private T decode(AttemptSummary attempts) {
    try {
      return template
          .decoder()
          .convert(new BoundedBody(body, response.body().contentType(), maxBytes));
    } catch (JsonConverterFactory.UnreadableException e) {
      Throwable cause = e.getCause();
      throw unreadable(
          e.path(),
          requireNonNull(e.getMessage()),
          cause == null ? null : redactor().redact(cause),
          attempts);
    } catch (IOException e) {
      throw new AssertionError("The body is in memory", e);
    }
  }

  private VercelDecodingException unreadable(
      String path, String problem, @Nullable Throwable cause, AttemptSummary attempts) {
    return UnreadableResponse.at(
            path, problem, template.endpoint(), response.code(), response.headers(), redactor())
        .cause(cause)
        .attempts(attempts.attempts())
        .whyNotRetried(attempts.whyNotRetried())
        .build();
  }

  /** The body of an error response without the secrets that the call carried. */
  String text() {
    String text = body.clone().readUtf8();
    return tooLarge || isIncomplete() ? redactor().redactCut(text) : redactor().redact(text);
  }

  /** With all secrets that were sent, and that the response may therefore repeat. */
  private Redactor redactor() {
    Redactor known = redactor;
    if (known == null) {
      known = caller.redactor().with(JsonBody.secretsOf(template.request().body()));
      // An interceptor may have put another token in place of the caller's
      String authorization = FailedCall.sent(response).header("Authorization");
      if (authorization != null) {
        String token = authorization.substring(authorization.indexOf(' ') + 1);
        known = known.with(List.of(token));
      }
      redactor = known;
    }
    return known;
  }

  /** What the error response itself says; how it was come by is for the caller to add. */
  ErrorResponse.Builder errorResponse(String text, FailedCall call) {
    Endpoint endpoint = template.endpoint();
    return ErrorResponse.builder(endpoint.toString(), response.code())
        .operation(endpoint.operation())
        .requestId(redactor().redactNameOrNull(response.header("x-vercel-id")))
        .body(text)
        .team(call.team())
        .project(call.project());
  }

  /** The call as far as it explains the error response. */
  FailedCall failedCall(String text, ErrorBody error) {
    return FailedCall.of(template.endpoint(), response, text, error, redactor());
  }

  List<Explanation> explanations(FailedCall call, Request request) {
    return Explanations.of(call, request, response, caller, redactor());
  }

  /** The exception of the class that callers tell the error response by. */
  static VercelApiException exception(
      ErrorResponse response, int status, ErrorBody error, boolean limited) {
    if ("integration_configuration_disabled".equals(error.code())) {
      return new ConfigurationDisabledException(response);
    }
    if (limited) {
      return new RateLimitException(response);
    }
    if (status == 401 || error.is("invalidToken") || error.is("missingToken")) {
      return new AuthenticationException(response);
    }
    if (status == 409 || status == 412 || ErrorBody.isEnvironmentVariableConflict(error.code())) {
      return new ConflictException(response);
    }
    return switch (status) {
      case 402 -> new VercelApiException(response);
      case 403 -> new PermissionDeniedException(response);
      case 404, 410 -> new NotFoundException(response);
      default ->
          Verdict.isServerError(status)
              ? new ServerException(response)
              : status >= 400
                  ? new InvalidRequestException(response)
                  : new VercelApiException(response);
    };
  }
}
