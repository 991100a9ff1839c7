package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receivers in a server that knows nothing of them, as their Javadoc shows. */
class DeliveriesOverHttpTest {
  private static final String EVENT =
      "{\"id\":\"evt_1\",\"type\":\"deployment-ready\",\"payload\":{\"deployment\":{\"id\":\"dpl_1\"}}}";
  private static final String LOGS = "{\"message\":\"käse\"}\nbroken\n{\"message\":\"end\"}\n";

  private final WebhookReceiver webhooks =
      WebhookReceiver.of("canary_client").withMaxBodySize(1_000);
  private final DrainReceiver drain = DrainReceiver.of("canary_drain");
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final OkHttpClient client = new OkHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhook", this::receiveWebhook);
    server.createContext("/drain", this::receiveBatch);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  // region webhook
  private void receiveWebhook(HttpExchange exchange) throws IOException {
    int status = 200;
    try {
      WebhookEvent event = webhooks.receive(exchange.getRequestBody(), signature(exchange));
      if (event instanceof DeploymentEvent deployment) {
        received.add(deployment.type() + " " + deployment.deploymentId());
      }
    } catch (InvalidDeliveryException e) {
      status = e.status();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  // endregion

  // region drain
  private void receiveBatch(HttpExchange exchange) throws IOException {
    int status = 200;
    DrainReceiver.verificationHeaders("code_1").forEach(exchange.getResponseHeaders()::set);
    try {
      for (DrainEntry entry : drain.receive(exchange.getRequestBody(), signature(exchange))) {
        if (entry instanceof LogDrainEntry log) {
          received.add(String.valueOf(log.message()));
        } else if (entry instanceof MalformedDrainEntry unreadable) {
          received.add("line " + unreadable.number() + " " + unreadable.problem());
        }
      }
    } catch (InvalidDeliveryException e) {
      status = e.status();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  // endregion

  private static String signature(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst(WebhookReceiver.SIGNATURE_HEADER);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Response post(String path, byte[] body, String... signatures) throws IOException {
    Request.Builder request = new Request.Builder().url(url(path)).post(RequestBody.create(body));
    for (String signature : signatures) {
      request.addHeader("X-Vercel-Signature", signature);
    }
    try (Response response = client.newCall(request.build()).execute()) {
      return response;
    }
  }

  @Test
  void signedWebhookArrives() throws IOException {
    assertThat(post("/webhook", bytes(EVENT), sign("canary_client", EVENT)).code()).isEqualTo(200);
    assertThat(received).containsExactly("deployment.ready dpl_1");
  }

  @Test
  void invalidWebhookGetsTheStatusOfItsException() throws IOException {
    assertThat(post("/webhook", bytes(EVENT)).code()).isEqualTo(403);
    assertThat(post("/webhook", bytes(EVENT), sign("canary_drain", EVENT)).code()).isEqualTo(403);
    assertThat(post("/webhook", bytes("[]"), sign("canary_client", "[]")).code()).isEqualTo(400);
    byte[] large = new byte[1_001];
    assertThat(post("/webhook", large, sign("canary_client", large)).code()).isEqualTo(413);
    assertThat(received).isEmpty();
  }

  /** A second header neither saves a wrong one before it nor spoils a right one. */
  @Test
  void firstOfTwoSignatureHeadersCounts() throws IOException {
    String right = sign("canary_client", EVENT);
    String wrong = sign("canary_other", EVENT);

    assertThat(post("/webhook", bytes(EVENT), wrong, right).code()).isEqualTo(403);
    assertThat(post("/webhook", bytes(EVENT), right, wrong).code()).isEqualTo(200);
  }

  @Test
  void signedBatchArrives() throws IOException {
    Response response = post("/drain", bytes(LOGS), sign("canary_drain", LOGS));

    assertThat(response.code()).isEqualTo(200);
    assertThat(response.header("x-vercel-verify")).isEqualTo("code_1");
    assertThat(received).containsExactly("käse", "line 2 is not JSON", "end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", " \n", "[]", "[{}]", "{}\n{}\n"})
  void checkOfTheEndpointGetsTheCodeAndDeliversNothing(String body) throws IOException {
    for (String[] signatures : new String[][] {{}, {sign("canary_drain", body)}}) {
      Response response = post("/drain", bytes(body), signatures);

      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header("x-vercel-verify")).isEqualTo("code_1");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void checkWithoutAnyBodyGetsTheCode() throws IOException {
    Request get = new Request.Builder().url(url("/drain")).build();
    try (Response response = client.newCall(get).execute()) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header("x-vercel-verify")).isEqualTo("code_1");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void checkSignedWithAnotherSecretIsForbidden() throws IOException {
    assertThat(post("/drain", bytes("{}"), sign("canary_other", "{}")).code()).isEqualTo(403);
  }

  @Test
  void unsignedBatchIsForbiddenAndDeliversNothing() throws IOException {
    assertThat(post("/drain", bytes(LOGS)).code()).isEqualTo(403);
    assertThat(post("/drain", new byte[1 << 20]).code()).isEqualTo(403);
    assertThat(received).isEmpty();
  }
}
