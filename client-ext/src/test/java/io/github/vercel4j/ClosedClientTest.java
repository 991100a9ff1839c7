package io.github.vercel4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.deployments.DeploymentFiles;
import io.github.vercel4j.deployments.FileContent;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that are made after {@link VercelClient#close()}, or wait for an attempt by then. */
class ClosedClientTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  /** All ways to make a call. */
  private static List<Way> ways() {
    return List.of(
        way("execute", client -> project(client).execute()),
        way("execute with response", client -> project(client).executeWithResponse()),
        way("execute async", client -> project(client).executeAsync().join()),
        way(
            "execute with response async",
            client -> project(client).executeWithResponseAsync().join()),
        way("raw request", client -> team(client).request("GET", "/v1/things").call().execute()),
        way("exchange", client -> client.exchangeCode(WithServer.EXCHANGE)),
        way("iterator", client -> projects(client).iterator().next()),
        way("pages", client -> projects(client).pages().iterator().next()),
        way("stream", client -> projects(client).stream().forEach(project -> {})),
        way("for each async", client -> projects(client).forEachAsync(project -> {}).join()),
        way("for each page async", client -> projects(client).forEachPageAsync(page -> {}).join()),
        way(
            "upsert",
            client -> team(client).upsertEnvironmentVariables("shop", List.of(variable("A")))),
        way("upload", client -> team(client).upload(FileContent.of("hello".getBytes(UTF_8)))),
        way(
            "deploy",
            client ->
                team(client)
                    .deploy(
                        CreateDeploymentRequest.builder().name("shop").build(),
                        DeploymentFiles.of(
                            Map.of("a.txt", FileContent.of("hello".getBytes(UTF_8)))))),
        way(
            "await deployment",
            client -> team(client).awaitDeployment("dpl_1", Duration.ofDays(1))),
        way("follow deployment log", client -> team(client).followDeploymentLog("dpl_1").close()),
        way(
            "supplied installation",
            client ->
                client
                    .forInstallation(
                        () -> {
                          throw new AssertionError("It is asked for");
                        })
                    .user()
                    .getAuthUser()
                    .execute()));
  }

  private static Way way(String name, Consumer<VercelClient> call) {
    return new Way(name, call);
  }

  private record Way(String name, Consumer<VercelClient> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void callAfterCloseThrowsIllegalStateException(Way way) {
    VercelClient client = client();
    client.close();
    client.close();

    assertThatThrownBy(() -> way.call.accept(client))
        .satisfies(
            thrown ->
                assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was not sent, for the client is closed"));
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void callAfterCloseIsNotSentThroughAGivenHttpClient(Way way) {
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).httpClient(new OkHttpClient()).build();
    client.close();

    assertThatThrownBy(() -> way.call.accept(client)).isInstanceOf(RuntimeException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void callThatWaitsInTheQueueEndsWithTheClient() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            asked.countDown();
            closed.await();
            return new MockResponse.Builder().body(PROJECT).build();
          }
        });
    OkHttpClient http = new OkHttpClient();
    http.dispatcher().setMaxRequests(1);
    VercelClient client = VercelClient.builder().baseUrl(server.url("/")).httpClient(http).build();
    CompletableFuture<Project> running = project(client).executeAsync();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Project> queued = project(client).executeAsync();

    client.close();

    assertThatThrownBy(() -> queued.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("The client is closed")
        .extracting("requestNotSent")
        .isEqualTo(true);
    closed.countDown();
    assertThat(running.get(10, TimeUnit.SECONDS).name()).isEqualTo("shop");
    assertThat(server.getRequestCount()).isEqualTo(1);
    http.dispatcher().executorService().shutdown();
  }

  @Test
  void callThatWaitsForItsNextAttemptEndsWithTheClient() throws Exception {
    CompletableFuture<Void> pause = new CompletableFuture<>();
    CountDownLatch waiting = new CountDownLatch(1);
    FakeTimeSource endless =
        new FakeTimeSource() {
          @Override
          public CompletableFuture<Void> after(Duration wait) {
            waiting.countDown();
            return pause;
          }
        };
    respond(503, "{}");
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).timeSource(endless).build();
    CompletableFuture<Project> future = project(client).executeAsync();
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

    client.close();

    assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("The client is closed");
    assertThat(pause).isCancelled();
  }

  /** What has been done must be known, whatever keeps the rest from being done. */
  @Test
  void upsertDuringWhichTheClientIsClosedKeepsItsOutcomes() {
    VercelClient[] client = new VercelClient[1];
    respond(200, "{\"envs\":[]}");
    respond(400, "{\"error\":{\"code\":\"bad_request\",\"message\":\"One of them\"}}");
    respond(201, "{\"created\":{\"id\":\"env_1\",\"key\":\"A\",\"target\":[\"preview\"]}}");
    client[0] =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callListener(
                attempt -> {
                  if (server.getRequestCount() == 3) {
                    client[0].close();
                  }
                })
            .build();

    List<EnvironmentVariableOutcome> outcomes =
        team(client[0]).upsertEnvironmentVariables("shop", List.of(variable("A"), variable("B")));

    assertThat(outcomes.get(0).result()).isEqualTo(EnvironmentVariableOutcome.Result.CREATED);
    assertThat(outcomes.get(1).failure())
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("for it was not sent")
        .hasMessageContaining("The client is closed");
  }

  private static EnvironmentVariableRequest variable(String key) {
    return EnvironmentVariableRequest.builder()
        .key(key)
        .value("1")
        .type(EnvironmentVariableType.PLAIN)
        .target(List.of(EnvironmentTarget.PREVIEW))
        .build();
  }

  private static InstallationClient team(VercelClient client) {
    return client.forInstallation(TEAM);
  }

  private static VercelCall<Project> project(VercelClient client) {
    return team(client).projects().getProject("shop");
  }

  private static PagedIterable<?> projects(VercelClient client) {
    return PagedIterable.of(team(client).projects().getProjects());
  }
}
