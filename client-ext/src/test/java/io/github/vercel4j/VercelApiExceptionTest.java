package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VercelApiExceptionTest extends WithServer {
  private VercelApiException refusal(int status, String body) {
    return refusal(VercelApiException.class, status, body);
  }

  @Test
  void envelope() {
    VercelApiException refusal =
        refusal(
            400,
            """
            {"error":{"code":"bad_request","message":"Too long","key":"A","limit":{"total":7}}}\
            """);

    assertThat(refusal.operation()).isEqualTo(Operation.GET_PROJECT);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).isEqualTo("bad_request");
    assertThat(refusal.errorMessage()).isEqualTo("Too long");
    assertThat(refusal.requestId()).isEqualTo("fra1::abc-1");
    assertThat(refusal.details())
        .isEqualTo(Map.of("key", JsonValue.of("A"), "limit", JsonValue.parse("{\"total\":7}")));
    assertThat(refusal)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) was answered 400 bad_request: Too long"
                + " (request id fra1::abc-1)");
  }

  @Test
  void teamAndProjectThatTheCallNamed() {
    VercelApiException refusal = refusal(404, "");

    assertThat(refusal.team()).isEqualTo("team_7");
    assertThat(refusal.project()).isEqualTo("shop");
  }

  @Test
  void callThatNamesNoTeamAndNoProject() {
    answer(404, "");
    VercelApiException refusal =
        failure(VercelApiException.class, () -> as(PERSONAL).projects().getProjects().execute());

    assertThat(refusal.team()).isNull();
    assertThat(refusal.project()).isNull();
  }

  @Test
  void projectIsFoundBehindABaseUrlWithAPath() {
    answer(404, "");
    InstallationClient client =
        VercelClient.builder()
            .baseUrl(server.url("/projects/api/"))
            .callOptions(ONCE)
            .build()
            .forInstallation(PERSONAL);
    VercelApiException refusal =
        failure(
            VercelApiException.class,
            () -> client.projects().getProjectDomain("shop", "a.example").execute());

    assertThat(refusal.project()).isEqualTo("shop");
  }

  @Test
  void envelopeWithKeysAroundIt() {
    VercelApiException refusal =
        refusal(400, "{\"error\":{\"code\":\"a\",\"message\":\"b\",\"x\":1},\"x\":2,\"y\":3}");

    assertThat(refusal.details()).isEqualTo(Map.of("x", JsonValue.of(1), "y", JsonValue.of(3)));
  }

  @Test
  void envelopeCalledErr() {
    VercelApiException refusal = refusal(404, "{\"err\":{\"code\":\"gone\",\"message\":\"No\"}}");

    assertThat(refusal.code()).isEqualTo("gone");
    assertThat(refusal.errorMessage()).isEqualTo("No");
    assertThat(refusal.details()).isEmpty();
  }

  @Test
  void flatFormOfTheRegistrar() {
    VercelApiException refusal =
        refusal(
            429,
            """
            {"status":429,"code":"too_many_requests","message":"Slow down",
             "retryAfter":{"value":3,"str":"3s"}}\
            """);

    assertThat(refusal).isInstanceOf(RateLimitException.class);
    assertThat(refusal.code()).isEqualTo("too_many_requests");
    assertThat(refusal.errorMessage()).isEqualTo("Slow down");
    assertThat(refusal.details()).containsOnlyKeys("retryAfter");
  }

  @Test
  void issuesWithoutACode() {
    VercelApiException refusal =
        refusal(400, "{\"issues\":[{\"path\":[\"zip\"]}],\"message\":\"Invalid\"}");

    assertThat(refusal).isInstanceOf(InvalidRequestException.class);
    assertThat(refusal.code()).isNull();
    assertThat(refusal.errorMessage()).isEqualTo("Invalid");
    assertThat(refusal.details()).containsOnlyKeys("issues");
    assertThat(refusal).hasMessageContaining("was answered 400: Invalid");
  }

  @Test
  void stringOfOauth() {
    VercelApiException refusal =
        refusal(
            400,
            """
            {"error":"invalid_grant","error_description":"Used","error_uri":"https://a.example"}\
            """);

    assertThat(refusal.code()).isEqualTo("invalid_grant");
    assertThat(refusal.errorMessage()).isEqualTo("Used");
    assertThat(refusal.details()).containsOnlyKeys("error_uri");
  }

  @Test
  void stringWithAMessage() {
    VercelApiException refusal = refusal(400, "{\"error\":\"nope\",\"message\":\"Not so\"}");

    assertThat(refusal.code()).isEqualTo("nope");
    assertThat(refusal.errorMessage()).isEqualTo("Not so");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"error\":null}",
        "{\"error\":{}}",
        "{\"error\":{\"code\":null,\"message\":null}}",
        "[]",
        "7",
        "{\"error\":{\"code\":\"forbid",
        "{\"error\":{}} trailing"
      })
  void jsonWithoutCodeAndMessage(String body) {
    VercelApiException refusal = refusal(400, body);

    assertThat(refusal.code()).isNull();
    assertThat(refusal.errorMessage()).isNull();
    assertThat(refusal.details()).doesNotContainKeys("code", "message");
    assertThat(refusal.body()).isEqualTo(body);
    assertThat(refusal.getMessage())
        .contains("was answered 400 with")
        .contains("fra1::abc-1")
        .doesNotContain("forbid", "trailing");
  }

  @Test
  void codeAndMessageOfOtherTypesAreShownAsTheyAre() {
    VercelApiException refusal =
        refusal(400, "{\"error\":{\"code\":42,\"message\":{\"a\":[true]}}}");

    assertThat(refusal.code()).isEqualTo("42");
    assertThat(refusal.errorMessage()).isEqualTo("{\"a\":[true]}");
  }

  @Test
  void jsonStringIsTheMessage() {
    assertThat(refusal(400, "\"Nope\"").errorMessage()).isEqualTo("Nope");
  }

  @Test
  void emptyBody() {
    VercelApiException refusal = refusal(500, "");

    assertThat(refusal.body()).isEmpty();
    assertThat(refusal)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) was answered 500 without a body"
                + " (request id fra1::abc-1)");
  }

  @Test
  void deepNestingIsNoOtherFailure() {
    assertThat(refusal(400, "[".repeat(100_000)).status()).isEqualTo(400);
  }

  /** Those that callers tell apart have classes of their own, with tests of their own. */
  @ParameterizedTest
  @ValueSource(ints = {304, 402})
  void statusThatCallersDoNotTellApartIsOfNoSubclass(int status) {
    assertThat(refusal(status, ""))
        .hasSameClassAs(
            new VercelApiException(ErrorResponse.of(Operation.GET_PROJECT, status, "")));
  }

  @Test
  void survivesSerialization() throws Exception {
    VercelApiException refusal =
        refusal(403, "{\"error\":{\"code\":\"forbidden\",\"invalidToken\":true}}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(refusal);
    }

    VercelApiException copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (VercelApiException) in.readObject();
    }

    assertThat(copy).hasSameClassAs(refusal).hasMessage(refusal.getMessage());
    assertThat(copy.details()).isEqualTo(refusal.details());
    assertThat(copy.explanations()).isEqualTo(refusal.explanations()).isNotEmpty();
    assertThat(copy.project()).isEqualTo("shop");
  }
}
