package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.vercel4j.DriftCollector.OperationDrift;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.Drift;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftCollectorTest extends WithServer {
  private final DriftCollector collector = new DriftCollector();

  @Test
  void driftsOfResponsesAreCounted() {
    String domain = "{\"name\":\"a\",\"apexName\":\"a\",\"projectId\":\"p\",\"verified\":true";
    respond(200, domain + ",\"zone\":1}");
    respond(200, domain + "}");
    respond(200, domain + ",\"zone\":2}");
    InstallationClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .driftListener(collector)
            .build()
            .forInstallation(TEAM);

    for (int i = 0; i < 3; i++) {
      client.projects().getProjectDomain("p", "a").execute();
    }

    assertThat(collector.counts())
        .isEqualTo(Map.of(drift(Operation.GET_PROJECT_DOMAIN, "$.zone"), 2L));
  }

  @Test
  void newCollectorHasNoCounts() {
    assertThat(collector.counts()).isEmpty();
  }

  @Test
  void driftsAtAllPlacesOfAListAreCountedTogether() {
    collector.onDrift(
        Operation.GET_PROJECTS, List.of(unknown("$.projects[0].a"), unknown("$.projects[17].a")));
    collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.a")));

    assertThat(collector.counts())
        .containsExactly(
            entry(drift(Operation.GET_PROJECTS, "$.projects[*].a"), 2L),
            entry(drift(Operation.GET_PROJECT, "$.a"), 1L));
  }

  @Test
  void collectorKeepsAtMostAThousandDrifts() {
    for (int i = 0; i < 2_000; i++) {
      collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.k" + i)));
    }
    collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.k0")));

    assertThat(collector.counts())
        .hasSize(1_000)
        .containsEntry(drift(Operation.GET_PROJECT, "$.k0"), 2L);
  }

  @Test
  void laterDriftDoesNotChangeReturnedCounts() {
    collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.a")));
    Map<OperationDrift, Long> counts = collector.counts();

    collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.a"), unknown("$.b")));

    assertThat(counts).containsExactly(entry(drift(Operation.GET_PROJECT, "$.a"), 1L));
  }

  @Test
  void severalThreadsLoseNoDrift() {
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(i -> collector.onDrift(Operation.GET_PROJECT, List.of(unknown("$.k" + (i % 10)))));

    assertThat(collector.counts())
        .hasSize(10)
        .allSatisfy((drift, count) -> assertThat(count).isEqualTo(2_000));
  }

  private static Drift unknown(String path) {
    return new Drift(Drift.Kind.UNKNOWN_KEY, path);
  }

  private static OperationDrift drift(Operation operation, String path) {
    return new OperationDrift(operation, unknown(path));
  }
}
