package io.github.vercel4j.contract;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A network interceptor that keeps what went over the wire last. */
final class LastExchange implements Interceptor {
  private @Nullable Request request;
  private String body = "nothing";
  private boolean lines;

  @Override
  public Response intercept(Chain chain) throws IOException {
    request = chain.request();
    Response response = chain.proceed(chain.request());
    body = response.peekBody(1 << 20).string();
    lines = "application/jsonl".equals(response.header("Content-Type"));
    return response;
  }

  /** Forgets the exchange, so that one from before is not taken for the next. */
  void forget() {
    request = null;
    body = "nothing";
  }

  Request request() {
    return Objects.requireNonNull(request, "nothing was sent");
  }

  /** The body of the response as one JSON value; lines are an array. */
  String json() {
    return lines ? body.lines().collect(Collectors.joining(",", "[", "]")) : body;
  }

  /** The body of the response. */
  String body() {
    return body;
  }
}
