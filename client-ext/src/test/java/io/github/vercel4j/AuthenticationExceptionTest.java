package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}",
        "{\"error\":{\"code\":\"unauthorized\",\"invalidToken\":false}}"
      })
  void status401WithAnyBodyThrowsAuthenticationException(String body) {
    AuthenticationException exception = errorResponse(AuthenticationException.class, 401, body);

    assertThat(exception.status()).isEqualTo(401);
    assertThat(exception.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalidToken", "missingToken"})
  void tokenFlagOfAnyStatusThrowsAuthenticationException(String flag) {
    String body = "{\"error\":{\"code\":\"forbidden\",\"" + flag + "\":true}}";

    for (int status : new int[] {400, 403, 404}) {
      AuthenticationException exception =
          errorResponse(AuthenticationException.class, status, body);
      assertThat(exception.details()).containsEntry(flag, JsonValue.of(true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "0", "\"\"", "{}"})
  void errorWithoutTokenFlagThrowsPermissionDeniedException(String value) {
    for (String flag : new String[] {"invalidToken", "missingToken"}) {
      errorResponse(
          PermissionDeniedException.class,
          403,
          "{\"error\":{\"code\":\"forbidden\",\"" + flag + "\":" + value + "}}");
    }
  }

  @Test
  void exceptionNamesTheTokenAsCauseWithoutShowingIt() {
    AuthenticationException exception =
        errorResponse(
            AuthenticationException.class,
            403,
            "{\"error\":{\"code\":\"forbidden\",\"message\":\"No: "
                + TOKEN
                + "\",\"invalidToken\":true}}");

    assertThat(exception.explanations())
        .first()
        .extracting(Explanation::cause)
        .isEqualTo(Cause.INVALID_TOKEN);
    assertThat(exception.toString() + exception.body()).doesNotContain(TOKEN);
  }

  @Test
  void unknownClientOfAnExchangeThrowsAuthenticationException() {
    respond(401, "{\"error\":\"invalid_client\",\"error_description\":\"Unknown client\"}");

    AuthenticationException exception =
        failure(AuthenticationException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(exception.code()).isEqualTo("invalid_client");
    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.INVALID_CLIENT);
  }
}
