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
  void unauthorizedIsOneWhateverTheBody(String body) {
    AuthenticationException refusal = refusal(AuthenticationException.class, 401, body);

    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalidToken", "missingToken"})
  void tokenThatTheServiceBlamesIsOneOfAnyStatus(String flag) {
    String body = "{\"error\":{\"code\":\"forbidden\",\"" + flag + "\":true}}";

    for (int status : new int[] {400, 403, 404}) {
      AuthenticationException refusal = refusal(AuthenticationException.class, status, body);
      assertThat(refusal.details()).containsEntry(flag, JsonValue.of(true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "0", "\"\"", "{}"})
  void tokenThatTheServiceDoesNotBlameIsNone(String value) {
    for (String flag : new String[] {"invalidToken", "missingToken"}) {
      refusal(
          PermissionDeniedException.class,
          403,
          "{\"error\":{\"code\":\"forbidden\",\"" + flag + "\":" + value + "}}");
    }
  }

  @Test
  void tellsThatTheTokenIsToBlameAndShowsNothingOfIt() {
    AuthenticationException refusal =
        refusal(
            AuthenticationException.class,
            403,
            "{\"error\":{\"code\":\"forbidden\",\"message\":\"No: "
                + TOKEN
                + "\",\"invalidToken\":true}}");

    assertThat(refusal.explanations())
        .first()
        .extracting(Explanation::cause)
        .isEqualTo(Cause.INVALID_TOKEN);
    assertThat(refusal.toString() + refusal.body()).doesNotContain(TOKEN);
  }

  @Test
  void clientThatTheExchangeDoesNotKnowIsOneToo() {
    answer(401, "{\"error\":\"invalid_client\",\"error_description\":\"Unknown client\"}");

    AuthenticationException refusal =
        failure(AuthenticationException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(refusal.code()).isEqualTo("invalid_client");
    assertThat(refusal.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.INVALID_CLIENT);
  }
}
