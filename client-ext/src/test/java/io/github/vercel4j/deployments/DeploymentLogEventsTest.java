package io.github.vercel4j.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.WithServer;
import io.github.vercel4j.api.model.DeploymentLogEvent;
import io.github.vercel4j.api.model.GetDeploymentEventsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentLogEventsTest extends WithServer {
  @Test
  void eventsAreFollowed() {
    respondEvents("{\"type\":\"stdout\",\"text\":\"one\"}\n");

    try (DeploymentLogEvents events =
        as(TEAM)
            .followDeploymentLog(
                "dpl_1", GetDeploymentEventsParameters.builder().builds(1).build())) {
      assertThat(events).extracting(DeploymentLogEvent::text).containsExactly("one");
    }
    assertThat(request().getTarget())
        .isEqualTo("/v3/deployments/dpl_1/events?builds=1&follow=1&teamId=team_7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'one'}\n{'text':'two'}\n",
        "{'text':'one'}\r\n\r\n \n{'text':'two'}",
        "\n\n{'text':'one'}\n{'text':'two'}\n\n",
        "[{'text':'one'},{'text':'two'}]",
        " [\n {'text':\n'one'} ,\n{'text':'two'}\n]\n"
      })
  void eventsAreReadLineByLineOrFromOneArray(String body) {
    respondEvents(body);

    assertThat(texts(as(TEAM))).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", " [ ] "})
  void deploymentMayHaveNoEvents(String body) {
    respondEvents(body);

    assertThat(texts(as(TEAM))).isEmpty();
  }

  @Test
  void eventIsThereBeforeTheNextOne() throws Exception {
    try (HalfResponse server = new HalfResponse()) {
      DeploymentLogEvents events = server.events();
      Iterator<DeploymentLogEvent> iterator = events.iterator();

      server.send("{\"text\":\"one\"}\n");
      assertThat(iterator.next().text()).isEqualTo("one");
      server.send("{\"text\":\"two\"}\n{\"text\":\"th");
      assertThat(iterator.next().text()).isEqualTo("two");
      server.send("ree\"}\n");
      assertThat(iterator.next().text()).isEqualTo("three");
      events.close();
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  @Test
  void closingEndsTheWaitForAnEvent() throws Exception {
    try (HalfResponse server = new HalfResponse()) {
      DeploymentLogEvents events = server.events();
      server.send("{\"text\":\"one\"}\n");
      CountDownLatch first = new CountDownLatch(1);
      CompletableFuture<Integer> count =
          CompletableFuture.supplyAsync(
              () -> {
                int read = 0;
                for (DeploymentLogEvent unused : events) {
                  read++;
                  first.countDown();
                }
                return read;
              },
              task -> new Thread(task).start());
      first.await();

      events.close();

      assertThat(count.join()).isEqualTo(1);
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void silenceBetweenEventsIsNoReadTimeout() throws Exception {
    try (HalfResponse server = new HalfResponse()) {
      CompletableFuture<Timeout> reading = new CompletableFuture<>();
      OkHttpClient impatient =
          new OkHttpClient.Builder()
              .readTimeout(Duration.ofMinutes(1))
              .addNetworkInterceptor(
                  chain -> {
                    Response response = chain.proceed(chain.request());
                    reading.complete(response.body().source().timeout());
                    assertThat(reading.join().timeoutNanos()).isPositive();
                    return response;
                  })
              .build();
      try (DeploymentLogEvents events = server.events(impatient)) {
        server.send("{\"text\":\"one\"}\n");
        assertThat(events.iterator().next().text()).isEqualTo("one");
        assertThat(reading.join().timeoutNanos()).isZero();
      }
    }
  }

  @Test
  void silenceBeforeTheResponseIsAReadTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InstallationClient client =
          VercelClient.builder()
              .baseUrl("http://127.0.0.1:" + silent.getLocalPort())
              .httpClient(new OkHttpClient.Builder().readTimeout(Duration.ofMillis(50)).build())
              .callOptions(ONCE)
              .build()
              .forInstallation(TEAM);

      assertThat(
              failure(VercelConnectionException.class, () -> client.followDeploymentLog("dpl_1")))
          .hasCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void brokenConnectionIsReportedAfterEarlierEvents() {
    server.enqueue(
        new MockResponse.Builder()
            .chunkedBody("{\"text\":\"one\"}\n" + "x".repeat(100_000), 4096)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    Iterator<DeploymentLogEvent> events = as(TEAM).followDeploymentLog("dpl_1").iterator();

    assertThat(events.next().text()).isEqualTo("one");
    VercelConnectionException failure = failure(VercelConnectionException.class, events::hasNext);
    assertThat(failure.requestNotSent()).isFalse();
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  void unreadableEventIsNamedAndLaterOnesAreRead() {
    respondEvents("{'text':'one'}\n{'text':canary}\n7\n{},{}\n{'text':'five'}\n");

    Iterator<DeploymentLogEvent> events = as(TEAM).followDeploymentLog("dpl_1").iterator();

    assertThat(events.next().text()).isEqualTo("one");
    assertThat(failure(VercelDecodingException.class, events::next).path()).startsWith("$[1]");
    assertThat(failure(VercelDecodingException.class, events::hasNext).path()).isEqualTo("$[2]");
    assertThat(failure(VercelDecodingException.class, events::hasNext))
        .hasMessageNotContaining("canary")
        .hasMessageContaining("at $[3] the response goes on after its end");
    assertThat(events.next().text()).isEqualTo("five");
    assertThat(events.hasNext()).isFalse();
    assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{'text':'one'} x", "[{'text':'one'}", "[{'text':'one'},{'te"})
  void brokenArrayEndsTheEvents(String body) {
    respondEvents(body);

    Iterator<DeploymentLogEvent> events = as(TEAM).followDeploymentLog("dpl_1").iterator();

    assertThat(events.next().text()).isEqualTo("one");
    assertThatThrownBy(events::hasNext).isInstanceOf(VercelException.class);
    assertThat(events.hasNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'text':'one'}\n", "[{'text':'one'},"})
  void eventOverMaxResponseBytesIsRejected(String first) {
    respondEvents(first + "{'text':'" + "x".repeat(100) + "'}");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .maxResponseBytes(50)
            .callOptions(ONCE)
            .build();

    Iterator<DeploymentLogEvent> events =
        client.forInstallation(TEAM).followDeploymentLog("dpl_1").iterator();

    assertThat(events.next().text()).isEqualTo("one");
    assertThat(failure(VercelDecodingException.class, events::hasNext))
        .hasMessageContaining("at $[1] the response reaches the limit of 50 bytes");
    assertThat(events.hasNext()).isFalse();
  }

  @Test
  void eventsTogetherMayExceedMaxResponseBytes() {
    respondEvents("{'text':'one'}\n".repeat(100));
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .maxResponseBytes(50)
            .callOptions(ONCE)
            .build();

    assertThat(texts(client.forInstallation(TEAM))).hasSize(100);
  }

  @Test
  void errorResponseIsThrownBeforeTheFirstEvent() {
    respond(404, "{\"error\":{\"code\":\"not_found\"}}");

    failure(NotFoundException.class, () -> as(TEAM).followDeploymentLog("dpl_1"));
  }

  @Test
  void callIsRetriedUntilItSucceeds() {
    server.enqueue(new MockResponse.Builder().code(503).build());
    respondEvents("{'text':'one'}\n");
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).timeSource(new FakeTimeSource()).build();

    assertThat(texts(client.forInstallation(TEAM))).containsExactly("one");
  }

  @Test
  void connectionIsUsedAgainAfterTheLastEvent() {
    respondEvents("{'text':'one'}\n");
    respondEvents("{'text':'two'}\n");
    InstallationClient client = as(TEAM);

    texts(client);
    texts(client);

    assertThat(request().getConnectionIndex()).isEqualTo(request().getConnectionIndex());
  }

  @Test
  void eventsCanBeReadOnce() {
    respondEvents("{'text':'one'}\n");
    DeploymentLogEvents events = as(TEAM).followDeploymentLog("dpl_1");
    var unused = events.iterator();

    assertThatThrownBy(events::iterator).isInstanceOf(IllegalStateException.class);
    events.close();
    events.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'text':'one'}\n{'text':'two'}\n", "[{'text':'one'},{'text':'two'}]"})
  void eventsSoFarAreAListWhateverTheirForm(String body) {
    respondEvents(body);

    assertThat(as(TEAM).deployments().getDeploymentEvents("dpl_1").execute())
        .extracting(DeploymentLogEvent::text)
        .containsExactly("one", "two");
  }

  private static List<String> texts(InstallationClient client) {
    try (DeploymentLogEvents events = client.followDeploymentLog("dpl_1")) {
      List<String> texts = new ArrayList<>();
      events.forEach(event -> texts.add(String.valueOf(event.text())));
      return texts;
    }
  }

  private void respondEvents(String body) {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/stream+json")
            .body(body.replace('\'', '"'))
            .build());
  }

  /** A server that sends its response piece by piece. */
  private static final class HalfResponse implements AutoCloseable {
    private final ServerSocket server;
    private Socket connection;

    HalfResponse() throws IOException {
      this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      this.connection = new Socket();
    }

    DeploymentLogEvents events() throws Exception {
      return events(new OkHttpClient());
    }

    DeploymentLogEvents events(OkHttpClient http) throws Exception {
      VercelClient client =
          VercelClient.builder()
              .baseUrl("http://127.0.0.1:" + server.getLocalPort())
              .httpClient(http)
              .callOptions(ONCE)
              .build();
      CompletableFuture<DeploymentLogEvents> events =
          CompletableFuture.supplyAsync(
              () -> client.forInstallation(TEAM).followDeploymentLog("dpl_1"),
              task -> new Thread(task).start());
      connection = server.accept();
      send("HTTP/1.1 200 OK\r\nContent-Type: application/stream+json\r\nConnection: close\r\n\r\n");
      return events.join();
    }

    void send(String text) throws IOException {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the other side has closed the connection. */
    boolean isLeft() throws IOException {
      try {
        InputStream input = connection.getInputStream();
        while (input.read() != -1) {
          // The request
        }
      } catch (IOException e) {
        // It was reset
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      connection.close();
      server.close();
    }
  }
}
