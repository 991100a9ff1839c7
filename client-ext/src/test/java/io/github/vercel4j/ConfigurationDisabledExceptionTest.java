package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationDisabledExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500})
  void codeDecidesWhateverTheStatus(int status) {
    ConfigurationDisabledException refusal =
        refusal(
            ConfigurationDisabledException.class,
            status,
            "{\"error\":{\"code\":\"integration_configuration_disabled\",\"message\":\"Off\"}}");

    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.errorMessage()).isEqualTo("Off");
  }

  @Test
  void tellsThatTheTokenStaysValid() {
    ConfigurationDisabledException refusal =
        refusal(
            ConfigurationDisabledException.class,
            403,
            "{\"error\":{\"code\":\"integration_configuration_disabled\"}}");

    assertThat(refusal.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.CONFIGURATION_DISABLED);
    assertThat(refusal).hasMessageContaining("the token stays valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"integration_configuration_disabled_soon\"}}",
        "{\"error\":{\"code\":\"forbidden\",\"reason\":\"integration_configuration_disabled\"}}",
        "integration_configuration_disabled"
      })
  void sameWordElsewhereIsNoSuchCode(String body) {
    refusal(PermissionDeniedException.class, 403, body);
  }
}
