package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRequestExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {400, 405, 406, 408, 413, 415, 418, 422, 428, 449, 451, 499})
  void otherStatus4xxThrowsInvalidRequestException(int status) {
    assertThat(errorResponse(InvalidRequestException.class, status, "").status()).isEqualTo(status);
  }

  @Test
  void messageSaysWhatIsWrong() {
    InvalidRequestException exception =
        errorResponse(
            InvalidRequestException.class,
            400,
            """
            {"error":{"code":"bad_request","message":"Invalid request: `name` is too long.",
             "limit":{"total":100}}}\
            """);

    assertThat(exception)
        .hasMessageContaining("400 bad_request: Invalid request: `name` is too long.");
    assertThat(exception.details()).containsEntry("limit", JsonValue.parse("{\"total\":100}"));
  }

  @Test
  void filesThatAreMissingAreKeptOneByOne() {
    InvalidRequestException exception =
        errorResponse(
            InvalidRequestException.class,
            400,
            "{\"error\":{\"code\":\"missing_files\",\"missing\":[\"da39\",\"a94a\"]}}");

    assertThat(exception.details())
        .containsEntry("missing", JsonValue.parse("[\"da39\",\"a94a\"]"));
  }

  @Test
  void requestWithoutATeamIsExplained() {
    respond(400, "{\"error\":{\"code\":\"missing_team_param\",\"message\":\"Team?\"}}");

    InvalidRequestException exception =
        failure(
            InvalidRequestException.class, () -> as(PERSONAL).projects().getProjects().execute());

    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Explanation.Cause.MISSING_TEAM_ID);
  }
}
