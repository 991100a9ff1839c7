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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VercelApiExceptionTest extends WithServer {
  private VercelApiException errorResponse(int status, String body) {
    return errorResponse(VercelApiException.class, status, body);
  }

  @Test
  void codeMessageAndDetailsOfAnEnvelopeAreRead() {
    VercelApiException exception =
        errorResponse(
            400,
            """
            {"error":{"code":"bad_request","message":"Too long","key":"A","limit":{"total":7}}}\
            """);

    assertThat(exception.operation()).isEqualTo(Operation.GET_PROJECT);
    assertThat(exception.status()).isEqualTo(400);
    assertThat(exception.code()).isEqualTo("bad_request");
    assertThat(exception.errorMessage()).isEqualTo("Too long");
    assertThat(exception.requestId()).isEqualTo("fra1::abc-1");
    assertThat(exception.details())
        .isEqualTo(Map.of("key", JsonValue.of("A"), "limit", JsonValue.parse("{\"total\":7}")));
    assertThat(exception)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) got status 400 bad_request: Too long"
                + " (request id fra1::abc-1)");
  }

  @Test
  void teamAndProjectOfTheCallAreNamed() {
    VercelApiException exception = errorResponse(404, "");

    assertThat(exception.team()).isEqualTo("team_7");
    assertThat(exception.project()).isEqualTo("shop");
  }

  @Test
  void callWithoutTeamAndProjectNamesNone() {
    respond(404, "");
    VercelApiException exception =
        failure(VercelApiException.class, () -> as(PERSONAL).projects().getProjects().execute());

    assertThat(exception.team()).isNull();
    assertThat(exception.project()).isNull();
  }

  @Test
  void projectBehindABaseUrlWithAPathIsNamed() {
    respond(404, "");
    InstallationClient client =
        VercelClient.builder()
            .baseUrl(server.url("/projects/api/"))
            .callOptions(ONCE)
            .build()
            .forInstallation(PERSONAL);
    VercelApiException exception =
        failure(
            VercelApiException.class,
            () -> client.projects().getProjectDomain("shop", "a.example").execute());

    assertThat(exception.project()).isEqualTo("shop");
  }

  @Test
  void keysAroundAnEnvelopeAreDetails() {
    VercelApiException exception =
        errorResponse(
            400, "{\"error\":{\"code\":\"a\",\"message\":\"b\",\"x\":1},\"x\":2,\"y\":3}");

    assertThat(exception.details()).isEqualTo(Map.of("x", JsonValue.of(1), "y", JsonValue.of(3)));
  }

  @Test
  void envelopeCalledErrIsRead() {
    VercelApiException exception =
        errorResponse(404, "{\"err\":{\"code\":\"gone\",\"message\":\"No\"}}");

    assertThat(exception.code()).isEqualTo("gone");
    assertThat(exception.errorMessage()).isEqualTo("No");
    assertThat(exception.details()).isEmpty();
  }

  @Test
  void flatFormOfTheRegistrarIsRead() {
    VercelApiException exception =
        errorResponse(
            429,
            """
            {"status":429,"code":"too_many_requests","message":"Slow down",
             "retryAfter":{"value":3,"str":"3s"}}\
            """);

    assertThat(exception).isInstanceOf(RateLimitException.class);
    assertThat(exception.code()).isEqualTo("too_many_requests");
    assertThat(exception.errorMessage()).isEqualTo("Slow down");
    assertThat(exception.details()).containsOnlyKeys("retryAfter");
  }

  @Test
  void issuesWithoutACodeAreDetails() {
    VercelApiException exception =
        errorResponse(400, "{\"issues\":[{\"path\":[\"zip\"]}],\"message\":\"Invalid\"}");

    assertThat(exception).isInstanceOf(InvalidRequestException.class);
    assertThat(exception.code()).isNull();
    assertThat(exception.errorMessage()).isEqualTo("Invalid");
    assertThat(exception.details()).containsOnlyKeys("issues");
    assertThat(exception).hasMessageContaining("got status 400: Invalid");
  }

  @Test
  void errorStringOfOauthIsTheCode() {
    VercelApiException exception =
        errorResponse(
            400,
            """
            {"error":"invalid_grant","error_description":"Used","error_uri":"https://a.example"}\
            """);

    assertThat(exception.code()).isEqualTo("invalid_grant");
    assertThat(exception.errorMessage()).isEqualTo("Used");
    assertThat(exception.details()).containsOnlyKeys("error_uri");
  }

  @Test
  void errorStringWithAMessageIsTheCode() {
    VercelApiException exception =
        errorResponse(400, "{\"error\":\"nope\",\"message\":\"Not so\"}");

    assertThat(exception.code()).isEqualTo("nope");
    assertThat(exception.errorMessage()).isEqualTo("Not so");
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
  void jsonWithoutCodeAndMessageIsKeptAsTheBody(String body) {
    VercelApiException exception = errorResponse(400, body);

    assertThat(exception.code()).isNull();
    assertThat(exception.errorMessage()).isNull();
    assertThat(exception.details()).doesNotContainKeys("code", "message");
    assertThat(exception.body()).isEqualTo(body);
    assertThat(exception.getMessage())
        .contains("got status 400 with")
        .contains("fra1::abc-1")
        .doesNotContain("forbid", "trailing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"errors\":[{\"message\":\"No\"}]} | | No",
        "{\"errors\":[{\"code\":\"c\",\"message\":\"No\"}]} | c | No",
        "{\"errors\":[{\"code\":\"c\",\"message\":\"No\"},{\"msg\":\"Never\"},7]} | | No; Never",
        "{\"errors\":[\"No\",\"Never\"]} | | No; Never",
        "[{\"message\":\"No\"}] | | No",
        "{\"error\":{\"errors\":[{\"reason\":\"No\"}]}} | | No",
        "{\"error\":{\"code\":\"c\",\"details\":[{\"description\":\"No\"}]}} | c | No",
        "{\"issues\":[{\"path\":[\"zip\"],\"message\":\"Too long\"}]} | | Too long",
        "{\"type\":\"about:blank\",\"title\":\"Bad\",\"detail\":\"No zip\"} | | Bad: No zip",
        "{\"error\":\"c\",\"detail\":\"No\"} | c | No",
        "{\"statusCode\":400,\"msg\":\"No\"} | | No"
      })
  void wordsOfUnknownFormsAreTheMessage(String body, @Nullable String code, String message) {
    VercelApiException exception = errorResponse(400, body);

    assertThat(exception.code()).isEqualTo(code);
    assertThat(exception.errorMessage()).isEqualTo(message);
    assertThat(exception.body()).isEqualTo(body);
    assertThat(exception)
        .hasMessageContaining("got status 400" + (code == null ? "" : " " + code) + ": " + message);
  }

  @Test
  void codeAndMessageOfOtherTypesAreShownAsTheyAre() {
    VercelApiException exception =
        errorResponse(400, "{\"error\":{\"code\":42,\"message\":{\"a\":[true]}}}");

    assertThat(exception.code()).isEqualTo("42");
    assertThat(exception.errorMessage()).isEqualTo("{\"a\":[true]}");
  }

  @Test
  void jsonStringIsTheMessage() {
    assertThat(errorResponse(400, "\"Nope\"").errorMessage()).isEqualTo("Nope");
  }

  @Test
  void emptyBodySaysSo() {
    VercelApiException exception = errorResponse(500, "");

    assertThat(exception.body()).isEmpty();
    assertThat(exception)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) got status 500 without a body"
                + " (request id fra1::abc-1)");
  }

  @Test
  void deeplyNestedBodyKeepsTheStatus() {
    assertThat(errorResponse(400, "[".repeat(100_000)).status()).isEqualTo(400);
  }

  /** Those that callers tell apart have classes of their own, with tests of their own. */
  @ParameterizedTest
  @ValueSource(ints = {304, 402})
  void otherStatusThrowsVercelApiExceptionItself(int status) {
    assertThat(errorResponse(status, ""))
        .hasSameClassAs(
            new VercelApiException(ErrorResponse.of(Operation.GET_PROJECT, status, "")));
  }

  @Test
  void survivesSerialization() throws Exception {
    VercelApiException exception =
        errorResponse(403, "{\"error\":{\"code\":\"forbidden\",\"invalidToken\":true}}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }

    VercelApiException copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (VercelApiException) in.readObject();
    }

    assertThat(copy).hasSameClassAs(exception).hasMessage(exception.getMessage());
    assertThat(copy.details()).isEqualTo(exception.details());
    assertThat(copy.explanations()).isEqualTo(exception.explanations()).isNotEmpty();
    assertThat(copy.project()).isEqualTo("shop");
  }
}
