package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.CallListener;
import io.github.vercel4j.CallListener.Attempt;
import io.github.vercel4j.RateLimit;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Repetition;
import io.github.vercel4j.internal.errors.Effort;
import io.github.vercel4j.internal.errors.ErrorBody;
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
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One sending of a call: its attempts one after the other, without the waiting in between.
 *
 * <p>Whoever drives it asks for the {@link #pause()} until there is none, sends the {@link #next()}
 * HTTP call, hands over what became of it, and starts anew where that throws nothing and returns
 * nothing.
 */
public final class Attempts<T extends @Nullable Object> {
  private static final Logger LOG = System.getLogger("io.github.vercel4j");
  private static final Duration MOST_JITTER = Duration.ofSeconds(5);

  private final Template<T> template;
  private final Transport transport;
  private final Caller caller;
  private final Request request;
  private final RetryPolicy policy;
  private final @Nullable Duration timeout;
  private final Repetition repetition;
  private final RateLimits.@Nullable OfToken limits;
  private final long began;

  private int number;
  private @Nullable Duration pause;
  private @Nullable VercelException lastFailure;

  /** Whether an attempt so far may have had an effect. */
  private boolean uncertain;

  // Of the current attempt
  private @Nullable Call call;
  private Evidence evidence = new Evidence();
  private Instant startedAt = Instant.EPOCH;
  private long started;
  private long ended;

  Attempts(Template<T> template, Transport transport, Caller caller, Request request) {
    this.template = template;
    this.transport = transport;
    this.caller = caller;
    this.request = request;
    this.policy = caller.settings().retriesOrStandard();
    this.timeout = caller.settings().timeout();
    this.repetition = Repetition.of(template.endpoint());
    this.began = transport.timing().nanoTime();
    this.limits =
        caller.installation() == null
            ? null
            : transport
                .rateLimits()
                .of(caller.installation().accessToken(), transport.timing().now());
  }

  /** How long to wait before asking again; zero where the next attempt may be sent. */
  Duration pause() {
    Duration wait = pause;
    pause = null;
    if (wait != null && !wait.isZero()) {
      return wait;
    }
    if (limits == null || !transport.waitsForRateLimits()) {
      return Duration.ZERO;
    }
    Endpoint endpoint = template.endpoint();
    Duration needed = limits.acquire(endpoint, transport.timing().now(), false);
    if (needed.isZero() || fits(needed)) {
      return needed;
    }
    // So long nobody wants to wait: let the service decide
    return limits.acquire(endpoint, transport.timing().now(), true);
  }

  /** The HTTP call of the next attempt. */
  Call next() {
    number++;
    evidence = new Evidence();
    Request noted = request.newBuilder().tag(Evidence.class, evidence).build();
    // What can never be sent twice must not meet a connection that the server may be closing
    OkHttpClient http = repetition == Repetition.NEVER ? transport.fresh() : transport.http();
    Call next = http.newCall(noted);
    next.addEventListener(evidence);
    call = next;
    startedAt = transport.timing().now();
    started = transport.timing().nanoTime();
    if (timeout != null) {
      long left = Math.max(1, nanos(timeout) - (started - began));
      long own = next.timeout().timeoutNanos();
      next.timeout().timeout(own == 0 ? left : Math.min(own, left), TimeUnit.NANOSECONDS);
    }
    return next;
  }

  boolean isClosed() {
    return transport.closed().get();
  }

  /** The value; null where the call is to be sent again; throws where it failed for good. */
  @Nullable VercelResponse<T> answered(Response response) {
    try (response) {
      Answer<T> answer;
      RateLimit limit;
      try {
        answer = new Answer<>(template, caller, response, transport.maxResponseBytes());
      } finally {
        ended = transport.timing().nanoTime();
        limit = release(response);
      }
      int status = response.code();
      if (answer.isSuccess()) {
        return succeeded(answer, status);
      }
      Caller.Redacted text = answer.text();
      ErrorBody error = ErrorBody.of(text.json());
      Duration asked = Waits.of(response.headers(), error, status, serviceTime(response));
      boolean mayBeDone = uncertain && isGoneAfterDeletion(status);
      uncertain |= status >= 500;
      Effort effort =
          mayBeDone
              ? new Effort(number, "an earlier one, of which no answer tells, may have deleted it")
              : decide(repetition.afterStatus(status), asked);
      return failed(status, answer.refusal(request, text, error, limit, asked, effort, mayBeDone));
    } catch (Throwable e) {
      if (e != lastFailure) {
        // Neither value nor refusal: a fault of this program, or of what it was given
        report(response.code(), e);
      }
      throw e;
    }
  }

  private boolean isGoneAfterDeletion(int status) {
    return (status == 404 || status == 410) && request.method().equals("DELETE");
  }

  /** The same where the body of a success is left to the caller, who closes it. */
  @Nullable Opened<T> opened(Response response) {
    if (!response.isSuccessful()) {
      answered(response);
      return null;
    }
    ended = transport.timing().nanoTime();
    release(response);
    report(response.code(), null);
    return new Opened<>(
        template, caller, requireNonNull(call), response, transport.maxResponseBytes(), number);
  }

  private @Nullable VercelResponse<T> succeeded(Answer<T> answer, int status) {
    Effort effort = new Effort(number, "");
    if (answer.cut() != null) {
      uncertain = true;
      effort = decide(repetition.afterFault(false) && isWanted(), null);
    }
    try {
      VercelResponse<T> value = answer.value(effort);
      report(status, null);
      return value;
    } catch (VercelException e) {
      return failed(status, e);
    }
  }

  /** Returns where the call is to be sent again, and throws otherwise. */
  void failed(IOException e) {
    ended = transport.timing().nanoTime();
    evidence.discardAnswer(e);
    release(null);
    boolean requestNotSent = evidence.requestNotSent(e);
    uncertain |= !requestNotSent;
    boolean again = repetition.afterFault(requestNotSent) && isWanted() && isTransient(e);
    if (again && evidence.wasStale(e) && !isSpent() && fits(Duration.ZERO)) {
      // Each such connection leaves the pool, so this ends with a new one at the latest
      LOG.log(
          Level.DEBUG,
          "{0}, attempt {1}: the server had closed the connection; on another one at once",
          template.endpoint().name(),
          number);
      number--;
      return;
    }
    failed(null, unanswered(e, decide(again, null)));
  }

  /** Whether the body can be written only once, and was. */
  private boolean isSpent() {
    return request.body() instanceof SentOnce body && body.isSpent();
  }

  /** Whether nobody has given the call up, as its time-out does, too. */
  private boolean isWanted() {
    return !requireNonNull(call).isCanceled() && !Thread.currentThread().isInterrupted();
  }

  /** Nothing comes of the attempt: what was given to the HTTP client threw. */
  void abandoned(Throwable e) {
    ended = transport.timing().nanoTime();
    evidence.discardAnswer(e);
    release(null);
    report(null, e);
  }

  /** What a call fails with that is not sent, or not once more, for a reason on this side. */
  VercelConnectionException givenUp(IOException cause) {
    VercelConnectionException failure = unanswered(cause, new Effort(number, ""));
    if (lastFailure != null) {
      failure.addSuppressed(lastFailure);
    }
    return failure;
  }

  private VercelConnectionException unanswered(IOException cause, Effort effort) {
    Endpoint endpoint = template.endpoint();
    return new VercelConnectionException(
        endpoint.operation(),
        endpoint.toString(),
        caller.withSecrets(JsonBody.secretsOf(template.request().body())).redact(cause),
        !uncertain,
        effort.attempts(),
        effort.end());
  }

  private @Nullable VercelResponse<T> failed(@Nullable Integer status, VercelException failure) {
    lastFailure = failure;
    report(status, failure);
    if (pause == null) {
      throw failure;
    }
    return null;
  }

  private @Nullable RateLimit release(@Nullable Response response) {
    RateLimit limit = response == null ? null : RateLimit.of(response.headers());
    if (limits != null) {
      if (transport.waitsForRateLimits()) {
        limits.release(template.endpoint());
      }
      if (response != null && limit != null) {
        limits.note(template.endpoint(), limit, transport.timing().now(), serviceTime(response));
      }
    }
    return limit;
  }

  /** Sets the pause before the next attempt, or says why there is none. */
  private Effort decide(boolean allowed, @Nullable Duration asked) {
    if (!allowed) {
      return new Effort(number, "");
    }
    if (isSpent()) {
      return new Effort(number, "the body can be sent only once");
    }
    if (number >= policy.maxAttempts()) {
      return new Effort(number, policy.maxAttempts() == 1 ? "" : "no more are allowed");
    }
    Duration wait = asked != null ? asked : backoff();
    if (!fits(wait)) {
      return new Effort(
          number,
          "the next one would have to wait for "
              + (asked == null ? text(wait) : text(wait) + ", as the service asks")
              + ", which is beyond the deadline of "
              + text(deadline()));
    }
    pause = asked == null ? wait : earlier(wait.plus(jitter(wait)), left());
    return new Effort(number, "");
  }

  private Duration backoff() {
    Duration delay = policy.firstDelay();
    for (int i = 1; i < number && delay.compareTo(policy.longestDelay()) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    delay = earlier(delay, policy.longestDelay());
    return delay.minus(part(delay.dividedBy(2)));
  }

  /** Those who were told the same time should not come all at once. */
  private Duration jitter(Duration wait) {
    return part(earlier(wait.dividedBy(5), MOST_JITTER));
  }

  private Duration part(Duration whole) {
    return Duration.ofNanos((long) (transport.timing().random() * nanos(whole)));
  }

  private boolean fits(Duration wait) {
    return wait.compareTo(left()) <= 0;
  }

  private Duration left() {
    return deadline().minusNanos(transport.timing().nanoTime() - began);
  }

  private Duration deadline() {
    return timeout == null ? policy.deadline() : earlier(timeout, policy.deadline());
  }

  private static Duration earlier(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static long nanos(Duration duration) {
    return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L - 1
        ? Long.MAX_VALUE
        : duration.toNanos();
  }

  private static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
  }

  /** Times in an answer are by the service's clock, which the answer mostly tells. */
  private Instant serviceTime(Response response) {
    Instant date = response.headers().getInstant("Date");
    return date == null ? transport.timing().now() : date;
  }

  /** Whether the same request may fare better the next time. */
  private static boolean isTransient(IOException e) {
    return !(e instanceof ProtocolException
        || e instanceof FileNotFoundException
        || e instanceof UnknownServiceException
        || e instanceof SSLPeerUnverifiedException
        || e.getCause() instanceof CertificateException
        || e.getCause() instanceof RejectedExecutionException);
  }

  private void report(@Nullable Integer status, @Nullable Throwable failure) {
    CallListener listener = transport.listener();
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
          text(Duration.ofNanos(ended - started)),
          pause == null ? "" : ", again in " + text(pause));
    }
    if (listener != null) {
      try {
        listener.attemptEnded(
            new Attempt(
                template.endpoint().operation(),
                template.endpoint().toString(),
                number,
                status,
                startedAt,
                Duration.ofNanos(ended - started),
                evidence.bytesReceived(),
                failure,
                pause));
      } catch (Throwable e) {
        LOG.log(Level.WARNING, "A call listener failed; the call goes on", e);
      }
    }
  }

  /** The interruption of a wait, as OkHttp has it. */
  public static IOException interruption(InterruptedException e) {
    InterruptedIOException cause = new InterruptedIOException("interrupted while waiting");
    cause.initCause(e);
    return cause;
  }
}
