package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VercelClientTest extends WithServer {
  private static final String TEAM_RESPONSE =
      """
      {"token_type":"Bearer","access_token":"vca_canary_1","installation_id":"icfg_1","user_id":"usr_1",
       "team_id":"team_1"}\
      """;

  @Test
  void exchangeSendsExactlyTheFourFieldsAndNothingElse() {
    respond(200, TEAM_RESPONSE);

    client().exchangeCode(EXCHANGE);

    RecordedRequest request = request();
    assertThat(request.getRequestLine()).isEqualTo("POST /v2/oauth/access_token HTTP/1.1");
    assertThat(request.getBody().utf8())
        .isEqualTo(
            "client_id=oac_1&client_secret=canary_s%2F%2B+%3D%26&code=canary_c%2F1"
                + "&redirect_uri=https%3A%2F%2Facme.example%2Fcallback%3Fa%3D1");
    assertThat(request.getHeaders().values("Content-Type"))
        .containsExactly("application/x-www-form-urlencoded");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void exchangeReturnsTheInstallationOfATeam() {
    respond(200, TEAM_RESPONSE);

    assertThat(client().exchangeCode(EXCHANGE))
        .isEqualTo(
            Installation.of("vca_canary_1")
                .withTeamId("team_1")
                .withConfigurationId("icfg_1")
                .withUserId("usr_1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"team_id\":null", ",\"team_id\":\"\"", ""})
  void exchangeReturnsTheInstallationOfAPersonalAccount(String team) {
    respond(
        200,
        "{\"token_type\":\"Bearer\",\"access_token\":\"vca_canary_1\",\"installation_id\":\"icfg_1\","
            + "\"user_id\":\"usr_1\""
            + team
            + "}");

    assertThat(client().exchangeCode(EXCHANGE))
        .isEqualTo(
            Installation.of("vca_canary_1").withConfigurationId("icfg_1").withUserId("usr_1"));
  }

  @Test
  void accessTokenAloneReachesThePersonalAccount() {
    respond(200, "{\"projects\":[],\"pagination\":{}}");

    var unused = client().forAccessToken("vca_canary_2").projects().getProjects().execute();

    RecordedRequest sent = request();
    assertThat(sent.getTarget()).doesNotContain("teamId");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer vca_canary_2");
  }

  @Test
  void accessTokenWithTeamIsSentWithTheTeam() {
    respond(200, "{\"projects\":[],\"pagination\":{}}");

    var unused =
        client().forAccessToken("vca_canary_2", "team_9").projects().getProjects().execute();

    assertThat(request().getTarget()).contains("teamId=team_9");
  }

  @Test
  void userOperationIsSentWithoutTheTeam() {
    respond(200, "{\"user\":{\"id\":\"usr_1\"}}");

    var unused = as(TEAM).user().getAuthUser().execute();

    assertThat(request().getTarget()).isEqualTo("/v2/user");
  }

  @Test
  void missingIdDoesNotLoseTheToken() {
    respond(200, "{\"access_token\":\"vca_canary_1\"}");

    assertThat(client().exchangeCode(EXCHANGE)).isEqualTo(Installation.of("vca_canary_1"));
  }

  @Test
  void responseWithoutTokenNamesItsPath() {
    respond(200, "{\"token_type\":\"Bearer\"}");

    assertThatThrownBy(() -> client().exchangeCode(EXCHANGE))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("got status 200, but at $.access_token the response is no token")
        .hasMessageContaining("is not in the response");
  }

  @Test
  void responseWithAnInvalidTokenIsNotPrinted() {
    respond(200, "{\"access_token\":\"vca_canary_1\\nvca_canary_2\"}");

    assertThatThrownBy(() -> client().exchangeCode(EXCHANGE))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("exchangeCode (POST /v2/oauth/access_token) got status 200")
        .hasMessageContaining("$.access_token")
        .hasMessageContaining("a line break")
        .hasMessageContaining("fra1::abc-1")
        .hasMessageEndingWith(
            "; the code is spent, for it works once: have the integration installed again for a new"
                + " one")
        .hasMessageNotContaining("vca_");
  }

  @Test
  void errorStringOfAnExchangeIsRead() {
    respond(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Code was used\"}");

    VercelApiException exception =
        failure(InvalidRequestException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(exception.operation()).isEqualTo(Operation.EXCHANGE_CODE);
    assertThat(exception.status()).isEqualTo(400);
    assertThat(exception.code()).isEqualTo("invalid_grant");
    assertThat(exception.errorMessage()).isEqualTo("Code was used");
    assertThat(exception)
        .hasMessageStartingWith(
            "exchangeCode (POST /v2/oauth/access_token) got status 400 invalid_grant:"
                + " Code was used (request id fra1::abc-1)\n- INVALID_GRANT");
  }

  @Test
  void errorObjectOfAnExchangeIsRead() {
    respond(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"OAuth client not found\"}}");

    VercelApiException exception =
        failure(NotFoundException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(exception.code()).isEqualTo("not_found");
    assertThat(exception.errorMessage()).isEqualTo("OAuth client not found");
  }

  @ParameterizedTest
  @CsvSource({"403,<html>Blocked</html>", "500,''", "400,'{\"error\":\"inva'", "401,nope"})
  void unknownErrorOfAnExchangeKeepsStatusAndBody(int status, String body) {
    respond(status, body);

    VercelApiException exception =
        failure(VercelApiException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(exception.status()).isEqualTo(status);
    assertThat(exception.code()).isNull();
    assertThat(exception.body()).isEqualTo(body);
    assertThat(exception).hasMessageNotContaining("Blocked").hasMessageNotContaining("nope");
    assertThat(exception.explanations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>vca_canary_1</html>",
        "",
        "{\"access_token\":\"vca_canary_1",
        "vca_canary_1",
        "[]"
      })
  void unknownSuccessThrowsVercelDecodingExceptionUnquoted(String body) {
    respond(200, body);

    VercelDecodingException failure =
        failure(VercelDecodingException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(failure.operation()).isEqualTo(Operation.EXCHANGE_CODE);
    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.requestId()).isEqualTo("fra1::abc-1");
    assertThat(failure).hasMessageNotContaining("vca_canary_1");
  }

  @Test
  void exchangeWithALostResponseIsNotRetried() {
    VercelClient client = client();
    respond(200, TEAM_RESPONSE);
    client.exchangeCode(EXCHANGE); // leaves a connection, on which OkHttp would try again
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    respond(200, TEAM_RESPONSE);

    failure(VercelConnectionException.class, () -> client.exchangeCode(EXCHANGE));

    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void exchangeDoesNotFollowRedirects(int status) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Location", server.url("/v3/oauth/access_token?x=1"))
            .build());
    respond(200, TEAM_RESPONSE);

    VercelApiException failure =
        failure(VercelApiException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(failure.status()).isEqualTo(status);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', /v2/user",
    "/, /v2/user",
    "/gateway, /gateway/v2/user",
    "/gateway/, /gateway/v2/user",
    "/a/b%2Fc, /a/b%2Fc/v2/user"
  })
  void pathOfTheBaseUrlIsKept(String basePath, String target) {
    respond(200, "{\"user\":{}}");
    String origin = server.url("/").toString().replaceAll("/$", "");

    VercelClient.builder()
        .baseUrl(origin + basePath)
        .build()
        .forInstallation(PERSONAL)
        .user()
        .getAuthUser()
        .execute();

    assertThat(request().getTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/",
        "http://vercel.localhost",
        "http://127.0.0.1:80",
        "http://127.9.8.7",
        "http://[::1]:8080/x",
        "http://[0:0:0:0:0:0:0:1]",
        "https://gateway.example/vercel"
      })
  void plainHttpWithinTheMachineIsAllowed(String baseUrl) {
    VercelClient.builder().baseUrl(baseUrl).build().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.vercel.com",
        "http://localhost.evil.example",
        "http://evillocalhost",
        "http://127.0.0.1.evil.example",
        "http://128.0.0.1",
        "http://10.0.0.1",
        "http://[::2]"
      })
  void plainHttpElsewhereIsRejectedUnlessAllowed(String baseUrl) {
    VercelClient.Builder builder = VercelClient.builder().baseUrl(baseUrl);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unencrypted")
        .hasMessageContaining("allowPlainHttp");
    builder.allowPlainHttp().build().close();
  }

  @ParameterizedTest
  @CsvSource({
    "api.vercel.com, is no URL",
    "ftp://api.vercel.com, is no URL",
    "'', is no URL",
    "https://jo:pa55@api.vercel.com, user name or password",
    "https://api.vercel.com?teamId=1, query or fragment",
    "https://api.vercel.com/#top, query or fragment"
  })
  void invalidBaseUrlIsRejected(String baseUrl, String problem) {
    assertThatThrownBy(() -> VercelClient.builder().baseUrl(baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("pa55");
  }

  @Test
  void interceptorsOfTheGivenClientSeeTheCalls() {
    List<String> seen = new ArrayList<>();
    OkHttpClient given =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add("application " + chain.request().url().encodedPath());
                  return chain.proceed(chain.request());
                })
            .addNetworkInterceptor(
                chain -> {
                  seen.add("network " + chain.request().url().encodedPath());
                  return chain.proceed(chain.request());
                })
            .build();
    respond(200, "{\"user\":{}}");

    through(given).forInstallation(PERSONAL).user().getAuthUser().execute();

    assertThat(seen).containsExactly("application /v2/user", "network /v2/user");
    assertThat(given.interceptors()).hasSize(1);
    assertThat(given.networkInterceptors()).hasSize(1);
    assertThat(given.followRedirects()).isTrue();
  }

  @Test
  void eventListenersAreNotifiedOfSentCallsOnly() {
    List<String> received = new ArrayList<>();
    OkHttpClient given =
        new OkHttpClient.Builder()
            .eventListenerFactory(
                call -> {
                  received.add("created");
                  return new EventListener() {
                    @Override
                    public void callStart(Call call) {
                      received.add(call.request().method());
                    }

                    @Override
                    public void callEnd(Call call) {
                      received.add("end");
                    }
                  };
                })
            .build();
    respond(200, "{\"user\":{}}");

    var unsent = through(given).forInstallation(PERSONAL).user().getAuthUser();
    assertThat(received).isEmpty();
    unsent.execute();

    assertThat(received).containsExactly("created", "GET", "end");
  }

  @Test
  void closingLeavesAGivenClientRunning() {
    OkHttpClient given = new OkHttpClient();

    through(given).close();

    assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
    given.dispatcher().executorService().shutdown();
  }

  @Test
  void closingEndsItsOwnThreads() throws Exception {
    respond(200, "{\"user\":{}}");
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callListener(attempt -> thread.complete(Thread.currentThread()))
            .build();
    client.forInstallation(PERSONAL).user().getAuthUser().executeAsync().join();

    client.close();

    thread.join().join(10_000);
    assertThat(thread.join().isAlive()).isFalse();
  }

  @Test
  void closingClosesItsIdleConnections() throws Exception {
    try (OneConnection connection = new OneConnection()) {
      VercelClient client = VercelClient.builder().baseUrl(connection.url()).build();
      connection.response.countDown();
      client.forInstallation(PERSONAL).user().getAuthUser().execute();

      client.close();

      assertThat(connection.nextByte.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void callThatOutlivesTheClientLeavesNoConnection() throws Exception {
    try (OneConnection connection = new OneConnection()) {
      VercelClient client = VercelClient.builder().baseUrl(connection.url()).build();
      var user = client.forInstallation(PERSONAL).user().getAuthUser().executeAsync();
      assertThat(connection.asked.await(10, TimeUnit.SECONDS)).isTrue();

      client.close();
      connection.response.countDown();

      assertThat(user.get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(connection.nextByte.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  /** Responds to one call when it is told to, and then reads on. */
  private static final class OneConnection implements AutoCloseable {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch response = new CountDownLatch(1);
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    /** What the client sends next; -1 where it closes the connection. */
    final CompletableFuture<Integer> nextByte = CompletableFuture.supplyAsync(this::serve);

    OneConnection() throws IOException {}

    String url() {
      return "http://localhost:" + socket.getLocalPort();
    }

    private int serve() {
      try (Socket connection = socket.accept();
          BufferedSource in = Okio.buffer(Okio.source(connection));
          BufferedSink out = Okio.buffer(Okio.sink(connection))) {
        while (!in.readUtf8LineStrict().isEmpty()) {
          // A header
        }
        asked.countDown();
        response.await();
        out.writeUtf8("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"user\":{}}").flush();
        return in.exhausted() ? -1 : in.readByte();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** OkHttp's own client sends five at a time to one host, and here it is always the same one. */
  @Test
  void manyAsynchronousCallsRunAtATime() {
    CyclicBarrier together = new CyclicBarrier(12);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            try {
              together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
              return new MockResponse.Builder().code(500).build();
            }
            return new MockResponse.Builder().body("{\"user\":{}}").build();
          }
        });
    InstallationClient client = as(PERSONAL);

    CompletableFuture<?>[] calls =
        Stream.generate(() -> client.user().getAuthUser().executeAsync())
            .limit(12)
            .toArray(CompletableFuture<?>[]::new);

    assertThat(CompletableFuture.allOf(calls)).succeedsWithin(Duration.ofSeconds(20));
  }

  /** A thread that is no daemon would keep an idle JVM alive for a minute. */
  @Test
  void asynchronousCallsRunOnDaemonThreads() throws Exception {
    respond(200, "{\"user\":{}}");
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    VercelClient.builder()
        .baseUrl(server.url("/"))
        .callListener(attempt -> thread.complete(Thread.currentThread()))
        .build()
        .forInstallation(PERSONAL)
        .user()
        .getAuthUser()
        .executeAsync()
        .get(10, TimeUnit.SECONDS);

    assertThat(thread.get(10, TimeUnit.SECONDS).isDaemon()).isTrue();
  }

  /** Nobody has to close a client for the sake of the JVM. */
  @Test
  void programEndsAfterItsLastCall() throws Exception {
    respond(200, "{\"user\":{}}");
    respond(200, "{\"user\":{}}");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                server.url("/").toString())
            .inheritIO()
            .start();

    // As long as OkHttp keeps an idle thread or connection, and more
    boolean ended = program.waitFor(40, TimeUnit.SECONDS);
    program.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(program.exitValue()).isZero();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  static final class Program {
    public static void main(String[] arguments) {
      InstallationClient client =
          VercelClient.builder().baseUrl(arguments[0]).build().forInstallation(PERSONAL);
      client.user().getAuthUser().execute();
      client.user().getAuthUser().executeAsync().join();
    }
  }

  @Test
  void maxResponseBytesOfZeroIsRejected() {
    assertThatThrownBy(() -> VercelClient.builder().maxResponseBytes(0))
        .hasMessageContaining("maxResponseBytes is 0");
  }

  private VercelClient through(OkHttpClient given) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .callOptions(ONCE)
        .httpClient(given)
        .build();
  }
}
