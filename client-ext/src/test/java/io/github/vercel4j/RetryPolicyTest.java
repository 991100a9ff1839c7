package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.UpdateProjectRequest;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  private final FakeTimeSource timeSource = new FakeTimeSource();

  /** What repeating an operation does. */
  private enum Kind {
    READ(Operation.GET_PROJECT),
    REPEATABLE(Operation.UPDATE_PROJECT),
    OTHER(Operation.CREATE_PROJECT),
    EXCHANGE(Operation.EXCHANGE_CODE);

    private final Operation operation;

    Kind(Operation operation) {
      this.operation = operation;
    }

    void call(VercelClient client) {
      var projects = client.forInstallation(TEAM).projects();
      switch (this) {
        case READ -> projects.getProject("shop").execute();
        case REPEATABLE ->
            projects.updateProject("shop", UpdateProjectRequest.builder().build()).execute();
        case OTHER ->
            projects.createProject(CreateProjectRequest.builder().name("shop").build()).execute();
        case EXCHANGE -> client.exchangeCode(WithServer.EXCHANGE);
      }
    }
  }

  private static final String LIMIT =
      "{\"error\":{\"code\":\"x\",\"limit\":{\"total\":1,\"remaining\":0}}}";

  @ParameterizedTest
  @CsvSource({
    "READ,       408 425 429 500 502 503 504 520 599 600 999",
    "REPEATABLE, 408 425 429 502 503 504",
    "OTHER,      408 425 429",
    "EXCHANGE,   ''"
  })
  void statusIsRetriedOnlyWhereThatIsSafe(Kind kind, String again) {
    AtomicInteger status = new AtomicInteger();
    always(() -> new MockResponse.Builder().code(status.get()).body("{}").build());
    for (int each :
        new int[] {
          304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417,
          422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 506, 507,
          508, 510, 511, 520, 599, 600, 999
        }) {
      status.set(each);
      int before = server.getRequestCount();

      VercelApiException exception = failure(VercelApiException.class, () -> kind.call(patient()));

      int attempts = List.of(again.split(" ")).contains("" + each) ? 4 : 1;
      assertThat(server.getRequestCount() - before).as("%s", each).isEqualTo(attempts);
      assertThat(exception.attempts()).isEqualTo(attempts);
      assertThat(exception.operation()).isEqualTo(kind.operation);
    }
  }

  /** What is too large may be taken later only where the service says when. */
  @ParameterizedTest
  @CsvSource({"READ, 4", "REPEATABLE, 4", "OTHER, 4", "EXCHANGE, 1"})
  void status413ThatNamesATimeIsRetried(Kind kind, int attempts) {
    always(() -> new MockResponse.Builder().code(413).addHeader("Retry-After: 3").build());

    InvalidRequestException failure =
        failure(InvalidRequestException.class, () -> kind.call(patient()));

    assertThat(server.getRequestCount()).isEqualTo(attempts);
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(timeSource.waits).hasSize(attempts - 1).allMatch(Duration.ofSeconds(3)::equals);
  }

  @ParameterizedTest
  @CsvSource({"READ, 4", "REPEATABLE, 4", "OTHER, 4", "EXCHANGE, 1"})
  void limitIsRetriedWhateverTheStatus(Kind kind, int attempts) {
    for (int status : new int[] {400, 402, 403, 503}) {
      always(() -> new MockResponse.Builder().code(status).body(LIMIT).build());
      int before = server.getRequestCount();

      RateLimitException failure = failure(RateLimitException.class, () -> kind.call(patient()));

      assertThat(failure.status()).isEqualTo(status);
      assertThat(server.getRequestCount() - before).as("%s", status).isEqualTo(attempts);
    }
  }

  @ParameterizedTest
  @CsvSource({"READ, 2", "REPEATABLE, 2", "OTHER, 2", "EXCHANGE, 1"})
  void status421IsRetriedOnceOnAnotherConnection(Kind kind, int attempts) throws Exception {
    always(() -> new MockResponse.Builder().code(421).body("{}").build());

    InvalidRequestException failure =
        failure(InvalidRequestException.class, () -> kind.call(patient()));

    assertThat(failure.attempts()).isEqualTo(attempts);
    assertThat(timeSource.waits).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(attempts);
    for (int i = 0; i < attempts; i++) {
      assertThat(server.takeRequest().getExchangeIndex()).as("on a new connection").isZero();
    }
    if (attempts == 2) {
      assertThat(failure).hasMessageContaining("a connection of its own was no better");
    }
  }

  @ParameterizedTest
  @CsvSource({"READ, 4", "REPEATABLE, 4", "OTHER, 1", "EXCHANGE, 1"})
  void lostResponseIsRetriedOnlyWhereThatIsSafe(Kind kind, int attempts) {
    always(
        () -> new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    VercelConnectionException failure =
        failure(VercelConnectionException.class, () -> kind.call(patient()));

    assertThat(server.getRequestCount()).isEqualTo(attempts);
    assertThat(failure.attempts()).isEqualTo(attempts);
    assertThat(failure.requestNotSent()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void unsentCallIsRetriedUnlessItIsTheExchange(Kind kind) {
    AtomicInteger asked = new AtomicInteger();
    Dns failingFirst =
        host -> {
          if (asked.incrementAndGet() == 1) {
            throw new UnknownHostException(host);
          }
          return List.of(InetAddress.getLoopbackAddress());
        };
    always(() -> new MockResponse.Builder().body(PROJECT).build());
    VercelClient client =
        builder()
            .baseUrl("http://api.localhost:" + server.getPort())
            .httpClient(new OkHttpClient.Builder().dns(failingFirst).build())
            .build();

    if (kind == Kind.EXCHANGE) {
      VercelConnectionException failure =
          failure(VercelConnectionException.class, () -> kind.call(client));
      assertThat(failure.requestNotSent()).isTrue();
      assertThat(server.getRequestCount()).isZero();
    } else {
      kind.call(client);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"READ, 4", "REPEATABLE, 4", "OTHER, 1", "EXCHANGE, 1"})
  void truncatedResponseIsRetriedLikeALostOne(Kind kind, int attempts) {
    always(
        () ->
            new MockResponse.Builder()
                .body(PROJECT)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

    VercelDecodingException failure =
        failure(VercelDecodingException.class, () -> kind.call(patient()));

    assertThat(server.getRequestCount()).isEqualTo(attempts);
    assertThat(failure.attempts()).isEqualTo(attempts);
    assertThat(failure).hasMessageContaining("ends early");
  }

  /** The service acted on the first attempt, whatever became of the last one. */
  @Test
  void truncatedResponseMeansThatTheRequestWasSent() {
    server.enqueue(
        new MockResponse.Builder()
            .body(PROJECT)
            .addHeader("Connection: close")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    AtomicInteger lookups = new AtomicInteger();
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .timeSource(timeSource)
            .httpClient(
                new OkHttpClient.Builder()
                    .dns(
                        host -> {
                          if (lookups.incrementAndGet() > 1) {
                            throw new UnknownHostException(host);
                          }
                          return Dns.SYSTEM.lookup(host);
                        })
                    .build())
            .build();

    assertThat(failure(VercelConnectionException.class, () -> Kind.REPEATABLE.call(client)))
        .returns(false, VercelConnectionException::requestNotSent)
        .hasMessageNotContaining("not sent");
    assertThat(lookups).hasValue(4);
  }

  @ParameterizedTest
  @CsvSource({"408, 0", "503, 0", "503, 00"})
  void statusThatOkHttpRetriesFollowsThePolicy(int status, String retryAfter) {
    VercelClient client = client();
    always(
        () -> new MockResponse.Builder().code(status).addHeader("Retry-After", retryAfter).build());

    for (Kind kind : Kind.values()) {
      int before = server.getRequestCount();
      VercelApiException failure = failure(VercelApiException.class, () -> kind.call(client));

      assertThat(server.getRequestCount() - before).as("%s", kind).isEqualTo(1);
      assertThat(failure.retryAfter()).isEqualTo(Duration.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void retryAfterOfZeroIsRetriedAtOnce(int status) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Retry-After: 0")
            .addHeader("X-RateLimit-Limit: 10")
            .addHeader("X-RateLimit-Remaining: 0")
            .addHeader(
                "X-RateLimit-Reset", FakeTimeSource.START.plusSeconds(86_000).getEpochSecond())
            .build());
    respond(200, PROJECT);

    Kind.READ.call(patient());

    assertThat(timeSource.waits).isEmpty();
  }

  @Test
  void brokenOldConnectionIsReplacedAtOnce() {
    VercelClient client = patient();
    respond(200, PROJECT);
    Kind.READ.call(client);
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    respond(200, PROJECT);

    Kind.READ.call(client);

    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(timeSource.waits).isEmpty();
  }

  @Test
  void waitsDoubleUpToTheLongest() {
    always(() -> new MockResponse.Builder().code(503).build());
    RetryPolicy policy =
        RetryPolicy.standard()
            .withMaxAttempts(6)
            .withDelays(Duration.ofSeconds(1), Duration.ofSeconds(5));

    failure(ServerException.class, () -> Kind.READ.call(with(policy)));

    assertThat(timeSource.waits)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void waitIsShortenedByUpToHalfAtRandom() {
    timeSource.random = 0.5;
    always(() -> new MockResponse.Builder().code(503).build());

    failure(ServerException.class, () -> Kind.READ.call(patient()));

    assertThat(timeSource.waits).extracting(Duration::toMillis).containsExactly(375L, 750L, 1500L);
  }

  @Test
  void retryAfterIsKeptWithALittleJitter() {
    timeSource.random = 0.5;
    enqueue(429, "Retry-After: 30");
    respond(200, PROJECT);

    Kind.OTHER.call(patient());

    assertThat(timeSource.waits).containsExactly(Duration.ofSeconds(32).plusMillis(500));
  }

  @Test
  void retryAfterDateIsMeasuredByTheServicesClock() {
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Date: Wed, 25 Nov 2026 13:00:00 GMT")
            .addHeader("Retry-After: Wed, 25 Nov 2026 13:00:07 GMT")
            .build());
    respond(200, PROJECT);

    Kind.READ.call(patient());

    assertThat(timeSource.waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void waitBeyondTheDeadlineEndsTheCallAtOnce() {
    enqueue(429, "Retry-After: 61");

    RateLimitException exception =
        failure(RateLimitException.class, () -> Kind.READ.call(patient()));

    assertThat(timeSource.waits).isEmpty();
    assertThat(exception.attempts()).isEqualTo(1);
    assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(61));
    assertThat(exception)
        .hasMessageContaining(
            "(attempts: 1; the next one would have to wait for 61 s, as the service asks, which is"
                + " beyond the deadline of 60 s)");
  }

  @Test
  void deadlineIsForAllAttemptsTogether() {
    always(() -> new MockResponse.Builder().code(429).addHeader("Retry-After: 25").build());

    failure(RateLimitException.class, () -> Kind.READ.call(patient()));

    assertThat(timeSource.waits).hasSize(2);
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "soon", "", "NaN", "1e400x", "Wed, 99 Nov 2026 12:00:00 GMT", "１２"})
  void malformedRetryAfterIsIgnored(String value) {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeaderLenient("Retry-After", value).build());
    respond(200, PROJECT);

    Kind.READ.call(patient());

    assertThat(timeSource.waits).containsExactly(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99999999999999999999999", "1e308", "Infinity", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void absurdRetryAfterStallsNothing(String value) {
    enqueue(429, "Retry-After: " + value);

    failure(RateLimitException.class, () -> Kind.READ.call(patient()));

    assertThat(timeSource.waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", "00", "99999999999999999999999"})
  void retryAfterThatOkHttpCannotReadIsOurs(String value) {
    enqueue(503, "Retry-After: " + value);
    respond(200, "{\"id\":\"prj_1\"}");

    Throwable thrown = catchThrowable(() -> Kind.READ.call(patient()));

    assertThat(thrown == null || thrown instanceof ServerException).as("%s", thrown).isTrue();
  }

  @Test
  void messageNamesTheAttempts() {
    always(() -> new MockResponse.Builder().code(502).addHeader("x-vercel-id", "fra1::1").build());

    assertThatThrownBy(() -> Kind.READ.call(patient()))
        .hasMessageEndingWith("(attempts: 4; no more are allowed)");
    assertThatThrownBy(() -> Kind.READ.call(client())).hasMessageNotContaining("attempts");
  }

  @Test
  void oneShotBodyIsNotRetried() {
    always(() -> new MockResponse.Builder().code(503).build());

    assertThatThrownBy(() -> upload(patient(), oneShot(null)))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("the body can be sent only once");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void unreadableRequestBodyIsNotRetried() {
    assertThatThrownBy(
            () ->
                upload(
                    patient(), RequestBody.create(new File("/nowhere/at/all"), (MediaType) null)))
        .isInstanceOf(VercelException.class);
    assertThat(timeSource.waits).isEmpty();
  }

  private static void upload(VercelClient client, RequestBody body) {
    client.forInstallation(TEAM).deployments().uploadFile(body, "da39a3ee").execute();
  }

  private static RequestBody oneShot(@Nullable MediaType type) {
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return type;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8("content");
      }
    };
  }

  @Test
  void asynchronousCallIsRetriedInTheSameWay() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    enqueue(503, "Retry-After: 3");
    respond(200, PROJECT);

    project(patient()).executeAsync().join();

    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(timeSource.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(3));
  }

  @Test
  void asynchronousCallFailsAsItsLastAttempt() {
    always(() -> new MockResponse.Builder().code(503).build());
    var future = project(patient()).executeAsync();

    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("attempts: 4");
  }

  @Test
  void cancellingAWaitingAsynchronousCallEndsIt() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<Void> wait = new CompletableFuture<>();
    FakeTimeSource endless =
        new FakeTimeSource() {
          @Override
          public CompletableFuture<Void> after(Duration duration) {
            waiting.countDown();
            return wait;
          }
        };
    enqueue(503, "Retry-After: 3");
    var future = project(builder().timeSource(endless).build()).executeAsync();
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

    future.cancel(true);

    assertThat(awaitEnd(wait)).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** The wait is known to the call only a moment after it began. */
  private static boolean awaitEnd(CompletableFuture<?> wait) {
    return wait.handle((value, failure) -> failure != null).orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void interruptWhileWaitingEndsTheCallAndIsKept() {
    enqueue(429, "Retry-After: 3");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callListener(attempt -> Thread.currentThread().interrupt())
            .timeSource(timeSource)
            .build();

    VercelConnectionException failure =
        failure(VercelConnectionException.class, () -> Kind.OTHER.call(client));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(failure.requestNotSent()).isTrue();
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(RateLimitException.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void closedClientRetriesNothing() {
    enqueue(503, "Retry-After: 3");
    VercelClient[] client = new VercelClient[1];
    client[0] = builder().callListener(attempt -> client[0].close()).build();

    assertThatThrownBy(() -> Kind.READ.call(client[0]))
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("The client is closed");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void invalidPolicyIsRejected() {
    RetryPolicy policy = RetryPolicy.standard();
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> policy.withMaxAttempts(0)).hasMessageContaining("maxAttempts is 0");
    assertThatThrownBy(() -> policy.withDeadline(second.negated())).hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> policy.withDelays(second.negated(), second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy.withDelays(second, second.dividedBy(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(policy.withDelays(second, second).longestDelay()).isEqualTo(second);
  }

  private static VercelCall<?> project(VercelClient client) {
    return client.forInstallation(TEAM).projects().getProject("shop");
  }

  private VercelClient patient() {
    return builder().build();
  }

  private VercelClient with(RetryPolicy policy) {
    return builder().callOptions(CallOptions.defaults().withRetries(policy)).build();
  }

  private VercelClient.Builder builder() {
    return VercelClient.builder().baseUrl(server.url("/")).timeSource(timeSource);
  }

  private void enqueue(int status, String header) {
    server.enqueue(new MockResponse.Builder().code(status).addHeader(header).build());
  }

  private void always(Supplier<MockResponse> response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response.get();
          }
        });
  }
}
