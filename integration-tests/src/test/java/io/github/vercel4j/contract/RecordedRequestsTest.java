package io.github.vercel4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.oauth.CodeExchange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, byte by byte; Prism does not look that closely. */
class RecordedRequestsTest {
  private static final String SECRET = "canary_s3cret&with=signs+";
  private static final String CODE = "canary_c0de/1";
  private static final String TOKEN = "canary_t0ken.of-the_installation";
  private static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_1")
          .clientSecret(SECRET)
          .code(CODE)
          .redirectUri("https://integration.example.com/callback?from=vercel")
          .build();

  @StartStop public final MockWebServer server = new MockWebServer();
  @StartStop public final MockWebServer elsewhere = new MockWebServer();
  private VercelClient vercel;

  @BeforeEach
  void connect() {
    vercel =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
            .build();
  }

  @AfterEach
  void disconnect() {
    vercel.close();
  }

  @Test
  void exchangeSendsExactlyThisForm() throws Exception {
    server.enqueue(response(200, tokenOf("team_1")));

    vercel.exchangeCode(EXCHANGE);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /v2/oauth/access_token HTTP/1.1");
    assertThat(request.getBody().utf8())
        .isEqualTo(
            "client_id=oac_1&client_secret=canary_s3cret%26with%3Dsigns%2B&code=canary_c0de%2F1"
                + "&redirect_uri=https%3A%2F%2Fintegration.example.com%2Fcallback%3Ffrom%3Dvercel");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void callAfterTheExchangeSendsTokenAndTeamOnce() throws Exception {
    server.enqueue(response(200, tokenOf("team_1")));
    server.enqueue(response(200, "{\"projects\": [], \"pagination\": {\"count\": 0}}"));

    Installation installation = vercel.exchangeCode(EXCHANGE);
    vercel.forInstallation(installation).projects().getProjects().execute();

    server.takeRequest();
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("GET /v10/projects?teamId=team_1 HTTP/1.1");
    assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
  }

  @Test
  void personalAccountSendsNoTeam() throws Exception {
    server.enqueue(response(200, tokenOf(null)));
    server.enqueue(response(200, "{\"projects\": [], \"pagination\": {\"count\": 0}}"));

    Installation installation = vercel.exchangeCode(EXCHANGE);
    vercel.forInstallation(installation).projects().getProjects().execute();

    server.takeRequest();
    assertThat(server.takeRequest().getTarget()).isEqualTo("/v10/projects");
  }

  @Test
  void teamInThePathIsAtMostOnceInTheQuery() throws Exception {
    server.enqueue(response(200, "{\"id\": \"team_1\"}"));

    vercel.forInstallation(installation()).teams().getTeam("team_1").execute();

    assertThat(server.takeRequest().getUrl().queryParameterValues("teamId"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void tokenIsInTheAuthorizationHeaderOnly() throws Exception {
    server.enqueue(response(200, "{\"projects\": [], \"pagination\": {\"count\": 0}}"));

    vercel.forInstallation(installation()).projects().getProjects().execute();

    RecordedRequest request = server.takeRequest();
    Headers others = request.getHeaders().newBuilder().removeAll("Authorization").build();
    assertThat(request.getRequestLine() + lines(others)).doesNotContain(TOKEN);
  }

  @Test
  void secretAndCodeAreInTheBodyOnly() throws Exception {
    server.enqueue(response(200, tokenOf("team_1")));

    vercel.exchangeCode(EXCHANGE);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine() + lines(request.getHeaders()))
        .doesNotContain("s3cret", "c0de");
  }

  @Test
  void redirectToAnotherHostCarriesNoToken() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(307)
            .setHeader(
                "Location", elsewhere.url("/v10/projects").newBuilder().host("localhost").build())
            .build());
    elsewhere.enqueue(response(200, "{\"projects\": [], \"pagination\": {\"count\": 0}}"));

    vercel.forInstallation(installation()).projects().getProjects().execute();

    assertThat(elsewhere.getRequestCount()).isEqualTo(1);
    for (RecordedRequest request : requests(elsewhere)) {
      assertThat(request.getHeaders().get("Authorization")).isNull();
      assertThat(request.getUrl().queryParameter("teamId")).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\",\"error_description\":\"no code canary_s3cret&with=signs+\"}",
        "400 | {\"error\":{\"code\":\"bad_request\",\"message\":\"canary_c0de/1 was used\"}}",
        "404 | {\"error\":{\"code\":\"not_found\",\"message\":\"no client\"},\"code\":\"canary_c0de/1\"}",
        "400 | {\"error\":{\"code\":\"bad_request\",\"message\":\"canary_c0de\\/1 was used\"}}",
        "403 | <html><body>client_secret=canary_s3cret&with=signs+ code=canary_c0de/1</body></html>",
        "500 | {\"error\":{\"code\":\"internal_server_error\",\"mess",
        "502 | ''",
        "200 | {\"access_token\":\"canary_t0ken.of-the_installation\",\"code\":\"canary_c0de/1\"",
        "200 | <html>canary_t0ken.of-the_installation</html>",
        "200 | ''",
        "200 | {\"token_type\":\"Bearer\",\"code\":\"canary_c0de/1\"}"
      })
  void aFailedExchangeSaysTheStatusAndNoSecret(int status, String body) {
    server.enqueue(response(status, body));

    VercelException failure =
        catchThrowableOfType(VercelException.class, () -> vercel.exchangeCode(EXCHANGE));

    assertThat(failure).isNotNull();
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    assertThat(text + failure.toString())
        .contains("POST /v2/oauth/access_token")
        .doesNotContain("s3cret", "c0de", "t0ken");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private static Installation installation() {
    return Installation.of(TOKEN).withTeamId("team_1");
  }

  private static String tokenOf(@Nullable String teamId) {
    return """
        {"token_type": "Bearer", "access_token": "%s", "installation_id": "icfg_1",
         "user_id": "usr_1", "team_id": %s}
        """
        .formatted(TOKEN, teamId == null ? null : "\"" + teamId + "\"");
  }

  private static MockResponse response(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .body(body)
        .build();
  }

  private static List<RecordedRequest> requests(MockWebServer server) throws InterruptedException {
    List<RecordedRequest> requests = new ArrayList<>();
    while (requests.size() < server.getRequestCount()) {
      requests.add(server.takeRequest());
    }
    return requests;
  }

  private static String lines(Headers headers) {
    return headers.toMultimap().toString();
  }
}
