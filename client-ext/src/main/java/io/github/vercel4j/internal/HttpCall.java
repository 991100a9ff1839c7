package io.github.vercel4j.internal;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.ConflictException;
import io.github.vercel4j.Explanation;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/** A request that Retrofit has built, sent on behalf of a {@link Caller}. */
public final class HttpCall<T extends @Nullable Object> implements VercelCall<T> {
  private static final Set<String> EXISTS = Set.of("ENV_CONFLICT", "ENV_ALREADY_EXISTS");

  private final Operation operation;
  private final Request request;
  private final Converter<ResponseBody, T> decoder;
  private final Call.Factory http;
  private final Caller caller;

  HttpCall(
      Operation operation,
      Request request,
      Converter<ResponseBody, T> decoder,
      Call.Factory http,
      Caller caller) {
    this.operation = operation;
    this.request = request;
    this.decoder = decoder;
    this.http = http;
    this.caller = caller;
  }

  /** The same call on behalf of another caller. */
  HttpCall<T> onBehalfOf(Caller caller) {
    Request.Builder builder = request.newBuilder();
    Installation installation = caller.installation();
    if (installation != null) {
      builder.url(Team.addTo(request.url(), installation.teamId()));
    }
    RequestBody body = request.body();
    if (body != null && !operation.idempotent()) {
      builder.method(request.method(), new SentOnce(body));
    }
    return new HttpCall<>(operation, builder.build(), decoder, http, caller);
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public T execute() {
    return executeWithResponse().body();
  }

  @Override
  public VercelResponse<T> executeWithResponse() {
    Response response;
    try {
      response = newCall().execute();
    } catch (IOException e) {
      throw new VercelConnectionException(operation, e);
    }
    return read(response);
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
    Call call = newCall();
    CompletableFuture<R> future = new CompletableFuture<>();
    // Whoever gives up on the future, by cancelling it or with a timeout, wants the call to end
    var unused =
        future.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                call.cancel();
              }
            });
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call call, Response response) {
            try {
              future.complete(result.apply(read(response)));
            } catch (Throwable e) {
              future.completeExceptionally(e);
            }
          }

          @Override
          public void onFailure(Call call, IOException e) {
            future.completeExceptionally(new VercelConnectionException(operation, e));
          }
        });
    return future;
  }

  private Call newCall() {
    Installation installation = caller.installation();
    return http.newCall(
        installation == null
            ? request
            : request
                .newBuilder()
                .header("Authorization", "Bearer " + installation.accessToken())
                .build());
  }

  private VercelResponse<T> read(Response response) {
    try (response) {
      Buffer body = new Buffer();
      IOException cut = null;
      try {
        body.writeAll(response.body().source());
      } catch (IOException e) {
        cut = e;
      }
      if (!response.isSuccessful()) {
        throw refusal(response, body);
      }
      if (cut != null) {
        throw unreadable(response, "$", "ends early: " + cut.getMessage(), cut);
      }
      refusePage(response, body);
      return new VercelResponse<>(response.code(), response.headers(), decode(response, body));
    }
  }

  /** A proxy's or portal's page is no answer, not even to an operation that has none. */
  private void refusePage(Response response, Buffer body) {
    String beginning = body.snapshot((int) Math.min(body.size(), 500)).utf8();
    if (beginning.stripLeading().startsWith("<")) {
      String quote =
          operation == Operation.EXCHANGE_CODE
              ? ""
              : ": \"" + Texts.beginning(caller.redact(beginning)) + '"';
      throw unreadable(response, "$", "is not JSON but a page" + quote, null);
    }
  }

  private T decode(Response response, Buffer body) {
    try {
      return decoder.convert(ResponseBody.create(body, response.body().contentType(), body.size()));
    } catch (JsonConverterFactory.UnreadableException e) {
      throw unreadable(response, e.path(), e.getMessage(), null);
    } catch (IOException e) {
      throw new AssertionError("The body is in memory", e);
    }
  }

  private VercelDecodingException unreadable(
      Response response, String path, @Nullable String problem, @Nullable IOException cause) {
    return new VercelDecodingException(
        operation, response.code(), requestId(response), path, requireNonNull(problem), cause);
  }

  private @Nullable String requestId(Response response) {
    return response.header("x-vercel-id");
  }

  private VercelApiException refusal(Response response, Buffer received) {
    int status = response.code();
    String requestId = requestId(response);
    String body = caller.redact(received.readUtf8());
    ErrorBody error = ErrorBody.parse(body);
    List<Explanation> why = Explanations.of(operation, request, response, error, caller);
    if ("integration_configuration_disabled".equals(error.code())) {
      return new ConfigurationDisabledException(operation, status, requestId, body, why);
    }
    if (status == 401 || error.is("invalidToken") || error.is("missingToken")) {
      return new AuthenticationException(operation, status, requestId, body, why);
    }
    if (status == 409 || status == 412 || EXISTS.contains(String.valueOf(error.code()))) {
      return new ConflictException(operation, status, requestId, body, why);
    }
    return switch (status) {
      case 402 -> new VercelApiException(operation, status, requestId, body, why);
      case 403 -> new PermissionDeniedException(operation, status, requestId, body, why);
      case 404, 410 -> new NotFoundException(operation, status, requestId, body, why);
      case 429 -> new RateLimitException(operation, status, requestId, body, why);
      default ->
          status >= 500
              ? new ServerException(operation, status, requestId, body, why)
              : status >= 400
                  ? new InvalidRequestException(operation, status, requestId, body, why)
                  : new VercelApiException(operation, status, requestId, body, why);
    };
  }
}
