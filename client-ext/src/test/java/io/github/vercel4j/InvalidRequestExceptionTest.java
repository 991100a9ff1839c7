package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRequestExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {400, 405, 406, 408, 413, 415, 418, 422, 428, 449, 451, 499})
  void requestThatNoOtherClassBlamesIsOne(int status) {
    assertThat(refusal(InvalidRequestException.class, status, "").status()).isEqualTo(status);
  }

  @Test
  void whatIsWrongIsTold() {
    InvalidRequestException refusal =
        refusal(
            InvalidRequestException.class,
            400,
            """
            {"error":{"code":"bad_request","message":"Invalid request: `name` is too long.",
             "limit":{"total":100}}}\
            """);

    assertThat(refusal)
        .hasMessageContaining("400 bad_request: Invalid request: `name` is too long.");
    assertThat(refusal.details()).containsEntry("limit", JsonValue.parse("{\"total\":100}"));
  }

  @Test
  void filesThatAreMissingAreKeptOneByOne() {
    InvalidRequestException refusal =
        refusal(
            InvalidRequestException.class,
            400,
            "{\"error\":{\"code\":\"missing_files\",\"missing\":[\"da39\",\"a94a\"]}}");

    assertThat(refusal.details()).containsEntry("missing", JsonValue.parse("[\"da39\",\"a94a\"]"));
  }

  @Test
  void requestWithoutATeamIsExplained() {
    answer(400, "{\"error\":{\"code\":\"missing_team_param\",\"message\":\"Team?\"}}");

    InvalidRequestException refusal =
        failure(
            InvalidRequestException.class, () -> as(PERSONAL).projects().getProjects().execute());

    assertThat(refusal.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Explanation.Cause.MISSING_TEAM_ID);
  }
}
