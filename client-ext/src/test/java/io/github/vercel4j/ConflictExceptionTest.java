package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.environment.EnvironmentVariableConflict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void status409Or412OfAnyCodeThrowsConflictException(int status) {
    ConflictException exception =
        errorResponse(
            ConflictException.class,
            status,
            "{\"error\":{\"code\":\"conflict\",\"message\":\"Project exists\",\"key\":\"A\"}}");

    assertThat(exception.code()).isEqualTo("conflict");
    assertThat(exception.environmentVariable()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ENV_CONFLICT",
    "400, ENV_ALREADY_EXISTS",
    "403, ENV_ALREADY_EXISTS",
    "409, existing_key_and_target"
  })
  void variableConflictOfAnyStatusThrowsConflictException(int status, String code) {
    ConflictException exception =
        errorResponse(
            ConflictException.class,
            status,
            "{\"error\":{\"code\":\"" + code + "\",\"key\":\"API_URL\",\"target\":[\"preview\"]}}");

    assertThat(exception.environmentVariable())
        .isEqualTo(
            EnvironmentVariableConflict.builder("API_URL").targets(List.of("preview")).build());
  }

  @Test
  void emptyResponseNamesNoVariable() {
    assertThat(errorResponse(ConflictException.class, 409, "").environmentVariable()).isNull();
  }
}
