package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.BillingCharge;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

class JsonLinesTest extends WithServer {
  @Test
  void eachLineIsOneValue() {
    respondLines("{\"ServiceName\":\"Builds\"}\n{\"ServiceName\":\"Functions\"}\n");

    assertThat(charges().execute())
        .extracting(BillingCharge::serviceName)
        .containsExactly("Builds", "Functions");
    assertThat(request().getHeaders().get("Accept"))
        .isEqualTo("application/jsonl, application/json");
  }

  @Test
  void theLastLineNeedsNoLineBreak() {
    respondLines("{\"ServiceName\":\"Builds\"}\r\n\n{\"ServiceName\":\"Functions\"}");

    assertThat(charges().execute()).hasSize(2);
  }

  @Test
  void noLineIsAnEmptyList() {
    respondLines("");

    assertThat(charges().execute()).isEmpty();
  }

  @Test
  void truncatedLineIsNamed() {
    respondLines("{\"ServiceName\":\"Builds\"}\n{\"ServiceName\":\"Fun");

    assertThatThrownBy(() -> charges().execute())
        .isInstanceOfSatisfying(
            VercelDecodingException.class, e -> assertThat(e.path()).isEqualTo("$[1].ServiceName"));
  }

  private VercelCall<List<BillingCharge>> charges() {
    return as(TEAM).billing().listBillingCharges("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z");
  }

  private void respondLines(String body) {
    server.enqueue(
        new MockResponse.Builder()
            .setHeader("Content-Type", "application/jsonl")
            .body(body)
            .build());
  }
}
