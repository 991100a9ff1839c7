package io.github.vercel4j.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.CallListener.Attempt;
import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.faults.ClosingRelay.Moment;
import io.github.vercel4j.oauth.CodeExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that meet connections which were left from earlier ones and which the server closes, beside
 * the same requests by OkHttp alone.
 */
@Timeout(120)
class ClosedConnectionsTest {
  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private static final HandshakeCertificates OF_SERVER =
      new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
  private static final HandshakeCertificates OF_CLIENT =
      new HandshakeCertificates.Builder().addTrustedCertificate(CERTIFICATE.certificate()).build();
  private static final Map<String, Map<String, String>> TABLE = new LinkedHashMap<>();

  enum Wire {
    HTTP_1,
    HTTP_1_TLS,
    /** All requests share one connection. */
    HTTP_2;

    boolean encrypted() {
      return this == HTTP_1_TLS;
    }

    List<Protocol> protocols() {
      return this == HTTP_2 ? List.of(Protocol.H2_PRIOR_KNOWLEDGE) : List.of(Protocol.HTTP_1_1);
    }
  }

  enum Sent {
    GET(true),
    PATCH(true),
    POST(false),
    EXCHANGE(false);

    private final boolean repeatable;

    Sent(boolean repeatable) {
      this.repeatable = repeatable;
    }

    Request plain(String url) {
      RequestBody body = RequestBody.create("{\"name\":\"shop\"}", null);
      Request.Builder request = new Request.Builder();
      return switch (this) {
        case GET -> request.url(url + "v9/projects/shop").build();
        case PATCH -> request.url(url + "v9/projects/shop").patch(body).build();
        case POST -> request.url(url + "v11/projects").post(body).build();
        case EXCHANGE -> request.url(url + "v2/oauth/access_token").post(body).build();
      };
    }

    void send(VercelClient client) {
      InstallationClient team = client.forInstallation(Trial.TEAM);
      switch (this) {
        case GET -> Kind.READ.call(team).execute();
        case PATCH -> Kind.REPEATABLE.call(team).execute();
        case POST -> Kind.WRITE.call(team).execute();
        case EXCHANGE ->
            client.exchangeCode(
                CodeExchange.builder()
                    .clientId("oac_1")
                    .clientSecret("canary_secret")
                    .code("canary_code")
                    .redirectUri("https://acme.example.com/callback")
                    .build());
      }
    }
  }

  /** What became of a request, and how often any of it reached the server's side. */
  private record Outcome(String name, int sent) {
    boolean succeeded() {
      return name.equals("200");
    }

    @Override
    public String toString() {
      return name + " x" + sent;
    }
  }

