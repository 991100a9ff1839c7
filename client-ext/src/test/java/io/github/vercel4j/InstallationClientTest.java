package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.ProjectsApi;
import io.github.vercel4j.api.UserApi;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.EdgeConfig;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationClientTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  /** What 10,000 installations take once they are called is in the benchmark. */
  @Test
  void tenThousandClientsNeedLittleMemoryAndNoThread() {
    VercelClient client = client();
    client.forInstallation(PERSONAL).projects();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    List<ProjectsApi> bound = new ArrayList<>(10_000);
    for (int i = 0; i < 10_000; i++) {
      bound.add(client.forInstallation(PERSONAL).projects());
    }

    assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated)
        .isLessThan(10_000 * 512);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches(".*(OkHttp|vercel4j).*"))
        .isSubsetOf(before);
    assertThat(bound).hasSize(10_000);
  }

  @Test
  void callCarriesTokenAndTeamOnce() {
    respond(200, "{\"projects\":[]}");

    as(TEAM).projects().getProjects().execute();

    RecordedRequest request = request();
    assertThat(request.getTarget()).isEqualTo("/v10/projects?teamId=team_7");
    assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
  }

  @Test
  void callOfAPersonalAccountNamesNoTeam() {
    respond(200, "{\"projects\":[]}");

    as(PERSONAL).projects().getProjects().execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects");
  }

  @Test
  void teamIsAddedBehindOtherParameters() {
    respond(200, "{\"projects\":[]}");

    as(TEAM.withTeamId("a&b"))
        .projects()
        .getProjects(GetProjectsParameters.builder().search("x y").build())
        .execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects?search=x%20y&teamId=a%26b");
  }

  @Test
  void callWithABodyNamesTheTeamToo() {
    respond(200, PROJECT);

    as(TEAM)
        .projects()
        .createProject(CreateProjectRequest.builder().name("shop").build())
        .execute();

    RecordedRequest request = request();
    assertThat(request.getRequestLine()).isEqualTo("POST /v11/projects?teamId=team_7 HTTP/1.1");
    assertThat(request.getHeaders().values("Content-Type")).containsExactly("application/json");
    assertThat(request.getBody().utf8()).isEqualTo("{\"name\":\"shop\"}");
  }

  @Test
  void sameTeamGivenByTheCallerIsSentOnce() {
    respond(200, "{\"projects\":[]}");

    as(TEAM).projects().getProjects(withTeam("team_7")).execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects?teamId=team_7");
  }

  @Test
  void otherTeamGivenByTheCallerIsRejectedNamingBoth() {
    ProjectsApi projects = as(TEAM).projects();

    assertThatThrownBy(() -> projects.getProjects(withTeam("team_8")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("team_7")
        .hasMessageContaining("team_8");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void teamGivenByTheCallerOfAPersonalAccountIsKept() {
    respond(200, "{\"projects\":[]}");

    as(PERSONAL).projects().getProjects(withTeam("team_8")).execute();

    assertThat(request().getTarget()).isEqualTo("/v10/projects?teamId=team_8");
  }

  private static GetProjectsParameters withTeam(String teamId) {
    return GetProjectsParameters.builder().parameter("teamId", teamId).build();
  }

  @Test
  void installationsOfOneClientDoNotMix() {
    VercelClient client = client();
    ProjectsApi one = client.forInstallation(TEAM).projects();
    ProjectsApi other = client.forInstallation(Installation.of("canary_other")).projects();
    respond(200, "{\"projects\":[]}");
    respond(200, "{\"projects\":[]}");

    var call = one.getProjects();
    other.getProjects().execute();
    call.execute();

    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer canary_other");
    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void pathParameterThatNamesNothingIsRejected(String value) {
    ProjectsApi projects = as(TEAM).projects();

    assertThatThrownBy(() -> projects.getProject(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The path parameter idOrName of getProject must name something, and it is \""
                + value
                + "\"");
  }

  @Test
  @NullUnmarked
  void pathParameterThatIsNullIsRejected() {
    assertThatThrownBy(() -> as(TEAM).projects().getProject(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idOrName of getProject must name something, and it is null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop\n", "sh\0op", "\u007f", "\u0085"})
  void pathParameterWithAControlCharacterIsRejected(String value) {
    ProjectsApi projects = as(TEAM).projects();

    assertThatThrownBy(() -> projects.getProject(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idOrName of getProject holds a control character at position");
  }

  @ParameterizedTest
  @ValueSource(strings = {"da39\r\nX-A: 1", "da39é", "da39\0"})
  void headerParameterThatCannotBeSentIsRejected(String value) {
    var deployments = as(TEAM).deployments();
    RequestBody body = RequestBody.create(new byte[0]);

    assertThatThrownBy(() -> deployments.uploadFile(body, value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"urls\":[]}"})
  void uploadSucceedsWithOrWithoutABody(String body) {
    respond(200, body);

    assertThat(
            as(TEAM)
                .deployments()
                .uploadFile(RequestBody.create(new byte[] {1}), "bf8b4530")
                .execute())
        .isNotNull();

    RecordedRequest request = request();
    assertThat(request.getTarget()).isEqualTo("/v2/files?teamId=team_7");
    assertThat(request.getHeaders().values("x-vercel-digest")).containsExactly("bf8b4530");
    assertThat(request.getHeaders().values("Content-Length")).containsExactly("1");
  }

  @Test
  void suppliedInstallationIsAskedForWithEachCall() {
    AtomicInteger asked = new AtomicInteger();
    VercelCall<?> call =
        client()
            .forInstallation(
                () -> {
                  int count = asked.incrementAndGet();
                  return Installation.of("canary_" + count).withTeamId("team_" + count);
                })
            .projects()
            .getProject("shop");
    assertThat(asked).hasValue(0);
    respond(200, PROJECT);
    respond(200, PROJECT);

    call.execute();
    call.executeAsync().join();

    RecordedRequest first = request();
    assertThat(first.getTarget()).isEqualTo("/v9/projects/shop?teamId=team_1");
    assertThat(first.getHeaders().values("Authorization")).containsExactly("Bearer canary_1");
    RecordedRequest second = request();
    assertThat(second.getTarget()).isEqualTo("/v9/projects/shop?teamId=team_2");
    assertThat(second.getHeaders().values("Authorization")).containsExactly("Bearer canary_2");
  }

  @Test
  void suppliedTokenIsMaskedInErrors() {
    respond(400, "{\"error\":{\"code\":\"x\",\"message\":\"Bad " + TOKEN + "\"}}");
    InstallationClient client = client().forInstallation(() -> TEAM);

    VercelApiException exception =
        failure(VercelApiException.class, () -> client.projects().getProject("shop").execute());

    assertThat(exception.body()).contains("Bad ***").doesNotContain(TOKEN);
    assertThat(client.toString()).doesNotContain(TOKEN);
  }

  @Test
  void exceptionOfTheSupplierIsThrown() {
    InstallationClient client =
        client()
            .forInstallation(
                () -> {
                  throw new IllegalStateException("The vault is sealed");
                });
    VercelCall<?> call = client.projects().getProject("shop");

    assertThatThrownBy(call::execute).hasMessage("The vault is sealed");
    assertThat(causeOf(call.executeAsync())).hasMessage("The vault is sealed");
  }

  @Test
  void otherTeamThanTheSuppliedOneIsRejectedWhenSent() {
    var call = client().forInstallation(() -> TEAM).projects().getProjects(withTeam("team_8"));

    assertThatThrownBy(call::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("team_7")
        .hasMessageContaining("team_8");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void callWithoutRequiredPermissionIsNotSent() {
    respond(200, PROJECT);
    ProjectsApi projects =
        as(TEAM).requiringPermissions(GrantedPermissions.of("read:project")).projects();
    var forbidden = projects.createProject(CreateProjectRequest.builder().name("shop").build());

    failure(MissingPermissionException.class, forbidden::execute);
    assertThat(causeOf(forbidden.executeAsync())).isInstanceOf(MissingPermissionException.class);
    assertThat(server.getRequestCount()).isZero();

    projects.getProject("shop").execute();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void permissionsAndOptionsApplyTogether() {
    respond(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"No\"}}");

    PermissionDeniedException exception =
        failure(
            PermissionDeniedException.class,
            () ->
                as(TEAM)
                    .withPermissions(GrantedPermissions.of("read:user"))
                    .with(CallOptions.defaults().withTeamSlug("acme"))
                    .projects()
                    .getProjects()
                    .execute());

    assertThat(request().getTarget()).isEqualTo("/v10/projects?slug=acme");
    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .contains(Explanation.Cause.MISSING_PERMISSION)
        .doesNotContain(Explanation.Cause.MISSING_TEAM_ID);
  }

  @Test
  void tooLargeResponseIsNotRead() throws Exception {
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).maxResponseBytes(10_000).build();
    Buffer zipped = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(zipped))) {
      sink.writeUtf8("{\"name\":\"" + "x".repeat(1_000_000) + "\"}");
    }
    assertThat(zipped.size()).isLessThan(10_000);
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding: gzip").body(zipped).build());

    VercelDecodingException failure =
        failure(
            VercelDecodingException.class,
            () -> client.forInstallation(TEAM).projects().getProject("shop").execute());

    assertThat(failure)
        .hasMessageContaining("has more than the 10000 bytes that maxResponseBytes allows");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void responseOfTheLargestSizeIsRead() {
    respond(200, PROJECT);
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).maxResponseBytes(PROJECT.length()).build();

    assertThat(client.forInstallation(TEAM).projects().getProject("shop").execute().name())
        .isEqualTo("shop");
  }

  @Test
  void tooLargeErrorResponseKeepsItsBeginning() {
    server.enqueue(new MockResponse.Builder().code(404).body("x".repeat(7 << 20)).build());

    NotFoundException exception =
        failure(NotFoundException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.body()).startsWith("xxx").hasSizeLessThan((5 << 20) + 10_000);
  }

  @Test
  @NullUnmarked
  void bodyThatIsNullIsRejected() {
    assertThatThrownBy(() -> as(TEAM).projects().createProject(null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathParameterIsOneSegmentWhateverItHolds() {
    respond(200, PROJECT);

    as(PERSONAL).projects().getProject("a/../b?c#d%2e e").execute();

    assertThat(request().getTarget()).isEqualTo("/v9/projects/a%2F..%2Fb%3Fc%23d%252e%20e");
  }

  @Test
  void everyGroupOfOperationsHasItsMethod() throws ReflectiveOperationException {
    InstallationClient client = as(TEAM);
    for (Operation operation : Operation.values()) {
      if (operation == Operation.EXCHANGE_CODE) {
        continue;
      }
      String name = camelCase(operation.tag());
      Method group = InstallationClient.class.getMethod(name);

      assertThat(group.invoke(client)).isInstanceOf(group.getReturnType());
      assertThat(group.getReturnType().getSimpleName()).isEqualToIgnoringCase(name + "Api");
    }
  }

  private static String camelCase(String tag) {
    StringBuilder name = new StringBuilder();
    for (String word : tag.split("-", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  @Test
  void groupsArePrintedAndComparedLikeOtherObjects() {
    UserApi user = as(TEAM).user();
    UserApi other = as(TEAM).user();

    assertThat(Set.of(user, other)).hasSize(2).contains(user, other);
    assertThat(user).hasToString("UserApi");
    assertThat(as(TEAM).toString()).contains("team_7").doesNotContain(TOKEN);
    assertThat(as(TEAM).installation()).isEqualTo(TEAM);
  }

  @Test
  void callCanBeExecutedTwice() {
    respond(200, "{\"id\":\"prj_1\"}");
    respond(200, "{\"id\":\"prj_2\"}");
    var call = as(TEAM).projects().getProject("shop");

    assertThat(call.operation()).isEqualTo(Operation.GET_PROJECT);
    assertThat(call.execute().id()).isEqualTo("prj_1");
    assertThat(call.execute().id()).isEqualTo("prj_2");
  }

  @Test
  void statusAndHeadersAreAtHand() {
    respond(203, PROJECT);

    var response = as(TEAM).projects().getProject("shop").executeWithResponse();

    assertThat(response.status()).isEqualTo(203);
    assertThat(response.headers().get("x-vercel-id")).isEqualTo("fra1::abc-1");
    assertThat(response.body().name()).isEqualTo("shop");
  }

  @Test
  void operationWithoutResponseIgnoresAnyBody() {
    server.enqueue(new MockResponse.Builder().code(204).build());
    respond(200, "{}");
    var call = as(TEAM).edgeConfig().deleteEdgeConfig("ecfg_1");

    assertThat(call.executeWithResponse().status()).isEqualTo(204);
    assertThat(call.executeWithResponse().status()).isEqualTo(200);
  }

  @Test
  void htmlPageIsRejectedEvenWhereNoBodyIsExpected() {
    respond(200, "<html>Login</html>");

    failure(
        VercelDecodingException.class,
        () -> as(TEAM).edgeConfig().deleteEdgeConfig("ecfg_1").execute());
  }

  @Test
  void listKeepsValidElementsAndIsImmutable() {
    respond(200, "[{\"id\":\"ecfg_1\"},7,null,{\"id\":\"ecfg_2\"}]");

    List<EdgeConfig> configs = as(TEAM).edgeConfig().getEdgeConfigs().execute();

    assertThat(configs).extracting(EdgeConfig::id).containsExactly("ecfg_1", "ecfg_2");
    assertThatThrownBy(() -> configs.remove(0)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void cacheOfTheGivenClientIsNotShared(@TempDir Path folder) {
    Cache cache = new Cache(new File(folder.toFile(), "http"), 1_000_000);
    VercelClient client = through(new OkHttpClient.Builder().cache(cache).build());
    for (int i = 1; i <= 2; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Cache-Control: public, max-age=60")
              .body("{\"id\":\"prj_" + i + "\"}")
              .build());
    }

    client.forInstallation(Installation.of("canary_1")).projects().getProject("shop").execute();

    assertThat(
            client
                .forInstallation(Installation.of("canary_2"))
                .projects()
                .getProject("shop")
                .execute()
                .id())
        .isEqualTo("prj_2");
  }

  /** A cookie is the account's whose token was sent with the request before. */
  @Test
  void cookiesOfTheGivenClientAreNotShared() {
    List<Cookie> saved = new ArrayList<>();
    CookieJar jar =
        new CookieJar() {
          @Override
          public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            saved.addAll(cookies);
          }

          @Override
          public List<Cookie> loadForRequest(HttpUrl url) {
            return List.of(
                new Cookie.Builder().name("session").value("9").domain(url.host()).build());
          }
        };
    VercelClient client = through(new OkHttpClient.Builder().cookieJar(jar).build());
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          new MockResponse.Builder().addHeader("Set-Cookie: session=1").body(PROJECT).build());
    }
    respond(200, "{\"access_token\":\"vca_canary_1\"}");

    client.forInstallation(TEAM).projects().getProject("shop").execute();
    client.forInstallation(PERSONAL).projects().getProject("shop").executeAsync().join();
    client.forInstallation(PERSONAL).request("POST", "/v1/things").call().execute();
    client.exchangeCode(EXCHANGE);

    for (int i = 0; i < 4; i++) {
      assertThat(request().getHeaders().get("Cookie")).isNull();
    }
    assertThat(saved).isEmpty();
  }

  @Test
  void connectionIsReleasedWhateverTheResponse() {
    ConnectionPool pool = new ConnectionPool();
    ProjectsApi projects =
        through(new OkHttpClient.Builder().connectionPool(pool).build())
            .forInstallation(TEAM)
            .projects();
    VercelCall<?> call = projects.getProject("shop");
    respond(200, PROJECT);
    respond(200, "{\"id\":");
    respond(200, "[]");
    respond(500, "{}");
    respond(403, "<html>");

    call.execute();
    failure(VercelDecodingException.class, call::execute);
    failure(VercelDecodingException.class, call::execute);
    failure(ServerException.class, call::execute);
    failure(PermissionDeniedException.class, call::execute);

    assertThat(pool.connectionCount()).isEqualTo(1);
    assertThat(pool.idleConnectionCount()).isEqualTo(1);
  }

  @Test
  void asynchronousCallCompletesWithTheResponse() throws Exception {
    respond(200, PROJECT);
    respond(200, PROJECT);
    var call = as(TEAM).projects().getProject("shop");

    assertThat(call.executeAsync().get(10, TimeUnit.SECONDS).name()).isEqualTo("shop");
    VercelResponse<?> response = call.executeWithResponseAsync().get(10, TimeUnit.SECONDS);

    assertThat(response.status()).isEqualTo(200);
    assertThat(request().getTarget()).isEqualTo("/v9/projects/shop?teamId=team_7");
  }

  @Test
  void asynchronousCallFailsAsTheBlockingOneDoes() {
    respond(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such project\"}}");
    respond(200, "<html>");
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    var call = as(TEAM).projects().getProject("shop");

    assertThat(causeOf(call.executeAsync())).isInstanceOf(NotFoundException.class);
    assertThat(causeOf(call.executeAsync())).isInstanceOf(VercelDecodingException.class);
    server.close();
    assertThat(causeOf(call.executeWithResponseAsync()))
        .isInstanceOf(VercelConnectionException.class);
  }

  private static @Nullable Throwable causeOf(CompletableFuture<?> future) {
    try {
      future.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("Completed");
  }

  @Test
  void cancellingTheFutureCancelsTheHttpCall() throws Exception {
    CountDownLatch canceled = new CountDownLatch(1);
    var call = stalledCall(canceled);

    assertThat(call.executeAsync().cancel(true)).isTrue();

    assertThat(canceled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void timeoutOfTheFutureCancelsTheHttpCall() throws Exception {
    CountDownLatch canceled = new CountDownLatch(1);
    CompletableFuture<?> future = stalledCall(canceled).executeWithResponseAsync();

    future.orTimeout(1, TimeUnit.MILLISECONDS);

    assertThat(canceled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private VercelCall<?> stalledCall(CountDownLatch canceled) {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    EventListener listener =
        new EventListener() {
          @Override
          public void canceled(Call call) {
            canceled.countDown();
          }
        };
    return through(new OkHttpClient.Builder().eventListener(listener).build())
        .forInstallation(TEAM)
        .projects()
        .getProject("shop");
  }

  private VercelClient through(OkHttpClient given) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .callOptions(ONCE)
        .httpClient(given)
        .build();
  }
}
