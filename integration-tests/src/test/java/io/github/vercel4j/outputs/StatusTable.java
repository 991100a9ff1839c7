package io.github.vercel4j.outputs;

import static io.github.vercel4j.outputs.CommittedOutputs.code;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.Installation;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.UpdateProjectRequest;
import io.github.vercel4j.oauth.CodeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * {@code docs/statuses.md}: which exception stands for a response, and which calls are retried
 * after it. Each cell is what a call does that gets nothing but this response.
 */
final class StatusTable {
  private static final long NOW = FakeTimeSource.START.getEpochSecond();

  private static final String INTRODUCTION =
      """
      # Responses: exceptions and retries

      Written by `integration-tests/outputs`, which makes each call and looks what the client does; the build checks that
      it is current.

      A *read* is a `GET` or `HEAD`. An *idempotent write* has the same effect twice as once, as far as the contract or
      `RawRequest.idempotent()` says so. The *exchange* is that of a code for a token.

      - **retried**: up to the most attempts of the `RetryPolicy`, after 0.5 s, 1 s, 2 s and so on, up to half of which is
        left out at random
      - **at once**: retried without a wait
      - **after 7 s**: retried after the wait that the response asks for, or a little later
      - **once more**: retried at once, on a connection of its own, and not again
      - **too long**: not retried, as the wait is longer than the time that is left
      - **–**: not retried
      """;

  /** All that are registered, and some that are not. */
  private static final int[] STATUSES = {
    300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410,
    411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500,
    501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 599, 600, 999
  };

  private enum Kind {
    READ,
    IDEMPOTENT,
    OTHER,
    EXCHANGE;

    void call(VercelClient client) {
      var projects = client.forInstallation(Installation.of("vca_canary_1")).projects();
      switch (this) {
        case READ -> projects.getProject("shop").execute();
        case IDEMPOTENT ->
            projects
                .updateProject("shop", UpdateProjectRequest.builder().name("shop").build())
                .execute();
        case OTHER ->
            projects.createProject(CreateProjectRequest.builder().name("shop").build()).execute();
        case EXCHANGE ->
            client.exchangeCode(
                CodeExchange.builder()
                    .clientId("oac_1")
                    .clientSecret("canary_secret")
                    .code("canary_code")
                    .redirectUri("https://acme.example/callback")
                    .build());
      }
    }
  }

  /**
   * @param response how the table names it
   * @param exceptions of all kinds of calls, which is one but for a reason
   * @param retries of each kind of call
   */
  private record Row(String response, Set<String> exceptions, List<String> retries) {
    @Override
    public String toString() {
      return "| "
          + response
          + " | "
          + exceptions.stream().map(CommittedOutputs::code).collect(Collectors.joining(", "))
          + " | "
          + String.join(" | ", retries)
          + " |\n";
    }
  }

  private final MockWebServer server = new MockWebServer();
  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private StatusTable() {}

  static String text() throws IOException {
    StatusTable table = new StatusTable();
    try (MockWebServer server = table.server) {
      server.start();
      table.statuses();
      table.limits();
      table.waits();
      table.connections();
      return table.text.toString();
    }
  }

  private void statuses() {
    head(
        "The status alone",
        "Where neither headers nor body say more. A status that has no meaning, or is not valid, counts as the",
        "first of its class, as RFC 9110 has it; 408, 421 and 425 say that the request was not processed.");
    Map<List<Object>, List<String>> statuses = new LinkedHashMap<>();
    for (int status : STATUSES) {
      Row row = row(Integer.toString(status), response(status));
      statuses
          .computeIfAbsent(List.of(row.exceptions, row.retries), any -> new ArrayList<>())
          .add(row.response);
    }
    for (List<String> equal : statuses.values()) {
      Row row = row(String.join(", ", equal), response(Integer.parseInt(equal.get(0))));
      text.append(row);
    }
  }

  private void limits() {
    head(
        "Limits",
        "What says that a limit is reached is a `RateLimitException`, whatever its status.",
        "The headers `X-RateLimit-…` are on every response, so they count only together with a `Retry-After`.");
    add("429", response(429));
    add("402 with `limit.remaining` 0 in the body", limit(402, "\"remaining\":0"));
    add(
        "402 with `limit.remaining` 0, `limit.reset` in 9 s",
        limit(402, "\"total\":1,\"remaining\":0,\"reset\":" + (NOW + 9)));
    add(
        "402 with `limit.remaining` 0, `limit.reset` tomorrow",
        limit(402, "\"total\":1,\"remaining\":0,\"reset\":" + (NOW + 86_400) * 1000));
    add("402 with `limit.remaining` 7", limit(402, "\"total\":9,\"remaining\":7"));
    add("403 with the code `rate_limited`", body(403, "{\"error\":{\"code\":\"rate_limited\"}}"));
    add(
        "403 with the code `too_many_requests`",
        body(403, "{\"error\":{\"code\":\"too_many_requests\"}}"));
    add(
        "403 with `X-RateLimit-Remaining: 0`, `Retry-After: 7`",
        response(403).addHeader("X-RateLimit-Remaining: 0").addHeader("Retry-After: 7"));
    add("403 with `X-RateLimit-Remaining: 0`", response(403).addHeader("X-RateLimit-Remaining: 0"));
    add("503 with `limit.remaining` 0 in the body", limit(503, "\"remaining\":0"));
  }

