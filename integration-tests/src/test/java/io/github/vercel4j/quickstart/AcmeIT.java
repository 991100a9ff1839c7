package io.github.vercel4j.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.testing.RecordedCall;
import io.github.vercel4j.testing.VercelMock;
import io.github.vercel4j.webhooks.IntegrationConfigurationEvent;
import io.github.vercel4j.webhooks.InvalidDeliveryException;
import io.github.vercel4j.webhooks.WebhookEvent;
import io.github.vercel4j.webhooks.WebhookEventType;
import io.github.vercel4j.webhooks.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of a small integration, as the README and docs/testing.md show them. */
class AcmeIT {
  // region readme
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  @Test
  void missingScopeThrowsPermissionDeniedException() {
    VERCEL.respond(Operation.CREATE_PROJECT_ENV, 403, "missing_scope"); // for the next call

    assertThatThrownBy(() -> acme.connect(VERCEL.client()))
        .isInstanceOf(PermissionDeniedException.class);

    RecordedCall call = VERCEL.calls(Operation.CREATE_PROJECT_ENV).get(0);
    assertThat(call.body()).contains("ACME_API_URL");
  }

  @Test
  void removedIntegrationIsForgotten() {
    acme.store(VERCEL.client().installation());

    VERCEL.deliver(
        WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED, acme.url() + "/webhook", SECRET);

    assertThat(acme.installations()).isEmpty();
  }

  // endregion

  // region respond
  @Test
  void deletedProjectIsShownAsDeleted() {
    VERCEL.respond(Operation.GET_PROJECT, 404, "not_found");

    assertThat(acme.nameOf(VERCEL.client(), "prj_gone")).isEqualTo("(deleted)");
    assertThat(acme.nameOf(VERCEL.client(), "prj_6TzXw3QmKd8RbVh1")).isEqualTo("storefront");
  }

  // endregion

  // region own-response
  @Test
  void projectWithoutNameIsShownByItsId() {
    VERCEL.respond(
        Operation.GET_PROJECT, 200, Map.of("x-vercel-id", "fra1::1"), "{\"name\": \"\"}");

    assertThat(acme.nameOf(VERCEL.client(), "prj_1")).isEqualTo("prj_1");
  }

  // endregion

  // region calls
  @Test
  void teamIsReadWithItsOwnToken() {
    Installation hazel = Installation.of("hazels-token").withTeamId("team_hazel");
    try (VercelClient vercel = VercelClient.builder().baseUrl(VERCEL.baseUrl()).build()) {
      acme.nameOf(vercel.forInstallation(hazel), "prj_1");
    }

    RecordedCall call = VERCEL.calls().get(0);
    assertThat(call.isBy(hazel)).isTrue();
    assertThat(call.query("teamId")).isEqualTo("team_hazel");
    assertThat(call.violations()).isEmpty();
  }

  // endregion

  // region deliver
  @Test
  void webhookWithWrongSignatureChangesNothing() {
    acme.store(VERCEL.client().installation());
    String event =
        VercelMock.webhookExample(WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED)
            .replace("icfg_7Hs2LpQv9KdXr4Ut", "icfg_other");

    assertThat(VERCEL.deliver(event, acme.url() + "/webhook", "another secret")).isEqualTo(403);
    assertThat(VERCEL.deliver(event, acme.url() + "/webhook", SECRET)).isEqualTo(200);

    assertThat(acme.installations()).containsExactly(VERCEL.client().installation());
  }

  // endregion

  private static final String SECRET = "canary_client secret";

  private Acme acme;

  @BeforeEach
  void startAcme() throws IOException {
    acme = new Acme(SECRET);
  }

  @AfterEach
  void stopAcme() {
    acme.server.stop(0);
  }

  /** The integration that is tested. */
  private static final class Acme {
    private final Map<String, Installation> stored = new ConcurrentHashMap<>();
    private final WebhookReceiver webhooks;
    private final HttpServer server;

    Acme(String clientSecret) throws IOException {
      webhooks = WebhookReceiver.of(clientSecret);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/webhook", this::receive);
      server.start();
    }

    String url() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    void connect(InstallationClient client) {
      String project = client.projects().getProjects().execute().projects().get(0).id();
      client
          .projects()
          .createProjectEnv(
              project,
              EnvironmentVariableRequest.builder()
                  .key("ACME_API_URL")
                  .value("https://api.acme.example.com")
                  .type(EnvironmentVariableType.ENCRYPTED)
                  .target(List.of(EnvironmentTarget.PRODUCTION))
                  .build())
          .execute();
    }

    String nameOf(InstallationClient client, String project) {
      try {
        Project found = client.projects().getProject(project).execute();
        return found.name().isEmpty() ? project : found.name();
      } catch (NotFoundException e) {
        return "(deleted)";
      }
    }

    void store(Installation installation) {
      stored.put(String.valueOf(installation.configurationId()), installation);
    }

    List<Installation> installations() {
      return List.copyOf(stored.values());
    }

    private void receive(HttpExchange exchange) throws IOException {
      int status = 200;
      try {
        WebhookEvent event =
            webhooks.receive(
                exchange.getRequestBody(),
                exchange.getRequestHeaders().getFirst(WebhookReceiver.SIGNATURE_HEADER));
        if (event instanceof IntegrationConfigurationEvent removed
            && event.type().equals(WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED)) {
          stored.remove(String.valueOf(removed.configurationId()));
        }
      } catch (InvalidDeliveryException e) {
        status = e.status();
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
  }
}
