package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.ProjectDomain;
import io.github.vercel4j.json.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftListenerTest extends WithServer {
  private static final String DOMAIN =
      "\"name\":\"shop.example\",\"apexName\":\"shop.example\",\"projectId\":\"prj_1\",\"verified\":true";

  private final List<Operation> operations = new ArrayList<>();
  private final List<Drift> received = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"a\",\"apexName\":\"a\",\"projectId\":\"p\"}|MISSING_KEY|$.verified",
        "{DOMAIN,\"verified\":true}|DUPLICATE_KEY|$.verified",
        "{DOMAIN,\"name\":null}|DUPLICATE_KEY, UNEXPECTED_NULL|$.name, $.name",
        "{DOMAIN,\"createdAt\":\"now\"}|UNEXPECTED_TYPE|$.createdAt",
        "{DOMAIN,\"zone\":{\"a\":1}}|UNKNOWN_KEY|$.zone",
        "{DOMAIN,\"zone\":1,\"zone\":2}|UNKNOWN_KEY, DUPLICATE_KEY|$.zone, $.zone",
      })
  void eachDriftIsReportedWithItsPath(String json, String kinds, String paths) {
    respond(200, json.replace("DOMAIN", DOMAIN));

    domain(this::receive);

    assertThat(operations).containsExactly(Operation.GET_PROJECT_DOMAIN);
    assertThat(
            received.stream().map(drift -> drift.kind().name()).collect(Collectors.joining(", ")))
        .isEqualTo(kinds);
    assertThat(received.stream().map(Drift::path).collect(Collectors.joining(", ")))
        .isEqualTo(paths);
  }

  @Test
  void unknownEnumValuesAndVariantsAreReported() {
    respond(
        200,
        "{\"projects\":[{\"id\":\"p\",\"name\":\"n\",\"accountId\":\"a\",\"directoryListing\":false,"
            + "\"nodeVersion\":\"99.x\",\"link\":{\"type\":\"sourcehut\"}}],"
            + "\"pagination\":{\"count\":1,\"next\":null,\"prev\":null}}");

    listening(this::receive).projects().getProjects().execute();

    assertThat(received)
        .contains(
            new Drift(Drift.Kind.UNKNOWN_ENUM_VALUE, "$.projects[0].nodeVersion"),
            new Drift(Drift.Kind.UNKNOWN_VARIANT, "$.projects[0].link"));
  }

  @Test
  void documentedResponseIsNotReported() {
    respond(200, "{" + DOMAIN + "}");

    domain(this::receive);

    assertThat(received).isEmpty();
    assertThat(operations).isEmpty();
  }

  @Test
  void errorResponseIsNotReported() {
    respond(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No\",\"news\":1}}");

    failure(NotFoundException.class, () -> domain(this::receive));

    assertThat(received).isEmpty();
  }

  @Test
  void atMostAHundredDriftsAreReported() {
    String keys =
        IntStream.range(0, 200).mapToObj(i -> ",\"k" + i + "\":0").collect(Collectors.joining());
    respond(200, "{" + DOMAIN + keys + "}");

    domain(this::receive);

    assertThat(operations).hasSize(1);
    assertThat(received).hasSize(100).last().isEqualTo(new Drift(Drift.Kind.UNKNOWN_KEY, "$.k99"));
  }

  @Test
  void lineOfAResponseIsAnElementInThePath() {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/jsonl")
            .body("{}\n{\"Planet\":1}\n")
            .build());

    listening(this::receive)
        .billing()
        .listBillingCharges("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z")
        .execute();

    assertThat(received).contains(new Drift(Drift.Kind.UNKNOWN_KEY, "$[1].Planet"));
  }

  @Test
  void strictCallThatDriftsThrowsIllegalStateException() {
    respond(200, "{" + DOMAIN + ",\"zone\":1,\"createdAt\":true}");

    assertThatIllegalStateException()
        .isThrownBy(() -> domain(DriftListener.strict()))
        .withMessage(
            "The response to getProjectDomain drifts from the contract: UNKNOWN_KEY at $.zone,"
                + " UNEXPECTED_TYPE at $.createdAt");
  }

  @Test
  void strictAsynchronousCallThatDriftsFails() {
    respond(200, "{" + DOMAIN + ",\"zone\":1}");

    assertThatThrownBy(
            () ->
                listening(DriftListener.strict())
                    .projects()
                    .getProjectDomain("p", "d")
                    .executeAsync()
                    .join())
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNKNOWN_KEY at $.zone");
  }

  private void receive(Operation operation, List<Drift> drifts) {
    operations.add(operation);
    received.addAll(drifts);
  }

  private InstallationClient listening(DriftListener listener) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .callOptions(ONCE)
        .driftListener(listener)
        .build()
        .forInstallation(TEAM);
  }

  private ProjectDomain domain(DriftListener listener) {
    return listening(listener).projects().getProjectDomain("prj_1", "shop.example").execute();
  }
}
