package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.DeploymentReadyState;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitDeploymentTest extends WithServer {
  private static final Duration LONG = Duration.ofHours(1);

  private final FakeTimeSource timeSource = new FakeTimeSource();

  @ParameterizedTest
  @ValueSource(strings = {"READY", "ERROR", "CANCELED", "BLOCKED"})
  void waitEndsWithTheDeployment(String state) {
    for (String earlier : new String[] {"QUEUED", "INITIALIZING", "BUILDING", "NEW_STATE"}) {
      state(earlier);
    }
    state(state);

    assertThat(await(LONG).readyState()).isEqualTo(DeploymentReadyState.of(state));
    assertThat(request().getTarget()).isEqualTo("/v13/deployments/dpl_1?teamId=team_7");
    assertThat(timeSource.waits).hasSize(4);
  }

  @Test
  void statusStandsInForAMissingReadyState() {
    respond(200, "{\"id\":\"dpl_1\"}");
    respond(200, "{\"id\":\"dpl_1\",\"status\":\"READY\"}");

    assertThat(await(LONG).status()).isEqualTo(DeploymentReadyState.READY);
  }

  @Test
  void waitsBetweenReadsGrow() {
    for (int i = 0; i < 40; i++) {
      state("BUILDING");
    }
    state("READY");

    await(LONG);

    assertThat(timeSource.waits)
        .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(1))
        .isSorted();
    assertThat(timeSource.waits).endsWith(Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  @Test
  void waitEndsAtTheDeadlineInAnyState() {
    for (int i = 0; i < 4; i++) {
      state("BUILDING");
    }

    assertThat(await(Duration.ofMillis(2500)).readyState())
        .isEqualTo(DeploymentReadyState.BUILDING);
    assertThat(timeSource.waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void zeroDeadlineReadsTheDeploymentOnce(long seconds) {
    state("BUILDING");

    assertThat(await(Duration.ofSeconds(seconds)).id()).isEqualTo("dpl_1");
    assertThat(timeSource.waits).isEmpty();
  }

  @Test
  void interruptionEndsTheWait() {
    state("BUILDING");

    FakeTimeSource interrupted =
        new FakeTimeSource() {
          @Override
          public void sleep(Duration wait) throws InterruptedException {
            throw new InterruptedException();
          }
        };
    VercelConnectionException failure =
        failure(
            VercelConnectionException.class,
            () ->
                VercelClient.builder()
                    .baseUrl(server.url("/"))
                    .timeSource(interrupted)
                    .build()
                    .forInstallation(TEAM)
                    .awaitDeployment("dpl_1", LONG));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasCauseInstanceOf(InterruptedIOException.class);
  }

  @Test
  void errorResponseEndsTheWait() {
    respond(404, "{\"error\":{\"code\":\"not_found\"}}");

    failure(NotFoundException.class, () -> await(LONG));
  }

  private Deployment await(Duration deadline) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .timeSource(timeSource)
        .build()
        .forInstallation(TEAM)
        .awaitDeployment("dpl_1", deadline);
  }

  private void state(String state) {
    respond(200, "{\"id\":\"dpl_1\",\"readyState\":\"" + state + "\"}");
  }
}
