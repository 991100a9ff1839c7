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
  void retryAfterIsReadFromTheBody(String body) {
    assertThat(errorResponse(RateLimitException.class, 429, body).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void limitAndRetryAfterAreReadFromTheHeaders() {
    server.enqueue(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Retry-After: 7")
            .addHeader("X-RateLimit-Limit: 100")
            .addHeader("X-RateLimit-Remaining: 0")
            .addHeader("X-RateLimit-Reset: 1795608000")
            .build());

    RateLimitException exception =
        failure(RateLimitException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(exception.rateLimit())
        .isEqualTo(RateLimit.of(100, 0, Instant.parse("2026-11-25T12:00:00Z")));
  }

  @Test
  void responseWithoutRetryAfterHasNone() {
    RateLimitException exception = errorResponse(RateLimitException.class, 429, "");

    assertThat(exception.retryAfter()).isNull();
    assertThat(exception.rateLimit()).isNull();
  }

  @Test
  void writeWithStatus429IsRetried() {
    for (int i = 0; i < 4; i++) {
      respond(429, "");
    }
    RateLimitException exception =
        failure(
            RateLimitException.class,
            () -> retryingAs(TEAM).projects().deleteProject("shop").execute());

    assertThat(exception.attempts()).isEqualTo(4);
    assertThat(exception).hasMessageContaining("attempts: 4; no more are allowed");
  }
}
