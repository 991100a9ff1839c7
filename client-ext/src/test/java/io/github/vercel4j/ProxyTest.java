package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.model.CreateProjectRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is the proxy, or what stands where one could be. */
class ProxyTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  private final AtomicInteger authenticated = new AtomicInteger();

  private enum Kind {
    READ,
    WRITE,
    EXCHANGE;

    void call(VercelClient client) {
      switch (this) {
        case READ -> client.forInstallation(TEAM).projects().getProject("shop").execute();
        case WRITE ->
            client
                .forInstallation(TEAM)
                .projects()
                .createProject(CreateProjectRequest.builder().name("shop").build())
                .execute();
        case EXCHANGE -> client.exchangeCode(WithServer.EXCHANGE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongCredentialsForATunnelAreTriedOnce(Kind kind) {
    always(407, "");

    assertRejected(kind, builder("https://api.vercel.example", withCredentials()));

    assertThat(authenticated).hasValue(1);
    assertThat(server.getRequestCount()).isEqualTo(1); // OkHttp sends them unasked
  }

  @ParameterizedTest
  @EnumSource
  void missingCredentialsForATunnelAreAskedForOnce(Kind kind) {
    always(407, "");

    assertRejected(kind, builder("https://api.vercel.example", throughProxy()));

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void wrongCredentialsForPlainHttpAreTriedOnce(Kind kind) {
    always(407, "<html>Who are you?</html>");

    assertRejected(kind, builder("http://api.vercel.example", withCredentials()).allowPlainHttp());

    assertThat(authenticated).hasValue(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private void assertRejected(Kind kind, VercelClient.Builder builder) {
    VercelConnectionException failure =
        failure(VercelConnectionException.class, () -> kind.call(builder.build()));

    assertThat(failure).hasMessageContaining("The proxy did not accept the credentials");
    assertThat(failure.attempts()).isEqualTo(1);
    assertThat(failure.requestNotSent()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"400, 1", "403, 1", "404, 1", "408, 4", "429, 4", "500, 4", "502, 4", "503, 4"})
  void tunnelThatTheProxyDoesNotMakeNamesTheProxy(int status, int attempts) {
    always(status, "");

    VercelConnectionException failure =
        failure(
            VercelConnectionException.class,
            () -> Kind.WRITE.call(builder("https://api.vercel.example", throughProxy()).build()));

    assertThat(failure)
        .hasMessageContaining("The proxy made no connection, but responded " + status);
    assertThat(failure.attempts()).isEqualTo(attempts);
    assertThat(failure.requestNotSent()).isTrue();
    assertThat(server.getRequestCount()).isEqualTo(attempts);
  }

  @Test
  void socksProxyThatWantsCredentialsIsAskedOnce() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket socks = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread serving = new Thread(() -> rejectAll(socks, connections), "socks");
      serving.setDaemon(true);
      serving.start();
      Proxy proxy = new Proxy(Proxy.Type.SOCKS, socks.getLocalSocketAddress());

      VercelConnectionException failure =
          failure(
              VercelConnectionException.class,
              () ->
                  Kind.READ.call(
                      builder(
                              "https://127.0.0.1:1",
                              new OkHttpClient.Builder().proxy(proxy).build())
                          .build()));

      assertThat(failure).hasMessageContaining("The proxy did not accept the credentials");
      assertThat(failure.attempts()).isEqualTo(1);
      assertThat(connections).hasValue(1);
    }
  }

  private static void rejectAll(ServerSocket socks, AtomicInteger connections) {
    while (true) {
      try (Socket connection = socks.accept()) {
        connections.incrementAndGet();
        InputStream in = connection.getInputStream();
        in.skipNBytes(1);
        in.skipNBytes(in.read()); // the methods that the client knows
        connection.getOutputStream().write(new byte[] {5, (byte) 0xFF});
        connection.getOutputStream().flush();
      } catch (IOException e) {
        return;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void proxyAuthenticatorIsAskedWhateverTheCall(Kind kind) {
    requiring(407, "Proxy-Authorization");

    kind.call(builder("http://api.vercel.example", withCredentials()).allowPlainHttp().build());

    assertThat(authenticated).hasValue(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void authenticatorIsAskedWhateverTheCall(Kind kind) {
    requiring(401, "X-Gateway");
    OkHttpClient http =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) ->
                    response.request().header("X-Gateway") != null
                        ? null
                        : response.request().newBuilder().header("X-Gateway", "open").build())
            .build();

    kind.call(VercelClient.builder().baseUrl(server.url("/")).httpClient(http).build());

    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void authenticatorThatGivesUpLeavesTheErrorResponse(Kind kind) {
    always(401, "{\"error\":{\"code\":\"forbidden\"}}");
    OkHttpClient http =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) -> {
                  authenticated.incrementAndGet();
                  return null;
                })
            .build();

    failure(
        AuthenticationException.class,
        () -> kind.call(VercelClient.builder().baseUrl(server.url("/")).httpClient(http).build()));

    assertThat(authenticated).hasValue(1);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** Java itself leaves out some of these hosts by default, but not all, and may be told not to. */
  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "x.localhost", "a.b.localhost", "127.0.0.1", "127.9.8.7", "[::1]"})
  void proxyOfTheJvmGetsNoTokenForThisMachine(String host) {
    String target = "http://" + host + ":" + FREE_PORT;
    asProxyOfTheJvm(
        () ->
            failure(
                VercelConnectionException.class,
                () ->
                    Kind.READ.call(
                        VercelClient.builder().baseUrl(target).callOptions(ONCE).build())));

    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void proxyOfTheJvmIsUsedWherePlainHttpIsAllowed() {
    always(200, PROJECT);

    asProxyOfTheJvm(
        () ->
            Kind.READ.call(
                VercelClient.builder()
                    .baseUrl("http://x.localhost:" + FREE_PORT)
                    .allowPlainHttp()
                    .build()));

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void proxyOfTheJvmIsUsedForOtherMachines() {
    always(200, PROJECT);

    asProxyOfTheJvm(
        () ->
            Kind.READ.call(
                VercelClient.builder()
                    .baseUrl("http://api.vercel.example")
                    .allowPlainHttp()
                    .build()));

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private static final int FREE_PORT = 1;

  private void asProxyOfTheJvm(Runnable call) {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(server.getPort()));
    System.setProperty("http.nonProxyHosts", "");
    try {
      call.run();
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "proxy.example"})
  void plainHttpThroughAProxyElsewhereIsRejectedUnlessAllowed(String host) {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, 3128));
    VercelClient.Builder builder =
        builder("http://localhost:1", new OkHttpClient.Builder().proxy(proxy).build());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unencrypted to the proxy");
    builder.allowPlainHttp().build().close();
    builder("https://localhost", new OkHttpClient.Builder().proxy(proxy).build()).build().close();
  }

  @Test
  void proxyOnThisMachineMayBeGivenForThisMachine() {
    always(200, PROJECT);

    Kind.READ.call(builder("http://x.localhost:" + FREE_PORT, throughProxy()).build());

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void nameOfThisMachineThatIsAnotherGetsNoToken() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1})))
            .build();
    VercelConnectionException failure =
        failure(
            VercelConnectionException.class,
            () -> Kind.READ.call(builder("http://x.localhost", http).callOptions(ONCE).build()));

    assertThat(failure)
        .hasCauseInstanceOf(UnknownHostException.class)
        .hasMessageContaining("x.localhost is 10.0.0.1 and not this machine")
        .hasMessageContaining("allowPlainHttp");
    assertThat(failure.requestNotSent()).isTrue();
  }

  private VercelClient.Builder builder(String baseUrl, OkHttpClient http) {
    return VercelClient.builder()
        .baseUrl(baseUrl)
        .timeSource(new FakeTimeSource())
        .httpClient(http);
  }

  private OkHttpClient throughProxy() {
    return new OkHttpClient.Builder()
        .proxy(
            new Proxy(
                Proxy.Type.HTTP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())))
        .build();
  }

  private OkHttpClient withCredentials() {
    return throughProxy()
        .newBuilder()
        .proxyAuthenticator(
            (route, response) -> {
              if (response.request().header("Proxy-Authorization") != null) {
                return null;
              }
              authenticated.incrementAndGet();
              return response
                  .request()
                  .newBuilder()
                  .header("Proxy-Authorization", Credentials.basic("jo", "wrong"))
                  .build();
            })
        .build();
  }

  private void always(int status, String body) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(status)
                .addHeader("Proxy-Authenticate: Basic")
                .body(body)
                .build();
          }
        });
  }

  private void requiring(int status, String header) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return request.getHeaders().get(header) == null
                ? new MockResponse.Builder().code(status).build()
                : new MockResponse.Builder()
                    .body("{\"access_token\":\"vca_canary_1\",\"id\":\"prj_1\",\"name\":\"shop\"}")
                    .build();
          }
        });
  }
}
