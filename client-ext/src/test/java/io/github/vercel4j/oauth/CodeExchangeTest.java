package io.github.vercel4j.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CodeExchangeTest {
  private static CodeExchange.Builder complete() {
    return CodeExchange.builder()
        .clientId("oac_1")
        .clientSecret("canary_s")
        .code("canary_c")
        .redirectUri("https://acme.example/callback");
  }

  @Test
  void holdsTheFourValues() {
    CodeExchange exchange = complete().build();

    assertThat(exchange.clientId()).isEqualTo("oac_1");
    assertThat(exchange.clientSecret()).isEqualTo("canary_s");
    assertThat(exchange.code()).isEqualTo("canary_c");
    assertThat(exchange.redirectUri()).isEqualTo("https://acme.example/callback");
  }

  @Test
  void missingValueIsRejectedByName() {
    assertThatThrownBy(() -> CodeExchange.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CodeExchange needs a clientId, and it is missing");
  }

  @Test
  void blankValueIsRejectedByName() {
    assertThatThrownBy(() -> complete().clientId("").build()).hasMessageContaining("a clientId");
    assertThatThrownBy(() -> complete().clientSecret(" ").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CodeExchange needs a clientSecret, and it is blank");
    assertThatThrownBy(() -> complete().code("\n").build()).hasMessageContaining("a code");
    assertThatThrownBy(() -> complete().redirectUri("").build())
        .hasMessageContaining("a redirectUri");
  }

  @Test
  void printingMasksSecretAndCode() {
    assertThat(complete().build())
        .hasToString(
            "CodeExchange[clientId=oac_1, clientSecret=***, code=***,"
                + " redirectUri=https://acme.example/callback]");
  }
}
