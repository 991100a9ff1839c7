package io.github.vercel4j.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.webhooks.DeploymentEvent;
import io.github.vercel4j.webhooks.DomainEvent;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.EnvironmentVariableEvent;
import io.github.vercel4j.webhooks.IntegrationConfigurationEvent;
import io.github.vercel4j.webhooks.InvalidDeliveryException;
import io.github.vercel4j.webhooks.ProjectEvent;
import io.github.vercel4j.webhooks.ScopeChangeConfirmedEvent;
import io.github.vercel4j.webhooks.WebhookEvent;
import io.github.vercel4j.webhooks.WebhookEventType;
import io.github.vercel4j.webhooks.WebhookReceiver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookDeliveryTest {
  private static final String SECRET = "canary-secret";

  @StartStop public final MockWebServer endpoint = new MockWebServer();
  private final VercelMock vercel = VercelMock.create();

  static Stream<WebhookEventType> types() {
    return Arrays.stream(WebhookEventType.class.getFields())
        .filter(field -> field.getType() == WebhookEventType.class)
        .map(
            field -> {
              try {
                return (WebhookEventType) field.get(null);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyKnownEventArrivesSignedAndTyped(WebhookEventType type) throws Exception {
    endpoint.enqueue(new MockResponse.Builder().build());

    assertThat(vercel.deliver(type, url(), SECRET)).isEqualTo(200);

    WebhookEvent event = received(SECRET);
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.id()).startsWith("evt_");
    assertThat(event.createdAt()).isNotNull();
    assertThat(event.teamId()).isEqualTo("team_5BnWc8JfYt3GmZq1");
    assertThat(event.userId()).startsWith("usr_");
    if (event instanceof DeploymentEvent deployment) {
      assertThat(deployment.deploymentId()).startsWith("dpl_");
    } else if (event instanceof ProjectEvent project) {
      assertThat(project.projectId()).startsWith("prj_");
      assertThat(project.projectName()).isEqualTo("storefront");
    } else if (event instanceof EnvironmentVariableEvent variable) {
      assertThat(variable.projectId()).startsWith("prj_");
      assertThat(variable.environmentVariableId()).isNotBlank();
    } else if (event instanceof DomainEvent domain && !type.value().contains("certificate")) {
      assertThat(domain.domainName()).endsWith("example.com");
    } else if (event instanceof IntegrationConfigurationEvent configuration) {
      assertThat(configuration.configurationId()).isEqualTo("icfg_7Hs2LpQv9KdXr4Ut");
    } else if (event instanceof ScopeChangeConfirmedEvent confirmed) {
      assertThat(confirmed.configurationId()).isEqualTo("icfg_7Hs2LpQv9KdXr4Ut");
      assertThat(confirmed.grantedPermissions().permissions()).contains("read:project");
    } else {
      assertThat(event).isInstanceOf(DomainEvent.class);
    }
  }

  @Test
  void everyDeliveryHasItsOwnId() {
    WebhookEventType type = WebhookEventType.PROJECT_CREATED;

    assertThat(WebhookEvent.parse(VercelMock.webhookExample(type)).id())
        .isNotEqualTo(WebhookEvent.parse(VercelMock.webhookExample(type)).id());
  }

  @Test
  void customTextIsSignedByItsBytes() throws Exception {
    endpoint.enqueue(new MockResponse.Builder().code(400).build());

    assertThat(vercel.deliver("[]", url(), "deadbeef1234dacb4321")).isEqualTo(400);

    RecordedRequest request = endpoint.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("x-vercel-signature"))
        .isEqualTo("6e7fbac105ca8e99dd5ed29951b4443fe97f7720");
  }

  @Test
  void otherSecretIsRejectedByTheEndpoint() {
    endpoint.enqueue(new MockResponse.Builder().build());

    vercel.deliver(WebhookEventType.PROJECT_CREATED, url(), "another");

    assertThatThrownBy(() -> received(SECRET)).isInstanceOf(InvalidDeliveryException.class);
  }

  @Test
  void redirectIsNotFollowed() {
    endpoint.enqueue(new MockResponse.Builder().code(307).setHeader("Location", "/else").build());

    assertThat(vercel.deliver(WebhookEventType.PROJECT_CREATED, url(), SECRET)).isEqualTo(307);
    assertThat(endpoint.getRequestCount()).isEqualTo(1);
  }

  @Test
  void slowBodyEndsWithTheTimeoutOfTheDelivery() throws IOException {
    try (ServerSocket endpoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  Socket accepted = endpoint.accept();
                  accepted
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(UTF_8));
                  return accepted;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThatThrownBy(
              () ->
                  Webhooks.deliver(
                      "{}",
                      "http://127.0.0.1:" + endpoint.getLocalPort() + "/webhook",
                      SECRET,
                      Duration.ofMillis(300)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no whole response within PT0.3S");
      connection.join().close();
    }
  }

  @Test
  void unreachableEndpointIsReportedWithoutTheSecret() {
    endpoint.close();

    assertThatThrownBy(
            () ->
                vercel.deliver(
                    WebhookEventType.PROJECT_CREATED, url() + "?token=canary-token", SECRET))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("The webhook could not be delivered to " + url())
        .satisfies(
            failure -> {
              StringWriter text = new StringWriter();
              failure.printStackTrace(new PrintWriter(text, true));
              assertThat(text.toString()).doesNotContain("canary");
            });
  }

  @Test
  void undeliverableEventIsRejected() {
    assertThatThrownBy(() -> vercel.deliver(WebhookEventType.of("project.painted"), url(), SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no example of project.painted; deliver the JSON of such an event instead");
    assertThatThrownBy(() -> vercel.deliver("{}", "/webhook", SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole address");
    assertThatThrownBy(() -> vercel.deliver("{}", url(), " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The secret that signs the webhook is blank");
  }

  @Test
  void unsignedDrainCheckSendsNoBodyAndGivesTheCode() throws Exception {
    endpoint.enqueue(verified());

    assertThat(vercel.checkDrain(url())).isEqualTo("code_1");

    RecordedRequest request = endpoint.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getBodySize()).isZero();
    assertThat(request.getHeaders().get("x-vercel-signature")).isNull();
  }

  @Test
  void signedDrainCheckSendsAnEmptyObjectAndGivesTheCode() throws Exception {
    endpoint.enqueue(verified());

    assertThat(vercel.checkDrain(url(), SECRET)).isEqualTo("code_1");

    RecordedRequest request = endpoint.takeRequest();
    byte[] body = Objects.requireNonNull(request.getBody(), "body").toByteArray();
    String signature = request.getHeaders().get("x-vercel-signature");
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(body).isEqualTo("{}".getBytes(UTF_8));
    assertThat(DrainReceiver.of(SECRET).verify(body, signature)).isTrue();
  }

  @Test
  void drainCheckWithoutHeaderOr200Fails() {
    endpoint.enqueue(new MockResponse.Builder().build());
    endpoint.enqueue(verified().newBuilder().code(403).build());
    endpoint.enqueue(verified().newBuilder().code(204).build());

    assertThatThrownBy(() -> vercel.checkDrain(url()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "The unsigned check of the drain's endpoint was responded to with 200 and no header"
                + " x-vercel-verify; it wants 200 and that header, as with every 200");
    assertThatThrownBy(() -> vercel.checkDrain(url(), SECRET))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "The signed check of the drain's endpoint was responded to with 403 and the header");
    assertThatThrownBy(() -> vercel.checkDrain(url(), SECRET)).isInstanceOf(AssertionError.class);
  }

  @Test
  void drainCheckThatCannotBeSentSaysSo() {
    assertThatThrownBy(() -> vercel.checkDrain("/drain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A check of the drain's endpoint goes to a whole address");
    assertThatThrownBy(() -> vercel.checkDrain(url(), " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The secret that signs the check of the drain's endpoint is blank");
    endpoint.close();
    assertThatThrownBy(() -> vercel.checkDrain(url(), SECRET))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("The check of the drain's endpoint could not be delivered to");
  }

  private static MockResponse verified() {
    return new MockResponse.Builder().setHeader("x-vercel-verify", "code_1").build();
  }

  private String url() {
    return "http://127.0.0.1:" + endpoint.getPort() + "/webhook";
  }

  private WebhookEvent received(String secret) throws InterruptedException {
    RecordedRequest request = endpoint.takeRequest();
    return WebhookReceiver.of(secret)
        .receive(
            Objects.requireNonNull(request.getBody(), "body").toByteArray(),
            request.getHeaders().get(WebhookReceiver.SIGNATURE_HEADER));
  }
}
