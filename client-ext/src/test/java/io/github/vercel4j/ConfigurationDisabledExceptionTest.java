package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationDisabledExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500})
  void disabledCodeOfAnyStatusThrowsConfigurationDisabledException(int status) {
    ConfigurationDisabledException exception =
        errorResponse(
            ConfigurationDisabledException.class,
            status,
            "{\"error\":{\"code\":\"integration_configuration_disabled\",\"message\":\"Off\"}}");

    assertThat(exception.status()).isEqualTo(status);
    assertThat(exception.errorMessage()).isEqualTo("Off");
  }

  @Test
  void messageSaysThatTheTokenStaysValid() {
    ConfigurationDisabledException exception =
        errorResponse(
            ConfigurationDisabledException.class,
            403,
            "{\"error\":{\"code\":\"integration_configuration_disabled\"}}");

    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.CONFIGURATION_DISABLED);
    assertThat(exception).hasMessageContaining("the token stays valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"integration_configuration_disabled_soon\"}}",
        "{\"error\":{\"code\":\"forbidden\",\"reason\":\"integration_configuration_disabled\"}}",
        "integration_configuration_disabled"
      })
  void disabledCodeElsewhereThrowsPermissionDeniedException(String body) {
    errorResponse(PermissionDeniedException.class, 403, body);
  }
}
