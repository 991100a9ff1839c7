package io.github.vercel4j.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vercel4j.Installation;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.testing.RecordedCall;
import io.github.vercel4j.testing.VercelMock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

class VercelMockIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();
  @RegisterExtension static final VercelMock SECOND = VercelMock.create();

  private static final Map<String, String> NO_HEADERS = Map.of();

  @Test
  void mockListensOnTheLoopbackInterfaceOnly() {
    assertThat(VERCEL.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+");
  }

  @Test
  void rightRequestGetsTheExample() throws Exception {
    HttpResponse<String> response =
        exchange("client_id=a&client_secret=b&code=c&redirect_uri=https%3A%2F%2Fd.example");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"access_token\"");
  }

  @Test
  void wrongRequestIsRejectedWithTheReason() throws Exception {
    assertThat(exchange("client_id=a&redirect_uri=b").statusCode()).isEqualTo(400);

    RecordedCall call = VERCEL.calls(Operation.EXCHANGE_CODE).get(0);
    assertThat(call.status()).isEqualTo(400);
    assertThat(call.violations())
        .containsExactlyInAnyOrder(
            "Request body must have required property 'client_secret'",
            "Request body must have required property 'code'");
  }

  @Test
  void mockThatWasNotStartedSaysHow() {
    assertThatThrownBy(() -> VercelMock.create().baseUrl())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }

  @Test
  void clientHasTheInstallationOfTheExamples() {
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "team");

    Installation installation = vercel().exchangeCode(code());

    assertThat(VERCEL.client().installation()).isEqualTo(installation);
    assertThat(installation.teamId()).isNotNull();
  }

  @Test
  void responseIsForTheNextCallOfTheOperationOnly() {
    VERCEL.respond(Operation.GET_PROJECT, 404, "not_found");

    assertThat(VERCEL.client().projects().getProjects().execute().projects()).isNotEmpty();
    assertThatThrownBy(() -> VERCEL.client().projects().getProject("storefront").execute())
        .isInstanceOf(NotFoundException.class);
    assertThat(VERCEL.client().projects().getProject("storefront").execute().name())
        .isEqualTo("storefront");
  }

  @Test
  void responsesAreGivenInTheirOrder() {
    VERCEL.respond(Operation.GET_PROJECT, 500);
    VERCEL.respond(Operation.GET_PROJECT, 404);

    assertThatThrownBy(() -> VERCEL.client().projects().getProject("storefront").execute())
        .isInstanceOf(ServerException.class);
    assertThatThrownBy(() -> VERCEL.client().projects().getProject("storefront").execute())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void customResponseNeedNotBeInTheDocument() {
    VERCEL.respond(
        Operation.GET_PROJECT, 429, Map.of("Retry-After", "7", "Content-Type", "text/html"), "<p>");
    VERCEL.respond(Operation.GET_PROJECT, 200, NO_HEADERS, "{\"id\": \"prj_1\", \"name\": \"ä\"}");

    RateLimitException rejected =
        catchThrowableOfType(
            RateLimitException.class,
            () -> VERCEL.client().projects().getProject("storefront").execute());
    assertThat(rejected.body()).isEqualTo("<p>");
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(VERCEL.client().projects().getProject("storefront").execute().name()).isEqualTo("ä");
  }

  @Test
  void wrongRequestIsRejectedDespiteACustomResponse() throws Exception {
    VERCEL.respond(Operation.CREATE_PROJECT, 200, NO_HEADERS, "{\"id\": \"prj_1\"}");

    HttpResponse<String> response = post("/v11/projects", "{\"framework\": \"nextjs\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(VERCEL.calls().get(0).violations())
        .containsExactly("Request body must have required property 'name'");
  }

  @Test
  void unknownResponseIsRejectedWithTheKnownOnes() {
    assertThatThrownBy(() -> VERCEL.respond(Operation.GET_PROJECT, 418))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "getProject has no response 418 in the document, which has 200, 400, 401, .*; for any"
                + " other response, pass headers and body");
    assertThatThrownBy(() -> VERCEL.respond(Operation.GET_PROJECT, 403, "too_late"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "getProject has no example too_late for 403 in the document, which has .*disabled.*");
    assertThatThrownBy(() -> VERCEL.respond(Operation.GET_PROJECT, 200, "storefront"))
        .hasMessageEndingWith("which has no named ones: leave the name out");
  }

  @Test
  void responseThatHttpDoesNotAllowIsRejected() {
    assertThatThrownBy(() -> VERCEL.respond(Operation.DELETE_PROJECT, 204, NO_HEADERS, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A response 204 has no body");
    assertThatThrownBy(() -> VERCEL.respond(Operation.GET_PROJECT, 100, NO_HEADERS, ""))
        .hasMessageContaining("200 to 599");
    assertThatThrownBy(
            () -> VERCEL.respond(Operation.GET_PROJECT, 200, Map.of("content-length", "9"), "{}"))
        .hasMessageContaining("Content-Length follows from the body");
    assertThatThrownBy(
            () -> VERCEL.respond(Operation.GET_PROJECT, 200, Map.of("X-Two", "a\nb"), "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callIsRecorded() {
    VERCEL
        .client()
        .projects()
        .createProject(CreateProjectRequest.builder().name("acme shop").build())
        .execute();
    VERCEL
        .client()
        .projects()
        .getProjects(GetProjectsParameters.builder().search("a&b=ü").build())
        .execute();

    RecordedCall created = VERCEL.calls().get(0);
    assertThat(created.operation()).isEqualTo(Operation.CREATE_PROJECT);
    assertThat(created.method()).isEqualTo("POST");
    assertThat(created.path()).isEqualTo("/v11/projects");
    assertThat(created.json()).isEqualTo(JsonValue.of(Map.of("name", JsonValue.of("acme shop"))));
    assertThat(created.bytes()).asString().isEqualTo(created.body());
    assertThat(created.headers().get("content-type")).startsWith("application/json");
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.violations()).isEmpty();
    RecordedCall listed = VERCEL.calls(Operation.GET_PROJECTS).get(0);
    assertThat(listed.query("search")).isEqualTo("a&b=ü");
    assertThat(listed.query("until")).isNull();
    assertThat(listed.query())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "search",
                List.of("a&b=ü"),
                "teamId",
                List.of(String.valueOf(VERCEL.client().installation().teamId()))));
    assertThat(listed.body()).isEmpty();
    assertThat(VERCEL.calls()).hasSize(2);
  }

  @Test
  void recordedCallKnowsItsTokenAndDoesNotShowIt() {
    Installation other = Installation.of("canary-9f2c").withTeamId("team_1");
    vercel().forInstallation(other).projects().getProject("storefront").execute();

    RecordedCall call = VERCEL.calls().get(0);
    assertThat(call.isBy(other)).isTrue();
    assertThat(call.isBy(VERCEL.client().installation())).isFalse();
    assertThat(call.headers().get("Authorization")).isEqualTo("Bearer ***");
    assertThat(call.toString() + call.headers().toMultimap()).doesNotContain("canary");
    assertThat(call).hasToString("getProject (GET /v9/projects/{idOrName}) got 200");
  }

  @Test
  void callsOfAnyProgramAreRecorded() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(VERCEL.baseUrl() + "/v0/nothing?a=1")).build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    RecordedCall call = VERCEL.calls().get(0);
    assertThat(call.operation()).isNull();
    assertThat(call.query("a")).isEqualTo("1");
    assertThat(call.headers().get("Authorization")).isNull();
    assertThat(call.isBy(VERCEL.client().installation())).isFalse();
    assertThat(call).hasToString("GET /v0/nothing got 404");
  }

  @Test
  void mocksDoNotMixTheirCallsAndResponses() {
    SECOND.respond(Operation.GET_PROJECT, 404);

    VERCEL.client().projects().getProject("storefront").execute();

    assertThat(SECOND.baseUrl()).isNotEqualTo(VERCEL.baseUrl());
    assertThat(SECOND.calls()).isEmpty();
    assertThatThrownBy(() -> SECOND.client().projects().getProject("storefront").execute())
        .isInstanceOf(NotFoundException.class);
    assertThat(VERCEL.calls()).hasSize(1);
  }

  @RepeatedTest(2)
  void eachTestBeginsWithNoCalls() {
    assertThat(VERCEL.calls()).isEmpty();

    VERCEL.client().projects().getProjects().execute();

    assertThat(VERCEL.calls()).hasSize(1);
  }

  @Test
  void unusedResponseFailsTheTest() {
    VERCEL.respond(Operation.GET_PROJECT, 404, "not_found");
    VERCEL.client().projects().getProjects().execute();

    assertThatThrownBy(() -> VERCEL.afterEach(endOfTest(null)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "No call of getProject fetched the response 404 not_found; what was called:"
                + " [getProjects (GET /v10/projects) got 200]");
    assertThat(VERCEL.calls()).isEmpty();
  }

  @Test
  void failedTestKeepsItsReasonDespiteAnUnusedResponse() {
    VERCEL.respond(Operation.GET_PROJECT, 404);

    assertThatCode(() -> VERCEL.afterEach(endOfTest(new AssertionError("its reason"))))
        .doesNotThrowAnyException();
  }

  @Test
  void resetDropsCallsAndResponses() {
    VERCEL.respond(Operation.GET_PROJECT, 404);

    VERCEL.reset();

    assertThat(VERCEL.client().projects().getProject("storefront").execute()).isNotNull();
  }

  @Test
  void mockRunsOutsideOfJUnitUntilItIsClosed() {
    VercelMock mock = VercelMock.start();
    String baseUrl = mock.baseUrl();
    assertThat(mock.client().projects().getProjects().execute().projects()).isNotEmpty();

    mock.close();

    assertThatThrownBy(mock::baseUrl).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> get(baseUrl + "/v10/projects")).isInstanceOf(IOException.class);
  }

  /** So that the tests of one class may run side by side. */
  @Nested
  class InAFieldThatIsNotStatic {
    private static final Set<String> ADDRESSES = new HashSet<>();

    @RegisterExtension final VercelMock own = VercelMock.create();

    @RepeatedTest(2)
    void itIsTheMockOfOneTest() {
      assertThat(ADDRESSES.add(own.baseUrl())).isTrue();
      assertThat(own.client().projects().getProjects().execute().projects()).isNotEmpty();
      assertThat(VERCEL.calls()).isEmpty();
    }
  }

  private static VercelClient vercel() {
    return VercelClient.builder().baseUrl(VERCEL.baseUrl()).build();
  }

  private static CodeExchange code() {
    return CodeExchange.builder()
        .clientId("oac_1")
        .clientSecret("canary_secret")
        .code("canary_code")
        .redirectUri("https://integration.example.com/callback")
        .build();
  }

  /** What JUnit hands over at the end of a test. */
  private static ExtensionContext endOfTest(@Nullable Throwable failure) {
    return (ExtensionContext)
        Proxy.newProxyInstance(
            ExtensionContext.class.getClassLoader(),
            new Class<?>[] {ExtensionContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getExecutionException");
              return Optional.ofNullable(failure);
            });
  }

  /** As classes of tests do that share an application, which is started once. */
  abstract static class Inherited {
    @RegisterExtension static final VercelMock INHERITED = VercelMock.create();
    private static final Set<String> ADDRESSES = new HashSet<>();

    @Test
    void staticMockHasOneAddressForAllClasses() {
      ADDRESSES.add(INHERITED.baseUrl());

      INHERITED.client().user().getAuthUser().execute();

      assertThat(ADDRESSES).hasSize(1);
    }
  }

  @Nested
  class OneThatInherits extends Inherited {}

  @Nested
  class AnotherThatInherits extends Inherited {}

  private static void get(String url) throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
  }

  private static HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(VERCEL.baseUrl() + path))
                .header("Authorization", "Bearer token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
  }

  private static HttpResponse<String> exchange(String form)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(VERCEL.baseUrl() + "/v2/oauth/access_token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
  }
}