  private void waits() {
    head(
        "Waits",
        "`Retry-After` comes first, then what the body says, then the reset of a limit that is reached.",
        "Dates are measured by the service's clock where the response has a `Date`. What is neither a number nor a",
        "date says nothing.");
    for (String value :
        List.of(
            "7",
            "0",
            "Wed, 25 Nov 2026 12:00:07 GMT",
            "Wednesday, 25-Nov-26 12:00:07 GMT",
            "Wed Nov 25 12:00:07 2026",
            "Wed, 25 Nov 2026 11:59:59 GMT",
            "-7",
            "soon",
            "61")) {
      add(
          "503 with " + code("Retry-After: " + value),
          response(503).addHeader("Retry-After", value));
    }
    add("408 with `Retry-After: 7`", response(408).addHeader("Retry-After: 7"));
    add("413 with `Retry-After: 7`", response(413).addHeader("Retry-After: 7"));
    add("421 with `Retry-After: 7`", response(421).addHeader("Retry-After: 7"));
    add("425 with `Retry-After: 7`", response(425).addHeader("Retry-After: 7"));
    add("429 with `Retry-After: 7`", response(429).addHeader("Retry-After: 7"));
    add("500 with `Retry-After: 7`", response(500).addHeader("Retry-After: 7"));
    add("409 with `Retry-After: 7`", response(409).addHeader("Retry-After: 7"));
    add(
        "429 with `X-RateLimit-Reset` in 9 s",
        response(429).addHeader("X-RateLimit-Reset", NOW + 9));
    add(
        "503 with `X-RateLimit-Reset` in 9 s",
        response(503).addHeader("X-RateLimit-Reset", NOW + 9));
    add(
        "429 with `Retry-After: 0`, `X-RateLimit-Reset` tomorrow",
        response(429).addHeader("Retry-After: 0").addHeader("X-RateLimit-Reset", NOW + 86_400));
    add("429 with `limit.reset` in 9 s", limit(429, "\"reset\":" + (NOW + 9)));
    add("429 with `limit.resetMs` in 9 s", limit(429, "\"resetMs\":" + (NOW + 9) * 1000));
    add(
        "429 with `retryAfter.value` 5",
        body(429, "{\"error\":{\"retryAfter\":{\"value\":5,\"str\":\"5 seconds\"}}}"));
  }

  private void connections() {
    head(
        "No response",
        "A pooled connection that the server has closed does not count: the call goes over another one at once.");
    add(
        "the connection breaks after the request",
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));
    add(
        "a success ends early",
        body(200, "{\"id\":\"prj_1\"}").onResponseBody(new SocketEffect.CloseSocket()));
    int port = server.getPort();
    server.close();
    text.append(row("there is no connection", "http://localhost:" + port));
  }

  private void head(String title, String... lines) {
    text.append("\n## ").append(title).append("\n\n").append(String.join("\n", lines));
    text.append(
        "\n\n| response | exception | read | idempotent write | other write | exchange |\n");
    text.append("|---|---|---|---|---|---|\n");
  }

  private void add(String name, MockResponse.Builder response) {
    text.append(row(name, response));
  }

  private Row row(String name, MockResponse.Builder response) {
    MockResponse always = response.build();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return always;
          }
        });
    return row(name, server.url("/").toString());
  }

  private static Row row(String name, String baseUrl) {
    Set<String> exceptions = new LinkedHashSet<>();
    List<String> retries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      FakeTimeSource timeSource = new FakeTimeSource();
      int[] attempts = new int[1];
      VercelClient.Builder builder =
          VercelClient.builder()
              .baseUrl(baseUrl)
              .timeSource(timeSource)
              .callOptions(CallOptions.defaults().withRetries(RetryPolicy.standard()))
              .callListener(attempt -> attempts[0]++);
      try (VercelClient client = builder.build()) {
        kind.call(client);
        throw new IllegalStateException(kind + " succeeds after " + name);
      } catch (VercelException e) {
        exceptions.add(e.getClass().getSimpleName());
        retries.add(retries(attempts[0], timeSource.waits, String.valueOf(e.getMessage())));
      }
    }
    return new Row(name, exceptions, retries);
  }

  private static String retries(int attempts, List<Duration> waits, String message) {
    if (attempts == 1) {
      return message.contains("beyond the deadline") ? "too long" : "–";
    }
    if (waits.isEmpty()) {
      return attempts == 2 ? "once more" : "at once";
    }
    Duration first = waits.get(0);
    return first.equals(RetryPolicy.standard().firstDelay())
        ? "retried"
        : "after " + first.toSeconds() + " s";
  }

  private static MockResponse.Builder response(int status) {
    return body(status, status == 304 ? "" : "{}");
  }

  private static MockResponse.Builder limit(int status, String members) {
    return body(status, "{\"error\":{\"code\":\"too_much\",\"limit\":{" + members + "}}}");
  }

  private static MockResponse.Builder body(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type: application/json")
        .body(body);
  }
}
