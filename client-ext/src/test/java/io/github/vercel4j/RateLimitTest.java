package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest extends WithServer {
  private static final long NOW = FakeTimeSource.START.getEpochSecond();

  private final FakeTimeSource timeSource = new FakeTimeSource();

  @Test
  void limitIsReadFromTheHeaders() {
    assertThat(RateLimit.of(headers("500", "499", "1761523260")))
        .isEqualTo(RateLimit.of(500, 499, Instant.parse("2025-10-27T00:01:00Z")));
    assertThat(RateLimit.of(headers("500", "499", "1761523260000")))
        .isEqualTo(RateLimit.of(500, 499, Instant.parse("2025-10-27T00:01:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "x, 1, 1761523260",
    "5, -1, 1761523260",
    "5, 1, soon",
    "5, 1, -1761523260",
    "5, 1, 60",
    "5, 1, NaN",
    "NaN, 1, 1761523260"
  })
  void malformedHeadersGiveNoLimit(String limit, String remaining, String reset) {
    assertThat(RateLimit.of(headers(limit, remaining, reset))).isNull();
  }

  @Test
  void missingHeadersGiveNoLimit() {
    assertThat(RateLimit.of(Headers.of())).isNull();
    assertThat(RateLimit.of(Headers.of("X-RateLimit-Remaining", "1"))).isNull();
  }

  @Test
  void absurdNumbersThrowNothing() {
    String huge = "9".repeat(30);

    assertThat(RateLimit.of(headers(huge, huge, huge))).isNotNull();
    assertThat(RateLimit.of(headers("9".repeat(5000), "1", "1761523260"))).isNull();
  }

  private static Headers headers(String limit, String remaining, String reset) {
    return Headers.of(
        "X-RateLimit-Limit", limit, "X-RateLimit-Remaining", remaining, "X-RateLimit-Reset", reset);
  }

  @Test
  void lastLimitIsKnownToAllClientsOfTheToken() {
    VercelClient client = builder().build();
    respondWith(10, 9, NOW + 60);

    project(client, TEAM);

    assertThat(client.forInstallation(PERSONAL).rateLimit(Operation.GET_PROJECT))
        .isEqualTo(RateLimit.of(10, 9, FakeTimeSource.START.plusSeconds(60)));
    assertThat(client.forInstallation(TEAM).rateLimit(Operation.GET_PROJECTS)).isNull();
    assertThat(
            client
                .forInstallation(Installation.of("canary_other"))
                .rateLimit(Operation.GET_PROJECT))
        .isNull();
  }

  @Test
  void limitIsReadFromAnErrorResponse() {
    server.enqueue(
        limited(10, 0, NOW + 90)
            .code(429)
            .body("{\"error\":{\"code\":\"rate_limited\",\"message\":\"Slow down\"}}")
            .build());

    RateLimitException exception =
        failure(RateLimitException.class, () -> project(builder().build(), TEAM));

    assertThat(exception.rateLimit())
        .isEqualTo(RateLimit.of(10, 0, FakeTimeSource.START.plusSeconds(90)));
    assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void callsDoNotWaitForTheLimitByDefault() {
    VercelClient client = builder().build();
    respondWith(10, 0, NOW + 30);
    respondWith(10, 9, NOW + 90);

    project(client, TEAM);
    project(client, TEAM);

    assertThat(timeSource.waits).isEmpty();
  }

  @Test
  void callsWaitForTheResetOfASpentLimit() {
    VercelClient client = builder().waitForRateLimits().build();
    respondWith(10, 1, NOW + 30);
    respondWith(10, 0, NOW + 30);
    respondWith(10, 9, NOW + 90);

    project(client, TEAM);
    project(client, TEAM);
    assertThat(timeSource.waits).isEmpty();
    project(client, PERSONAL);

    assertThat(timeSource.waits).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void resetIsMeasuredByTheServicesClock() {
    VercelClient client = builder().waitForRateLimits().build();
    server.enqueue(
        limited(10, 0, NOW + 3630)
            .addHeader("Date: Wed, 25 Nov 2026 13:00:00 GMT")
            .body("{\"id\":\"prj_1\"}")
            .build());
    respondWith(10, 9, NOW + 3690);

    project(client, TEAM);
    project(client, TEAM);

    assertThat(timeSource.waits).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void otherOperationsAndTokensDoNotWait() {
    VercelClient client = builder().waitForRateLimits().build();
    respondWith(10, 0, NOW + 30);
    project(client, TEAM);
    respond(200, "{\"projects\":[]}");
    respond(200, "{\"id\":\"prj_1\"}");

    client.forInstallation(TEAM).projects().getProjects().execute();
    project(client, Installation.of("canary_other"));

    assertThat(timeSource.waits).isEmpty();
  }

  @Test
  void callThatWouldWaitBeyondItsDeadlineIsSent() {
    VercelClient client = builder().waitForRateLimits().build();
    respondWith(10, 0, NOW + 61);
    respondWith(10, 0, NOW + 61);

    project(client, TEAM);
    project(client, TEAM);

    assertThat(timeSource.waits).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void asynchronousCallsWaitToo() {
    VercelClient client = builder().waitForRateLimits().build();
    respondWith(10, 0, NOW + 30);
    respondWith(10, 9, NOW + 90);

    for (int i = 0; i < 2; i++) {
      client.forInstallation(TEAM).projects().getProject("shop").executeAsync().join();
    }

    assertThat(timeSource.waits).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void failedCallsReleaseTheLimit() {
    VercelClient client = builder().callOptions(ONCE).waitForRateLimits().build();
    respondWith(10, 1, NOW + 30);
    project(client, TEAM);
    Stream.of(429, 500)
        .forEach(
            status -> {
              server.enqueue(limited(10, 1, NOW + 30 + status).code(status).build());
              failure(VercelApiException.class, () -> project(client, TEAM));
            });

    respondWith(10, 9, NOW + 2000);
    project(client, TEAM);

    assertThat(timeSource.waits).isEmpty();
  }

  private static void project(VercelClient client, Installation installation) {
    client.forInstallation(installation).projects().getProject("shop").execute();
  }

  private VercelClient.Builder builder() {
    return VercelClient.builder().baseUrl(server.url("/")).timeSource(timeSource);
  }

  private void respondWith(long limit, long remaining, long reset) {
    server.enqueue(limited(limit, remaining, reset).body("{\"id\":\"prj_1\"}").build());
  }

  private static MockResponse.Builder limited(long limit, long remaining, long reset) {
    return new MockResponse.Builder()
        .addHeader("X-RateLimit-Limit", limit)
        .addHeader("X-RateLimit-Remaining", remaining)
        .addHeader("X-RateLimit-Reset", reset);
  }
}
