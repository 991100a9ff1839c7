package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.CallListener.Attempt;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.deployments.DeploymentLogEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;

class CallListenerTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";
  private static final Logger LOGGER = Logger.getLogger("io.github.vercel4j");

  private final FakeTimeSource timeSource = new FakeTimeSource();
  private final List<Attempt> received = new CopyOnWriteArrayList<>();

  @Test
  void listenerIsNotifiedOfEveryAttempt() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After: 2").build());
    respond(200, PROJECT);

    project(builder().callListener(received::add).build());

    assertThat(received).extracting(Attempt::operation).containsOnly(Operation.GET_PROJECT);
    assertThat(received).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(received).extracting(Attempt::status).containsExactly(null, 503, 200);
    assertThat(received)
        .extracting(Attempt::nextAfter)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(2), null);
    assertThat(received.get(0).failure()).isInstanceOf(VercelConnectionException.class);
    assertThat(received.get(1).failure()).isInstanceOf(ServerException.class);
    assertThat(received.get(2).failure()).isNull();
    assertThat(received)
        .extracting(Attempt::startedAt)
        .containsExactly(
            FakeTimeSource.START,
            FakeTimeSource.START.plusMillis(500),
            FakeTimeSource.START.plusMillis(2500));
  }

  @Test
  void durationLeavesOutTheWaitBeforeTheAttempt() {
    timeSource.pass(Duration.ofHours(1));
    OkHttpClient slow =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  timeSource.pass(Duration.ofSeconds(10));
                  return chain.proceed(chain.request());
                })
            .build();
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After: 2").build());
    respond(200, PROJECT);
    VercelClient client = builder().httpClient(slow).callListener(received::add).build();

    List<String> logged = logging(Level.FINE, () -> project(client));

    assertThat(received)
        .extracting(Attempt::duration)
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
    assertThat(logged.get(1)).contains("attempt 2: 200 after 10 s");
  }

  @Test
  void streamedResponseIsReported() {
    respond(200, "{\"text\":\"one\"}\n");
    InstallationClient client = builder().callListener(received::add).build().forInstallation(TEAM);

    try (DeploymentLogEvents events = client.followDeploymentLog("dpl_1")) {
      assertThat(events).hasSize(1);
    }

    assertThat(received).extracting(Attempt::status).containsExactly(200);
    assertThat(received.get(0).failure()).isNull();
  }

  @Test
  void exceptionOfAListenerOverAResponseIsReported() {
    respond(200, "{\"id\":\"prj_1\",\"news\":1}");
    VercelClient client =
        builder().driftListener(DriftListener.strict()).callListener(received::add).build();

    assertThatThrownBy(() -> project(client))
        .isInstanceOf(IllegalStateException.class)
        .isSameAs(received.get(0).failure());
    assertThat(received).extracting(Attempt::status).containsExactly(200);
  }

  @Test
  void sizeOnTheWireIsReported() throws Exception {
    Buffer zipped = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(zipped))) {
      sink.writeUtf8("{\"id\":\"" + "x".repeat(10_000) + "\"}");
    }
    long size = zipped.size();
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding: gzip").body(zipped).build());

    project(builder().callListener(received::add).build());

    assertThat(received).extracting(Attempt::bytesReceived).containsExactly(size);
  }

  @Test
  void unreadableResponseIsReported() {
    respond(200, "{\"id\":");

    assertThatThrownBy(() -> project(builder().callListener(received::add).build()))
        .isInstanceOf(VercelDecodingException.class)
        .isSameAs(received.get(0).failure());
  }

  @Test
  void exceptionOfAnInterceptorIsReported() {
    OkHttpClient broken =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("broken");
                })
            .build();
    VercelClient client = builder().httpClient(broken).callListener(received::add).build();

    assertThatThrownBy(() -> project(client)).isInstanceOf(IllegalStateException.class);
    assertThat(received)
        .singleElement()
        .satisfies(
            attempt -> assertThat(attempt.failure()).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void listenerThatThrowsIsLoggedAndBreaksNoCall() {
    respond(200, PROJECT);
    respond(404, "{}");
    VercelClient client =
        builder()
            .callListener(
                attempt -> {
                  throw new AssertionError("broken listener");
                })
            .build();

    List<String> logged =
        logging(
            Level.INFO,
            () -> {
              project(client);
              failure(NotFoundException.class, () -> project(client));
            });

    assertThat(logged).hasSize(2).allSatisfy(line -> assertThat(line).contains("broken listener"));
  }

  @Test
  void attemptsAreLoggedAtLevelDebug() {
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After: 2").build());
    respond(200, PROJECT);
    VercelClient client = builder().build();

    List<String> logged = logging(Level.FINE, () -> project(client));

    assertThat(logged).hasSize(2);
    assertThat(logged.get(0))
        .contains("getProject (GET /v9/projects/{idOrName}), attempt 1: 503")
        .contains("again in 2000 ms");
    assertThat(logged.get(1)).contains("attempt 2: 200").doesNotContain("again");
    assertThat(logged).allSatisfy(line -> assertThat(line).doesNotContain(TOKEN, "team_7", "shop"));
  }

  @Test
  void nothingIsLoggedAboveLevelDebug() {
    respond(500, "{}");
    respond(200, PROJECT);
    VercelClient client = builder().build();

    assertThat(logging(Level.INFO, () -> project(client))).isEmpty();
  }

  /** How calls are counted and timed by operation and outcome, as meters would do it. */
  @Test
  void metricsAreAFewLines() {
    Map<String, Duration> timers = new TreeMap<>();
    // region metrics
    CallListener metrics =
        attempt ->
            timers.merge(
                attempt.endpoint() + " " + (attempt.status() == null ? "none" : attempt.status()),
                attempt.duration(),
                Duration::plus);
    // endregion
    respond(404, "{}");
    respond(200, PROJECT);
    VercelClient client = builder().callListener(metrics).build();

    failure(NotFoundException.class, () -> project(client));
    project(client);

    assertThat(timers)
        .containsOnlyKeys("GET /v9/projects/{idOrName} 200", "GET /v9/projects/{idOrName} 404");
  }

  private static List<String> logging(Level level, Runnable calls) {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(new SimpleFormatter().format(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    LOGGER.addHandler(handler);
    LOGGER.setLevel(level);
    LOGGER.setUseParentHandlers(false);
    try {
      calls.run();
    } finally {
      LOGGER.removeHandler(handler);
      LOGGER.setLevel(null);
      LOGGER.setUseParentHandlers(true);
    }
    return lines;
  }

  private static void project(VercelClient client) {
    client.forInstallation(TEAM).projects().getProject("shop").execute();
  }

  private VercelClient.Builder builder() {
    return VercelClient.builder().baseUrl(server.url("/")).timeSource(timeSource);
  }

  @Test
  void builtAttemptHasWhatWasSet() {
    Attempt attempt =
        Attempt.builder("GET /v1/things")
            .number(2)
            .status(503)
            .duration(Duration.ofMillis(5))
            .bytesReceived(7)
            .nextAfter(Duration.ofSeconds(1))
            .build();

    assertThat(attempt)
        .hasToString(
            "Attempt[operation=null, endpoint=GET /v1/things, number=2, status=503,"
                + " startedAt=1970-01-01T00:00:00Z, duration=PT0.005S, bytesReceived=7,"
                + " failure=null, nextAfter=PT1S]");
  }
}
