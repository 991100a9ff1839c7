package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.model.GetProjectsParameters;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest extends WithServer {
  private static final CallOptions OPTIONS = CallOptions.defaults();
  private static final String PROJECTS = "{\"projects\":[]}";

  @StartStop final MockWebServer elsewhere = new MockWebServer();

  @Test
  void headersAndParametersOfOptionsAreSentOnce() {
    respond(200, "{\"urls\":[]}");

    as(TEAM)
        .with(OPTIONS.withHeader("X-Trace", "1").withHeader("X-VERCEL-DIGEST", "other"))
        .with(OPTIONS.withHeader("x-trace", "2").withQueryParameter("experiment", "a b"))
        .deployments()
        .uploadFile(RequestBody.create(new byte[] {1}), "da39a3ee")
        .execute();

    RecordedRequest request = request();
    assertThat(request.getHeaders().values("x-trace")).containsExactly("2");
    assertThat(request.getHeaders().values("x-vercel-digest")).containsExactly("other");
    assertThat(request.getTarget()).isEqualTo("/v2/files?experiment=a%20b&teamId=team_7");
  }

  @Test
  void parameterOfTheCallItselfWins() {
    respond(200, PROJECTS);

    as(PERSONAL)
        .with(OPTIONS.withQueryParameter("search", "a").withQueryParameter("new", "b"))
        .projects()
        .getProjects(GetProjectsParameters.builder().search("shop").build())
        .execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects?search=shop&new=b");
  }

  @Test
  void optionsOfOneViewDoNotReachAnother() {
    respond(200, PROJECTS);
    InstallationClient client = as(TEAM);

    InstallationClient unused = client.with(OPTIONS.withHeader("X-Trace", "1").withoutTeam());
    client.projects().getProjects().execute();

    RecordedRequest request = request();
    assertThat(request.getHeaders().get("X-Trace")).isNull();
    assertThat(request.getTarget()).isEqualTo("/v10/projects?teamId=team_7");
  }

  @Test
  void headersMayHoldAllThatHttpAllows() {
    respond(200, PROJECTS);

    as(TEAM)
        .with(OPTIONS.withHeader("azAZ09!#$%&'*+-.^_`|~", "! \t~"))
        .projects()
        .getProjects()
        .execute();

    assertThat(request().getHeaders().get("azAZ09!#$%&'*+-.^_`|~")).isEqualTo("! \t~");
  }

  @Test
  void rejectedHeaderValueIsNamedByItsPosition() {
    assertThatThrownBy(() -> OPTIONS.withHeader("X-A", "ab\u007f"))
        .hasMessage("The value of the header X-A holds a control character at position 3");
    assertThatThrownBy(() -> OPTIONS.withHeader("X-A", "\u0080"))
        .hasMessage("The value of the header X-A holds a non-ASCII character at position 1");
  }

  @Test
  void clientOptionsApplyWhereACallHasNone() {
    respond(200, PROJECTS);
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(OPTIONS.withHeader("X-A", "client").withHeader("X-B", "client"))
            .build();

    client
        .forInstallation(TEAM)
        .with(OPTIONS.withHeader("X-A", "call"))
        .projects()
        .getProjects()
        .execute();

    RecordedRequest request = request();
    assertThat(request.getHeaders().values("X-A")).containsExactly("call");
    assertThat(request.getHeaders().values("X-B")).containsExactly("client");
  }

  @Test
  void exchangeTakesNoHeaderParameterOrTeamFromThem() {
    respond(200, "{\"access_token\":\"vca_canary_1\"}");

    VercelClient.builder()
        .baseUrl(server.url("/"))
        .callOptions(
            OPTIONS.withHeader("X-A", "1").withQueryParameter("a", "b").withTeamId("team_7"))
        .build()
        .exchangeCode(EXCHANGE);

    RecordedRequest request = request();
    assertThat(request.getTarget()).isEqualTo("/v2/oauth/access_token");
    assertThat(request.getHeaders().get("X-A")).isNull();
  }

  @Test
  void teamOfOptionsTakesThePlaceOfTheInstallations() {
    respond(200, PROJECTS);
    respond(200, PROJECTS);
    respond(200, PROJECTS);

    as(TEAM).with(OPTIONS.withTeamId("team_8")).projects().getProjects().execute();
    as(TEAM).with(OPTIONS.withTeamSlug("acme")).projects().getProjects().execute();
    as(TEAM).with(OPTIONS.withoutTeam()).projects().getProjects().execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects?teamId=team_8");
    assertThat(request().getTarget()).isEqualTo("/v10/projects?slug=acme");
    assertThat(request().getTarget()).isEqualTo("/v10/projects");
  }

  @Test
  void teamInAPersonalCallIsRejected() {
    var projects = as(TEAM).with(OPTIONS.withoutTeam()).projects();
    var parameters = GetProjectsParameters.builder().parameter("teamId", "team_7").build();

    assertThatThrownBy(() -> projects.getProjects(parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names the team team_7")
        .hasMessageContaining("a personal account");
  }

  @Test
  void redirectElsewhereCarriesNeitherSlugNorHeaders() throws Exception {
    server.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", elsewhere.url("/file")).build());
    elsewhere.enqueue(new MockResponse.Builder().body(PROJECTS).build());

    as(PERSONAL)
        .with(OPTIONS.withTeamSlug("acme").withHeader("X-Bypass", "canary"))
        .projects()
        .getProjects()
        .execute();

    RecordedRequest request = elsewhere.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/file");
    assertThat(request.getHeaders().get("X-Bypass")).isNull();
  }

  @Test
  void redirectWithinTheApiCarriesTheSlug() {
    server.enqueue(
        new MockResponse.Builder().code(307).addHeader("Location: /v10/moved?limit=1").build());
    respond(200, PROJECTS);

    as(PERSONAL).with(OPTIONS.withTeamSlug("acme")).projects().getProjects().execute();

    request();
    assertThat(request().getTarget()).isEqualTo("/v10/moved?limit=1&slug=acme");
  }

  @Test
  void timeoutEndsAnAttemptThatIsUnderWay() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    VercelConnectionException failure =
        failure(
            VercelConnectionException.class,
            () ->
                as(TEAM)
                    .with(OPTIONS.withTimeout(Duration.ofMillis(50)))
                    .projects()
                    .getProjects()
                    .execute());

    // A SocketTimeoutException would be the read timeout of OkHttp
    assertThat(failure).hasCauseExactlyInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void timeoutIsForAllAttemptsAndWaits() {
    FakeTimeSource timeSource = new FakeTimeSource();
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After: 2").build());
    }
    InstallationClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .timeSource(timeSource)
            .build()
            .forInstallation(TEAM);

    assertThatThrownBy(
            () ->
                client
                    .with(OPTIONS.withTimeout(Duration.ofSeconds(5)))
                    .projects()
                    .getProjects()
                    .execute())
        .hasMessageContaining("2000 ms, as the service asks, which is beyond the deadline of 5000");
    assertThat(timeSource.waits).hasSize(2);
  }

  @Test
  void laterAttemptsHaveWhatIsLeftOfTheTimeout() {
    FakeTimeSource timeSource = new FakeTimeSource();
    timeSource.pass(Duration.ofHours(1));
    List<Duration> left = new ArrayList<>();
    OkHttpClient slow =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  left.add(Duration.ofNanos(chain.call().timeout().timeoutNanos()));
                  timeSource.pass(Duration.ofSeconds(1));
                  return chain.proceed(chain.request());
                })
            .build();
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After: 2").build());
    respond(200, "{\"projects\":[]}");

    VercelClient.builder()
        .baseUrl(server.url("/"))
        .httpClient(slow)
        .timeSource(timeSource)
        .callOptions(OPTIONS.withTimeout(Duration.ofSeconds(10)))
        .build()
        .forInstallation(TEAM)
        .projects()
        .getProjects()
        .execute();

    assertThat(left).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(7));
  }

  @Test
  void longerTimeoutDoesNotExtendThatOfTheHttpClient() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE.withTimeout(Duration.ofDays(100_000_000)))
            .httpClient(new OkHttpClient.Builder().callTimeout(50, TimeUnit.MILLISECONDS).build())
            .build();

    assertThat(
            failure(
                VercelConnectionException.class,
                () -> client.forInstallation(TEAM).projects().getProjects().execute()))
        .hasCauseExactlyInstanceOf(InterruptedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "authorization",
        "Host",
        "Content-Length",
        "content-type",
        "Transfer-Encoding",
        "Accept-Encoding",
        "Connection",
        "Content-Encoding"
      })
  void headerThatTheClientSetsIsRejected(String name) {
    assertThatThrownBy(() -> OPTIONS.withHeader(name, "Bearer canary_s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("canary_s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X A", "X:A", "X\n", "Ä", "(x)"})
  void malformedHeaderNameIsRejected(String name) {
    assertThatThrownBy(() -> OPTIONS.withHeader(name, "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"canary_s\r\nX-B: 1", "canary_s\n", "canary_s\0", "canary_sé", "canary_s\u007f"})
  void invalidHeaderValueIsRejectedAndNotPrinted(String value) {
    assertThatThrownBy(() -> OPTIONS.withHeader("X-A", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header X-A")
        .hasMessageContaining("position 9")
        .hasMessageNotContaining("canary_s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"teamId", "slug", ""})
  void emptyOrTeamParameterIsRejected(String name) {
    assertThatThrownBy(() -> OPTIONS.withQueryParameter(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invalidValuesAreRejected() {
    assertThatThrownBy(() -> OPTIONS.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OPTIONS.withTeamId(" ")).hasMessageContaining("withoutTeam()");
    assertThatThrownBy(() -> OPTIONS.withTeamSlug("")).hasMessageContaining("withoutTeam()");
  }

  @Test
  void printingShowsNoValueOfHeadersAndParameters() {
    assertThat(
            OPTIONS
                .withHeader("X-A", "canary_s")
                .withQueryParameter("b", "canary_s")
                .withTeamSlug("acme")
                .toString())
        .contains("X-A", "b", "slug=acme")
        .doesNotContain("canary_s");
  }
}
