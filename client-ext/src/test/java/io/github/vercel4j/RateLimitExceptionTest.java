package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitExceptionTest extends WithServer {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"code\":\"rate_limited\",\"message\":\"m\",\"limit\":{\"resetMs\":3000}}}",
        "{\"error\":{\"code\":\"too_many_requests\",\"retryAfter\":{\"value\":3,\"str\":\"3s\"}}}",
        "{\"status\":429,\"code\":\"too_many_requests\",\"retryAfter\":{\"value\":3}}",
      })
  void waitThatTheBodyAsksForIsTold(String body) {
    assertThat(refusal(RateLimitException.class, 429, body).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void limitAndWaitOfTheHeadersAreTold() {
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Retry-After: 7")
            .addHeader("X-RateLimit-Limit: 100")
            .addHeader("X-RateLimit-Remaining: 0")
            .addHeader("X-RateLimit-Reset: 1795608000")
            .build());

    RateLimitException refusal =
        failure(RateLimitException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(refusal.rateLimit())
        .isEqualTo(new RateLimit(100, 0, Instant.parse("2026-11-25T12:00:00Z")));
  }

  @Test
  void answerThatAsksForNoWaitTellsNone() {
    RateLimitException refusal = refusal(RateLimitException.class, 429, "");

    assertThat(refusal.retryAfter()).isNull();
    assertThat(refusal.rateLimit()).isNull();
  }

  @Test
  void writesThatTheServiceDidNotTakeAreAttemptedAgain() {
    for (int i = 0; i < 4; i++) {
      answer(429, "");
    }
    RateLimitException refusal =
        failure(
            RateLimitException.class,
            () -> repeatingAs(TEAM).projects().deleteProject("shop").execute());

    assertThat(refusal.attempts()).isEqualTo(4);
    assertThat(refusal).hasMessageContaining("attempts: 4; no more are allowed");
  }
}
