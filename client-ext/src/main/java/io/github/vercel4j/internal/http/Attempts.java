package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.CallListener;
import io.github.vercel4j.CallListener.Attempt;
import io.github.vercel4j.RateLimit;
import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Redactor;
import io.github.vercel4j.internal.call.RetryRule;
import io.github.vercel4j.internal.call.Verdict;
import io.github.vercel4j.internal.errors.AttemptSummary;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.internal.errors.FailedCall;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a call: its attempts one after the other, without the waiting in between.
 *
 * <p>Whoever drives it asks {@link #reserve()} until there is nothing to wait for, sends the {@link
 * #next()} HTTP call, hands over its response or failure, and acts on the {@link AttemptOutcome}.
 */
public final class Attempts<T extends @Nullable Object> {
  private static final Logger LOG = System.getLogger("io.github.vercel4j");

  private final Template<T> template;
  private final Transport transport;
  private final Caller caller;
  private final Request request;
  private final RetryRule rule;
  private final RetrySchedule schedule;
  private final RateLimits.@Nullable OfToken limits;

  /** Of the current attempt within the rate limit. */
  private volatile RateLimits.@Nullable Place place;

  private int number;
  private @Nullable VercelException lastFailure;

  /** Whether an attempt so far may have had an effect. */
  private boolean uncertain;

  /** Whether the service wants another connection for the call than one that others share. */
  private boolean misdirected;

  // Of the current attempt
  private @Nullable Call call;
  private volatile WireEvidence evidence = new WireEvidence();
  private Instant startedAt = Instant.EPOCH;
  private long started;
  private long ended;

  Attempts(
      Template<T> template,
      Transport transport,
      Caller caller,
      Request request,
      RetrySchedule schedule) {
    this.template = template;
    this.transport = transport;
    this.caller = caller;
    this.request = request;
    this.rule = RetryRule.of(template.endpoint());
    this.schedule = schedule;
    this.limits =
        caller.installation() == null
            ? null
            : transport
                .rateLimits()
                .of(caller.installation().accessToken(), transport.timeSource().now());
  }

  /**
   * Takes the next attempt's place within the rate limit, where there is one: zero if it may be
   * sent, otherwise how long to wait before asking again.
   */
  Duration reserve() {
    if (limits == null || !transport.options().waitsForRateLimits()) {
      return Duration.ZERO;
    }
    Endpoint endpoint = template.endpoint();
    RateLimits.Admission admission = limits.acquire(endpoint, transport.timeSource().now(), false);
    if (admission.place() == null && !schedule.fits(admission.delay())) {
      // So long nobody wants to wait: let the service decide
      admission = limits.acquire(endpoint, transport.timeSource().now(), true);
    }
    place = admission.place();
    return admission.delay();
  }

  /** Gives the attempt's place within the rate limit to others, where it still has one. */
  void giveBack() {
    RateLimits.Place held = place;
    if (held != null) {
      held.release(evidence.maySend());
    }
  }

  /** How much time the whole call has left; null for any time. */
  @Nullable Duration timeLeft() {
    return schedule.timeLeft();
  }

  /** The HTTP call of the next attempt. */
  Call next() {
    number++;
    evidence = new WireEvidence();
    Request noted = request.newBuilder().tag(WireEvidence.class, evidence).build();
    // What can never be sent twice must not meet a connection that the server may be closing
    OkHttpClient http =
        rule == RetryRule.NEVER || misdirected ? transport.fresh() : transport.http();
    Call next = http.newCall(noted);
    next.addEventListener(evidence);
    call = next;
    startedAt = transport.timeSource().now();
    started = transport.timeSource().nanoTime();
    next.timeout()
        .timeout(schedule.timeoutNanos(next.timeout().timeoutNanos()), TimeUnit.NANOSECONDS);
    return next;
  }

  /**
   * @throws VercelConnectionException where the client was closed since the call began
   */
  void rejectIfClosed() {
    if (transport.openCalls().areClosed()) {
      throw givenUp(closed());
    }
  }

  /** Reads the whole response. */
  AttemptOutcome<VercelResponse<T>> responded(Response response) {
    return read(
        response,
        (received, limit) ->
            received.isSuccess()
                ? success(received, response.code())
                : errorResponse(received, response, limit));
  }

  private <R> AttemptOutcome<R> read(
      Response response,
      BiFunction<ReceivedResponse<T>, @Nullable RateLimit, AttemptOutcome<R>> outcome) {
    try (response) {
      ReceivedResponse<T> received;
      RateLimit limit;
      try {
        received =
            new ReceivedResponse<>(
                template, caller, response, transport.options().maxResponseBytes());
      } finally {
        ended = transport.timeSource().nanoTime();
        limit = release(response);
      }
      return outcome.apply(received, limit);
    } catch (Throwable e) {
      // Neither value nor error response: a fault of this program, or of what it was given
      report(response.code(), e, RetryDecision.giveUp());
      throw e;
    }
  }

  /** The same where the body of a success is left to the caller, who closes it. */
  AttemptOutcome<OpenResponse<T>> opened(Response response) {
    if (!response.isSuccessful()) {
      return read(response, (received, limit) -> errorResponse(received, response, limit));
    }
    ended = transport.timeSource().nanoTime();
    release(response);
    report(response.code(), null, RetryDecision.giveUp());
    return new AttemptOutcome.Succeeded<>(
        new OpenResponse<>(
            template,
            caller.redactor(),
            requireNonNull(call),
            response,
            transport.options().maxResponseBytes(),
            number));
  }

  private AttemptOutcome<VercelResponse<T>> success(ReceivedResponse<T> received, int status) {
    RetryDecision decision = RetryDecision.giveUp();
    if (received.isIncomplete()) {
      uncertain = true;
      decision = decide(rule.afterFault(false) && isWanted(), null);
    }
    VercelResponse<T> value;
    try {
      value = received.value(new AttemptSummary(number, decision.reason()));
    } catch (VercelException e) {
      return failure(status, e, decision);
    }
    report(status, null, RetryDecision.giveUp());
    return new AttemptOutcome.Succeeded<>(value);
  }

  private <R> AttemptOutcome<R> errorResponse(
      ReceivedResponse<T> received, Response response, @Nullable RateLimit limit) {
    int status = response.code();
    if (status == 407) {
      return unanswered(status, new IOException(ProxyFailure.NO_ACCESS));
    }
    String text = received.text();
    ErrorBody error = ErrorBody.parse(text);
    FailedCall failed = received.failedCall(text, error);
    boolean limited = RetryDelays.isLimit(status, response.headers(), error);
    Duration asked = RetryDelays.of(response.headers(), error, limited, serviceTime(response));
    ErrorResponse.Builder details =
        received
            .errorResponse(text, failed)
            .rateLimit(limit == null ? RetryDelays.limit(error) : limit)
            .retryAfter(asked)
            .attempts(number);
    RetryDecision decision;
    if (uncertain && isGoneAfterDeletion(status)) {
      // What an earlier attempt has deleted is missing for no reason that needs a fix
      decision =
          new RetryDecision.GiveUp(
              "an earlier one, of which no response tells, may have deleted it");
    } else {
      uncertain |= Verdict.isServerError(status) && !limited;
      decision = afterResponse(Verdict.of(status, limited, asked != null), asked);
      details.explanations(received.explanations(failed, request));
    }
    details.whyNotRetried(decision.reason());
    return failure(
        status, ReceivedResponse.exception(details.build(), status, error, limited), decision);
  }

  private RetryDecision afterResponse(Verdict verdict, @Nullable Duration asked) {
    if (verdict == Verdict.MISDIRECTED && rule.after(verdict)) {
      if (misdirected) {
        return new RetryDecision.GiveUp("a connection of its own was no better");
      }
      misdirected = true;
      return decide(true, asked == null ? Duration.ZERO : asked);
    }
    return decide(rule.after(verdict), asked);
  }

  private boolean isGoneAfterDeletion(int status) {
    return (status == 404 || status == 410) && request.method().equals("DELETE");
  }

  /** The HTTP call failed without a response. */
  <R> AttemptOutcome<R> failed(IOException e) {
    evidence.discardResponse(e);
    return unanswered(e);
  }

  /** The same where the HTTP call may still be under way, and whatever comes of it is ignored. */
  <R> AttemptOutcome<R> unanswered(IOException e) {
    ended = transport.timeSource().nanoTime();
    release(null);
    return unanswered(null, e);
  }

  /**
   * No response of the service's came.
   *
   * @param status of the response that a proxy gave in its place; null where there was none
   */
  private <R> AttemptOutcome<R> unanswered(@Nullable Integer status, IOException e) {
    boolean requestNotSent = status != null || evidence.requestNotSent(e);
    uncertain |= !requestNotSent;
    boolean mayRetry =
        status == null && rule.afterFault(requestNotSent) && isWanted() && isTransient(e);
    if (mayRetry && evidence.wasStale(e) && !isSpent() && schedule.fits(Duration.ZERO)) {
      // Each such connection leaves the pool, so this ends with a new one at the latest
      LOG.log(
          Level.DEBUG,
          "{0}, attempt {1}: the server had closed the connection; on another one at once",
          template.endpoint().name(),
          number);
      number--;
      return new AttemptOutcome.Retry<>(Duration.ZERO);
    }
    RetryDecision decision = decide(mayRetry, null);
    return failure(status, withoutResponse(ProxyFailure.explained(e), decision), decision);
  }

  /** Whether the body can be written only once, and was. */
  private boolean isSpent() {
    return request.body() instanceof TrackedBody body && body.isSpent();
  }

  /** Whether nobody has given the call up, as its time-out does, too. */
  private boolean isWanted() {
    return !requireNonNull(call).isCanceled() && !Thread.currentThread().isInterrupted();
  }

  /** Nothing comes of the attempt: what was given to the HTTP client threw. */
  void abandoned(Throwable e) {
    ended = transport.timeSource().nanoTime();
    evidence.discardResponse(e);
    release(null);
    report(null, e, RetryDecision.giveUp());
  }

  /** What a call fails with that is not sent, or not once more, for a reason on this side. */
  VercelConnectionException givenUp(IOException cause) {
    VercelConnectionException failure = withoutResponse(cause, RetryDecision.giveUp());
    if (lastFailure != null) {
      failure.addSuppressed(lastFailure);
    }
    return failure;
  }

  private VercelConnectionException withoutResponse(IOException cause, RetryDecision decision) {
    Endpoint endpoint = template.endpoint();
    Redactor redactor = caller.redactor().with(JsonBody.secretsOf(template.request().body()));
    return VercelConnectionException.builder(endpoint.toString(), redactor.redact(cause))
        .operation(endpoint.operation())
        .requestNotSent(!uncertain)
        .attempts(number)
        .whyNotRetried(decision.reason())
        .build();
  }

  private <R> AttemptOutcome<R> failure(
      @Nullable Integer status, VercelException failure, RetryDecision decision) {
    lastFailure = failure;
    report(status, failure, decision);
    return decision instanceof RetryDecision.After after
        ? new AttemptOutcome.Retry<>(after.delay())
        : new AttemptOutcome.Failed<>(failure);
  }

  private @Nullable RateLimit release(@Nullable Response response) {
    RateLimit limit = response == null ? null : RateLimit.of(response.headers());
    giveBack();
    if (limits != null && response != null && limit != null) {
      limits.note(template.endpoint(), limit, transport.timeSource().now(), serviceTime(response));
    }
    return limit;
  }

  private RetryDecision decide(boolean allowed, @Nullable Duration asked) {
    if (!allowed) {
      return RetryDecision.giveUp();
    }
    return isSpent()
        ? new RetryDecision.GiveUp("the body can be sent only once")
        : schedule.after(number, asked);
  }

  /** Times in a response are by the service's clock, which the response mostly tells. */
  private Instant serviceTime(Response response) {
    Instant now = transport.timeSource().now();
    String date = response.header("Date");
    Instant time = date == null ? null : HttpDate.parse(date, now);
    return time == null ? now : time;
  }

  /** Whether the same request may fare better the next time. */
  private static boolean isTransient(IOException e) {
    return !(e instanceof ProtocolException
        || e instanceof FileNotFoundException
        || e instanceof UnknownServiceException
        || e instanceof SSLPeerUnverifiedException
        || e.getCause() instanceof CertificateException
        || e.getCause() instanceof RejectedExecutionException
        || ProxyFailure.isFinal(e));
  }

  private void report(
      @Nullable Integer status, @Nullable Throwable failure, RetryDecision decision) {
    CallListener listener = transport.options().listener();
    Duration delay = decision instanceof RetryDecision.After after ? after.delay() : null;
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(
          Level.DEBUG,
          "{0}, attempt {1}: {2} after {3}{4}",
          template.endpoint().name(),
          number,
          status == null
              ? failure instanceof VercelConnectionException lost && lost.getCause() != null
                  ? lost.getCause().getClass().getSimpleName()
                  : "nothing"
              : status,
          RetrySchedule.text(Duration.ofNanos(ended - started)),
          delay == null ? "" : ", again in " + RetrySchedule.text(delay));
    }
    if (listener != null) {
      try {
        listener.attemptEnded(
            Attempt.builder(template.endpoint().toString())
                .operation(template.endpoint().operation())
                .number(number)
                .status(status)
                .startedAt(startedAt)
                .duration(Duration.ofNanos(ended - started))
                .bytesReceived(evidence.bytesReceived())
                .failure(failure)
                .nextAfter(delay)
                .build());
      } catch (Throwable e) {
        LOG.log(Level.WARNING, "A call listener failed; the call goes on", e);
      }
    }
  }

  /** The interruption of a wait, as OkHttp has it. */
  public static IOException interruption(InterruptedException e) {
    return ended("interrupted while waiting", e);
  }

  static IOException ended(String why, @Nullable Throwable cause) {
    InterruptedIOException ended = new InterruptedIOException(why);
    if (cause != null) {
      ended.initCause(cause);
    }
    return ended;
  }

  static IOException closed() {
    return new IOException("The client is closed");
  }
}
