package io.github.vercel4j.internal.http;

import io.github.vercel4j.Installation;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Invocation;

/** A call of a caller's that can be sent any number of times. */
public final class HttpCall<T extends @Nullable Object> implements ClientCall<T> {
  private final Template<T> template;
  private final Transport transport;
  private final Caller caller;
  private final @Nullable HttpUrl url;

  /**
   * Rejects the call here already if it names another team than its caller, where that is known.
   */
  HttpCall(Template<T> template, Transport transport, Caller caller) {
    this.template = template;
    this.transport = transport;
    this.caller = caller;
    this.url =
        caller.isSupplied() ? null : caller.address(template.endpoint(), template.request().url());
  }

  @Override
  public ClientCall<T> withQueryParameter(String name, String value) {
    HttpUrl other = template.request().url().newBuilder().setQueryParameter(name, value).build();
    Request request = template.request().newBuilder().url(other).build();
    return new HttpCall<>(
        new Template<>(template.endpoint(), request, template.decoder()), transport, caller);
  }

  @Override
  public <R> ClientCall<R> decodedTo(Converter<T, R> result) {
    Converter<ResponseBody, T> decoder = template.decoder();
    return new HttpCall<>(
        new Template<>(
            template.endpoint(), template.request(), body -> result.convert(decoder.convert(body))),
        transport,
        caller);
  }

  @Override
  public @Nullable String queryParameter(String name) {
    return (url == null ? template.request().url() : url).queryParameter(name);
  }

  @Override
  public @Nullable Operation operation() {
    return template.endpoint().operation();
  }

  @Override
  public T execute() {
    return executeWithResponse().body();
  }

  @Override
  public VercelResponse<T> executeWithResponse() {
    return send(attempts(), Attempts::responded);
  }

  @Override
  public OpenResponse<T> open() {
    return send(attempts(), Attempts::opened);
  }

  private <R> R send(
      Attempts<T> attempts, BiFunction<Attempts<T>, Response, AttemptOutcome<R>> reading) {
    while (true) {
      AttemptOutcome<R> outcome = sendOnce(attempts, reading);
      if (outcome instanceof AttemptOutcome.Succeeded<R> succeeded) {
        return succeeded.value();
      }
      if (outcome instanceof AttemptOutcome.Failed<R> failed) {
        throw failed.failure();
      }
      if (outcome instanceof AttemptOutcome.Retry<R> retry) {
        sleep(retry.delay(), attempts);
      }
    }
  }

  private <R> AttemptOutcome<R> sendOnce(
      Attempts<T> attempts, BiFunction<Attempts<T>, Response, AttemptOutcome<R>> reading) {
    attempts.rejectIfClosed();
    for (Duration wait = attempts.reserve(); !wait.isZero(); wait = attempts.reserve()) {
      sleep(wait, attempts);
      attempts.rejectIfClosed();
    }
    Response response;
    try {
      response = attempts.next().execute();
    } catch (IOException e) {
      return attempts.failed(e);
    } catch (Throwable e) {
      // OkHttp lets it out of its wait for a connection, undeclared
      if (e instanceof InterruptedException interruption) {
        Thread.currentThread().interrupt();
        return attempts.failed(Attempts.interruption(interruption));
      }
      attempts.abandoned(e);
      throw e;
    }
    return reading.apply(attempts, response);
  }

  private void sleep(Duration wait, Attempts<T> attempts) {
    if (wait.isZero()) {
      return;
    }
    try {
      transport.timeSource().sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw attempts.givenUp(Attempts.interruption(e));
    }
  }

  @Override
  public CompletableFuture<T> executeAsync() {
    return enqueue(VercelResponse::body);
  }

  @Override
  public CompletableFuture<VercelResponse<T>> executeWithResponseAsync() {
    return enqueue(Function.identity());
  }

  private <R extends @Nullable Object> CompletableFuture<R> enqueue(
      Function<VercelResponse<T>, R> result) {
    try {
      return new Sending<>(attempts(), transport, result).start();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Executor completions() {
    return transport.completions();
  }

  /**
   * Begins the call.
   *
   * @throws IllegalStateException where the client is closed
   */
  private Attempts<T> attempts() {
    if (transport.openCalls().areClosed()) {
      throw new ClosedClientException(template.endpoint());
    }
    // Also what is asked for before the first attempt takes the call's time
    RetrySchedule schedule = new RetrySchedule(caller.settings(), transport.timeSource());
    Operation operation = operation();
    if (operation != null) {
      caller.permissions().check(operation);
    }
    Caller current = caller.asOfNow();
    Request.Builder request = template.request().newBuilder();
    // Retrofit's note of all arguments, which a request prints, and two of them are secret
    request.tag(Invocation.class, null);
    request.url(url == null ? current.address(template.endpoint(), template.request().url()) : url);
    request.header("User-Agent", transport.options().userAgent());
    if (!current.settings().headers().isEmpty()) {
      current.settings().addHeadersTo(request);
      request.tag(Settings.class, current.settings());
    }
    Installation installation = current.installation();
    if (installation != null) {
      request.header("Authorization", "Bearer " + installation.accessToken());
    }
    if (template.request().body() != null) {
      request.method(template.request().method(), new TrackedBody(template.request().body()));
    }
    return new Attempts<>(template, transport, current, request.build(), schedule);
  }
}
