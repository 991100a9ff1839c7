package io.github.vercel4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.Installation;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.MissingValueException;
import io.github.vercel4j.api.model.Project;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

/** An answer from a service that is ahead of this client. */
class RoundTripTest {
  private static final String PROJECT =
      """
      {"id": "prj_1", "name": "storefront", "framework": "invented-in-2027",
       "inventedKey": {"deep": [1, 1.50, null, {"zero": 0e1}]}, "inventedNull": null,
       "nodeVersion": "22.x", "directoryListing": true, "createdAt": 1761523200000,
       "link": {"type": "invented-host", "repo": "acme/storefront"},
       "rootDirectory": null, "latestDeployments": [{"id": "dpl_1", "invented": true}],
       "defaultResourceConfig": {"functionDefaultRegions": ["fra1"]}, "live": "not a boolean"}
      """;

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void aProjectKeepsWhatThisClientDoesNotKnow() throws Exception {
    Project project = decoded();

    assertThat(Values.of(JsonValue.parse(encoded(project))))
        .isEqualTo(Values.of(JsonValue.parse(PROJECT)));
    assertThat(project.framework()).hasToString("invented-in-2027");
    assertThat(project.additionalProperties()).containsOnlyKeys("inventedKey", "inventedNull");
    assertThat(project.unexpectedProperties()).containsOnlyKeys("live");
  }

  @Test
  void aChangedProjectKeepsItToo() throws Exception {
    Project renamed = decoded().toBuilder().name("shop").build();

    assertThat(Values.of(JsonValue.parse(encoded(renamed))))
        .isEqualTo(Values.of(JsonValue.parse(PROJECT.replace("\"storefront\"", "\"shop\""))));
  }

  @Test
  void aMissingRequiredValueIsReportedWhereItIsAskedFor() {
    Project project = decoded();
    assertThat(project.name()).isEqualTo("storefront");

    MissingValueException missing =
        catchThrowableOfType(MissingValueException.class, project::accountId);

    assertThat(missing).hasMessageContaining("$.accountId");
  }

  private Project decoded() {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/json")
            .body(PROJECT)
            .build());
    try (VercelClient vercel = VercelClient.builder().baseUrl(server.url("/")).build()) {
      return vercel
          .forInstallation(Installation.of("token"))
          .projects()
          .getProject("storefront")
          .execute();
    }
  }

  private static String encoded(Project project) {
    return new Moshi.Builder().build().adapter(Project.class).toJson(project);
  }
}