  @ParameterizedTest(name = "{2}, {3}, {0} connections, closed {1}")
  @MethodSource("all")
  void closedConnectionLosesNoMoreCallsThanBareOkHttp(
      int connections, Moment moment, Wire wire, Sent kind) throws Exception {
    Outcome plain;
    try (Setting setting = new Setting(wire)) {
      plain = setting.plain(connections, moment, kind);
    }
    List<Attempt> attempts = new CopyOnWriteArrayList<>();
    FakeTimeSource timeSource = new FakeTimeSource();
    Outcome ours;
    try (Setting setting = new Setting(wire)) {
      ours = setting.ours(connections, moment, kind, attempts, timeSource);
    }
    note(connections, moment, wire, kind, plain, ours);

    boolean plainRisked = !kind.repeatable && plain.sent > 1;
    if (plain.succeeded() && !plainRisked) {
      assertThat(ours.name).isEqualTo("200");
    }
    if (moment == Moment.BEFORE_THE_REQUEST || kind == Sent.EXCHANGE) {
      assertThat(ours).isEqualTo(new Outcome("200", 1));
    }
    if (!kind.repeatable) {
      assertThat(ours.sent).isEqualTo(1);
    }
    assertThat(attempts).as("%s", attempts).extracting(Attempt::number).containsExactly(1);
    assertThat(timeSource.waits).isEmpty();
  }

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Wire wire : Wire.values()) {
      for (Moment moment : Moment.values()) {
        // Whether it is encrypted makes no difference of number
        List<Integer> numbers = wire == Wire.HTTP_1_TLS ? List.of(4) : List.of(1, 4, 16);
        for (int connections : numbers) {
          for (Sent kind : Sent.values()) {
            all.add(Arguments.of(connections, moment, wire, kind));
          }
        }
      }
    }
    return all.stream();
  }

  private static synchronized void note(
      int connections, Moment moment, Wire wire, Sent kind, Outcome plain, Outcome ours) {
    TABLE
        .computeIfAbsent(
            String.format("%-10s %-18s %2d", wire, moment, connections),
            row -> new LinkedHashMap<>())
        .put(kind.name(), String.format("%-18s %-12s", ours, plain));
  }

  @AfterAll
  static void printTable() {
    StringBuilder text =
        new StringBuilder(
            "Closed connections: outcome and how often it was sent, ours and OkHttp alone\n");
    text.append(String.format("%-33s", ""));
    for (Sent kind : Sent.values()) {
      text.append(String.format("%-32s", kind));
    }
    TABLE.forEach(
        (row, cells) ->
            text.append('\n').append(row).append("  ").append(String.join(" ", cells.values())));
    System.out.println(text);
  }

  /** A server behind a relay, and an HTTP client with connections left to it. */
  private static final class Setting implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final ClosingRelay relay;
    private final OkHttpClient http;
    private final String url;
    private final Wire wire;
    private final AtomicInteger received = new AtomicInteger();
    private volatile CountDownLatch together = new CountDownLatch(0);

    Setting(Wire wire) throws IOException {
      this.wire = wire;
      server.setProtocols(wire.protocols());
      OkHttpClient.Builder builder =
          new OkHttpClient.Builder()
              .protocols(wire.protocols())
              .connectionPool(new ConnectionPool(16, 1, TimeUnit.MINUTES));
      if (wire.encrypted()) {
        server.useHttps(OF_SERVER.sslSocketFactory());
        builder.sslSocketFactory(OF_CLIENT.sslSocketFactory(), OF_CLIENT.trustManager());
      }
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
              received.incrementAndGet();
              together.countDown();
              together.await();
              return new MockResponse.Builder()
                  .code(200)
                  .body(
                      request.getTarget().contains("access_token")
                          ? "{\"access_token\":\"vca_canary_1\"}"
                          : Faults.PROJECT)
                  .build();
            }
          });
      server.start(FaultyServer.LOOPBACK, 0);
      relay = new ClosingRelay(server.getPort(), wire == Wire.HTTP_2);
      url = (wire.encrypted() ? "https" : "http") + "://127.0.0.1:" + relay.port() + "/";
      okhttp3.Dispatcher dispatcher = new okhttp3.Dispatcher();
      dispatcher.setMaxRequestsPerHost(16);
      http = builder.dispatcher(dispatcher).build();
    }

    Outcome plain(int connections, Moment moment, Sent kind) throws Exception {
      leave(connections);
      relay.close(moment);
      String name;
      try (Response response = http.newCall(kind.plain(url)).execute()) {
        name = Integer.toString(response.code());
      } catch (IOException e) {
        name = "failed";
      }
      return outcome(connections, name);
    }

    Outcome ours(
        int connections,
        Moment moment,
        Sent kind,
        List<Attempt> attempts,
        FakeTimeSource timeSource)
        throws Exception {
      leave(connections);
      VercelClient client =
          VercelClient.builder()
              .baseUrl(url)
              .httpClient(http)
              .timeSource(timeSource)
              .callListener(attempts::add)
              .build();
      relay.close(moment);
      String name;
      try {
        kind.send(client);
        name = "200";
      } catch (VercelConnectionException e) {
        name = e.requestNotSent() ? "not sent" : "perhaps sent";
      } catch (VercelException e) {
        name = requireNonNull(e.getMessage());
      }
      return outcome(connections, name);
    }

    private Outcome outcome(int connections, String name) {
      return new Outcome(name, received.get() - connections + relay.cutRequests());
    }

    /** Has so many requests under way at once, so that as many connections are left. */
    private void leave(int connections) {
      together = new CountDownLatch(connections);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        CompletableFuture<Void> one = new CompletableFuture<>();
        all.add(one);
        http.newCall(Sent.GET.plain(url))
            .enqueue(
                new Callback() {
                  @Override
                  public void onResponse(Call call, Response response) throws IOException {
                    try (response) {
                      response.body().bytes();
                    }
                    one.complete(null);
                  }

                  @Override
                  public void onFailure(Call call, IOException e) {
                    one.completeExceptionally(e);
                  }
                });
      }
      all.forEach(CompletableFuture::join);
      ConnectionPool pool = http.connectionPool();
      Trial.await("all are idle", () -> pool.connectionCount() == pool.idleConnectionCount());
      assertThat(pool.idleConnectionCount()).isEqualTo(wire == Wire.HTTP_2 ? 1 : connections);
    }

    @Override
    public void close() throws IOException {
      http.connectionPool().evictAll();
      http.dispatcher().executorService().shutdown();
      relay.close();
      server.close();
    }
  }
}
