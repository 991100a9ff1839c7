package io.github.vercel4j.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.testing.VercelMock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program of the README, run as it is. */
class QuickstartIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  private static final String TOKEN = "canary-token-9f2c";
  private static final String SECRET = "canary-secret-51d8";
  private static final String CODE = "canary-code-c37a";
  private static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_quickstart")
          .clientSecret(SECRET)
          .code(CODE)
          .redirectUri("https://integration.example.com/callback")
          .build();

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .addInterceptor(QuickstartIT::giveCanaryToken)
          .addNetworkInterceptor(this::record)
          .build();

  @Test
  void everyStepIsShownWithItsResult() {
    Quickstart.prepare(VERCEL);

    try (Console console = new Console()) {
      new Quickstart(http).welcome(EXCHANGE, VERCEL.baseUrl());

      assertThat(console.text())
          .containsSubsequence(
              "1. Exchanged the code for a token",
              "teamId=team_5BnWc8JfYt3GmZq1, configurationId=icfg_7Hs2LpQv9KdXr4Ut",
              "2. Found the team",
              "Hazel Labs",
              "3. Listed the configurations",
              "acme-metrics with [read:integration-configuration",
              "4. Listed the projects",
              "[storefront, handbook]",
              "5. Created an environment variable",
              "key=ACME_API_URL",
              "6. Was not permitted to list the deployments, and why",
              "forbidden",
              "MISSING_PERMISSION: getDeployments needs read:deployment");
    }
  }

  @Test
  void realTokenOnlyReads() {
    try (Console console = new Console()) {
      new Quickstart(http).readFrom(VERCEL.baseUrl(), TOKEN, "team_1");

      assertThat(console.text())
          .containsSubsequence(
              "1. Found the team",
              "2. Listed the configurations",
              "3. Listed the projects",
              "Left out: the exchange",
              "the environment variable");
      assertThat(sent).hasSize(3).allSatisfy(request -> assertThat(request).startsWith("GET "));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET_TEAM, 404, GET /v2/teams/{teamId}",
    "GET_PROJECTS, 403, GET /v10/projects",
    "CREATE_PROJECT_ENV, 409, POST /v10/projects/{idOrName}/env",
    "GET_DEPLOYMENTS, 200, did not reject"
  })
  void failsWhereAStepFails(Operation operation, int status, String message) {
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "team");
    VERCEL.respond(operation, status);

    try (Console console = new Console()) {
      assertThat(catchThrowable(() -> new Quickstart(http).welcome(EXCHANGE, VERCEL.baseUrl())))
          .as(console.text())
          .hasMessageContaining(message);
    }
  }

  @Test
  void outputHasNoTokenSecretOrCode() {
    Quickstart.prepare(VERCEL);

    try (Console console = new Console()) {
      new Quickstart(http).welcome(EXCHANGE, VERCEL.baseUrl());
      try (VercelClient vercel =
          VercelClient.builder().baseUrl(VERCEL.baseUrl()).httpClient(http).build()) {
        Installation installation = Installation.of(TOKEN).withTeamId("team_1");
        InstallationClient client = vercel.forInstallation(installation);
        System.out.println(List.of(EXCHANGE, vercel, installation, client, client.projects()));
        System.out.println(client.projects().getProjects());
        for (String status : List.of("401", "403", "404", "429", "500", "418")) {
          print(catchThrowable(() -> rejecting(status).exchangeCode(EXCHANGE)));
          print(
              catchThrowable(
                  () ->
                      rejecting(status)
                          .forInstallation(installation)
                          .projects()
                          .getProjects()
                          .execute()));
        }
        print(catchThrowable(() -> unreachable().exchangeCode(EXCHANGE)));
        print(catchThrowable(() -> Installation.of(TOKEN + "\n")));
      }

      // They were there to be printed
      assertThat(String.join("\n", sent)).contains("Bearer " + TOKEN, SECRET, CODE);
      assertThat(console.text())
          .contains("Exchanged the code", "VercelConnectionException", "got status 403")
          .doesNotContain(TOKEN, SECRET, CODE, "canary");
    }
  }

  private VercelClient rejecting(String status) {
    OkHttpClient rejecting =
        http.newBuilder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("Prefer", "code=" + status).build()))
            .build();
    return VercelClient.builder()
        .baseUrl(VERCEL.baseUrl())
        .httpClient(rejecting)
        .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
        .build();
  }

  private VercelClient unreachable() {
    return VercelClient.builder().baseUrl("http://127.0.0.1:1").httpClient(http).build();
  }

  private static void print(Throwable failure) {
    assertThat(failure).isNotNull();
    failure.printStackTrace();
  }

  private static Response giveCanaryToken(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (!chain.request().url().encodedPath().endsWith("/access_token")) {
      return response;
    }
    String body = response.body().string().replaceAll("vca_\\w+", TOKEN);
    return response
        .newBuilder()
        .body(ResponseBody.create(body, MediaType.get("application/json")))
        .build();
  }

  private Response record(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Buffer body = new Buffer();
    if (request.body() != null) {
      request.body().writeTo(body);
    }
    sent.add(
        request.method()
            + " "
            + request.url()
            + " "
            + request.headers().values("Authorization")
            + body.readUtf8());
    return chain.proceed(request);
  }
}
