package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest extends WithServer {
  private static final Installation TOKEN_ALONE = Installation.of(TOKEN);
  private static final String FORBIDDEN =
      "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}";
  private static final String NOT_FOUND =
      "{\"error\":{\"code\":\"not_found\",\"message\":\"Unable to find project\"}}";

  private List<Explanation> explain(InstallationClient client, int status, String body) {
    return explain(client.projects().getProjects(), status, body);
  }

  private List<Explanation> explain(VercelCall<?> call, int status, String body) {
    respond(status, body);
    return failure(VercelApiException.class, call::execute).explanations();
  }

  private InstallationClient granted(String... permissions) {
    return as(TEAM).withPermissions(GrantedPermissions.of(permissions));
  }

  @Test
  void disabledConfigurationIsStatedByTheCode() {
    List<Explanation> why =
        explain(
            granted("read:user"),
            403,
            "{\"error\":{\"code\":\"integration_configuration_disabled\",\"message\":\"Off\"}}");

    assertThat(why)
        .containsExactly(
            Explanation.of(
                Cause.CONFIGURATION_DISABLED,
                "The response has the code integration_configuration_disabled.",
                "The owner of the account has to enable the integration again;"
                    + " the token stays valid."));
  }

  @Test
  void revokedTokenIsStatedByTheBody() {
    List<Explanation> why =
        explain(
            as(TOKEN_ALONE),
            403,
            """
            {"error":{"code":"forbidden","message":"Not authorized","invalidToken":true}}\
            """);

    assertThat(why)
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(tuple(Cause.INVALID_TOKEN, "The response says invalidToken."));
  }

  @Test
  void unauthorizedIsAnInvalidToken() {
    assertThat(explain(as(TEAM), 401, ""))
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(tuple(Cause.INVALID_TOKEN, "The response has status 401."));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void missingTokenIsStatedByTheBody(int status) {
    assertThat(
            explain(as(TEAM), status, "{\"error\":{\"code\":\"forbidden\",\"missingToken\":true}}"))
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_TOKEN);
  }

  @Test
  void samlIsStatedByTheBody() {
    List<Explanation> why =
        explain(
            as(TEAM),
            403,
            """
            {"error":{"code":"forbidden","message":"Use SAML for scope acme","saml":true,
             "teamId":"team_7","scope":"acme","enforced":true}}\
            """);

    assertThat(why)
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(tuple(Cause.SAML_ENFORCED, "The response says saml for acme."));
  }

  @Test
  void missingTeamIsStatedByTheCode() {
    assertThat(explain(as(PERSONAL), 400, "{\"error\":{\"code\":\"missing_team_param\"}}"))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_TEAM_ID,
                "The response has the code missing_team_param, and the call named no team.",
                "If a team installed the integration, give the Installation its teamId."));
  }

  @Test
  void missingTeamThatWasSentPointsToAProxy() {
    assertThat(explain(as(TEAM), 400, "{\"error\":{\"code\":\"missing_team_param\"}}"))
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo(Cause.MISSING_TEAM_ID);
              assertThat(why.evidence()).contains("although the call named the team team_7");
              assertThat(why.fix()).contains("proxy");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"team_unauthorized\"}}",
        "{\"status\":403,\"code\":\"not_authorized_for_scope\",\"message\":\"No\"}",
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"missing access to scope \\\"acme\\\"\"}}",
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not this scope\"}}"
      })
  void rejectedScopeIsAnotherOrAMissingTeam(String body) {
    assertThat(explain(as(TEAM), 403, body))
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(
            tuple(
                Cause.WRONG_TEAM,
                "The call named the team team_7, and the response rejects the team or scope."));
    assertThat(explain(as(PERSONAL), 403, body))
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(
            tuple(
                Cause.MISSING_TEAM_ID, "The call named no team, and the response speaks of one."));
  }

  @Test
  void scopeOfAPermissionIsNoTeam() {
    assertThat(
            explain(
                as(TEAM),
                403,
                """
                {"error":{"code":"forbidden","message":"Missing scope read:project"}}\
                """))
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_PERMISSION);
  }

  @ParameterizedTest
  @CsvSource({"403, forbidden", "404, not_found"})
  void missingPermissionOfKnownOnesIsNamed(int status, String code) {
    assertThat(
            explain(
                granted("read:user", "read-write:domain"),
                status,
                "{\"error\":{\"code\":\"" + code + "\"}}"))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_PERMISSION,
                "getProjects needs read:project; granted are [read:user, read-write:domain].",
                "Add read:project to the integration's scopes; every account that installed it"
                    + " has to confirm."));
  }

  @Test
  void alternativePermissionsAreListed() {
    respond(403, FORBIDDEN);

    var exception =
        failure(
            PermissionDeniedException.class,
            () -> granted("read:user").projects().filterProjectEnvs("shop").execute());

    assertThat(exception)
        .hasMessageContaining(
            "needs read-write:project-env-vars or read-write:global-project-env-vars;");
  }

  @Test
  void grantedPermissionIsNotNamed() {
    assertThat(explain(granted("read-write:project"), 403, FORBIDDEN)).isEmpty();
    assertThat(explain(granted("read-write:project"), 404, NOT_FOUND)).isEmpty();
  }

  @Test
  void unknownPermissionsMayLackOne() {
    assertThat(explain(as(TEAM), 403, FORBIDDEN))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_PERMISSION,
                "getProjects needs read:project, and the response rejects the call without blaming"
                    + " the token; what was granted is not known here.",
                "Compare with the scopes of the installation's configuration; withPermissions(…) makes"
                    + " it certain, and diagnose() asks for them."));
  }

  @Test
  void actionAndResourceOfTheBodyAreEvidence() {
    assertThat(
            explain(
                as(TEAM),
                403,
                "{\"error\":{\"code\":\"x\",\"action\":\"list\",\"resource\":\"project\"}}"))
        .extracting(Explanation::evidence)
        .singleElement()
        .asString()
        .contains("without blaming the token, action list, resource project;");
  }

  @Test
  void unknownErrorIsNotExplained() {
    assertThat(explain(as(TEAM), 403, "{\"error\":{\"code\":\"plan_too_small\"}}")).isEmpty();
    assertThat(explain(as(TEAM), 403, "<html>Blocked</html>")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403, plan_too_small", "404, not_found"})
  void tokenAloneMayLackItsTeam(int status, String code) {
    assertThat(explain(as(TOKEN_ALONE), status, "{\"error\":{\"code\":\"" + code + "\"}}"))
        .extracting(Explanation::cause, Explanation::evidence)
        .containsExactly(
            tuple(
                Cause.MISSING_TEAM_ID,
                "The call named no team, and the installation does not say that it has none."));
  }

  @Test
  void certainCauseComesBeforePossibleCause() {
    InstallationClient client = as(TOKEN_ALONE).withPermissions(GrantedPermissions.of("read:user"));

    assertThat(explain(client, 403, FORBIDDEN))
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_PERMISSION, Cause.MISSING_TEAM_ID);
  }

  @Test
  void personalAccountLacksNoTeam() {
    assertThat(explain(as(PERSONAL), 404, NOT_FOUND)).isEmpty();
  }

  @Test
  void operationWithoutATeamLacksNone() {
    assertThat(explain(as(TOKEN_ALONE).user().getAuthUser(), 404, NOT_FOUND)).isEmpty();
  }

  @Test
  void unknownResourceOfATeamIsNotExplained() {
    assertThat(explain(as(TEAM), 404, NOT_FOUND)).isEmpty();
    assertThat(explain(as(TEAM), 404, FORBIDDEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 409, 429, 500})
  void otherStatusesAreNotExplained(int status) {
    assertThat(explain(as(TOKEN_ALONE), status, FORBIDDEN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"scope, acme", "teamId, team_9"})
  void teamInTheResponseIsNamed(String key, String team) {
    String body = "{\"error\":{\"code\":\"forbidden\",\"" + key + "\":\"" + team + "\"}}";

    assertThat(explain(as(TEAM), 403, body))
        .extracting(Explanation::evidence)
        .containsExactly(
            "The call named the team team_7, and the response rejects the team or scope "
                + team
                + ".");
    assertThat(explain(as(PERSONAL), 403, body))
        .extracting(Explanation::evidence)
        .containsExactly(
            "The call named no team, and the response speaks of one called " + team + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "403, plan_too_small, 'The call named no team'",
    "404, not_found, 'The call named no team'",
    "403, team_unauthorized, 'The call named no team, and the response speaks of one'",
    "400, missing_team_param,"
        + " 'The response has the code missing_team_param, and the call named no team'"
  })
  void callWithoutTheInstallationsTeamLacksIt(int status, String code, String evidence) {
    InstallationClient personally = as(TEAM).with(CallOptions.defaults().withoutTeam());

    assertThat(explain(personally, status, "{\"error\":{\"code\":\"" + code + "\"}}"))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_TEAM_ID,
                evidence + ", although the installation is one of the team team_7.",
                "Make the call without withoutTeam(); where that is not used, look for what drops"
                    + " the query, such as an interceptor of the HTTP client."));
  }

  @Test
  void teamDroppedByAnInterceptorIsMissing() {
    InstallationClient client =
        through(
            request ->
                request
                    .newBuilder()
                    .url(request.url().newBuilder().removeAllQueryParameters("teamId").build())
                    .build());

    assertThat(explain(client, 404, NOT_FOUND))
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_TEAM_ID);
  }

  private InstallationClient through(UnaryOperator<Request> interceptor) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(chain -> chain.proceed(interceptor.apply(chain.request())))
            .build();
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .callOptions(ONCE)
        .httpClient(http)
        .build()
        .forInstallation(TEAM);
  }

  @ParameterizedTest
  @CsvSource({"403, plan_too_small", "404, not_found"})
  void otherTeamThanTheInstallationsIsWrong(int status, String code) {
    String body = "{\"error\":{\"code\":\"" + code + "\"}}";
    InstallationClient client = as(TEAM).with(CallOptions.defaults().withTeamId("team_9"));
    Explanation expected =
        Explanation.of(
            Cause.WRONG_TEAM,
            "The call named the team team_9, and the installation is one of the team team_7.",
            "Name the team team_7, the only one that the token reaches.");

    assertThat(explain(client, status, body)).containsExactly(expected);
    assertThat(explain(as(TEAM).teams().getTeam("team_9"), status, body)).containsExactly(expected);
  }

  @Test
  void slugIsNotComparedWithAnId() {
    InstallationClient client = as(TEAM).with(CallOptions.defaults().withTeamSlug("acme"));

    assertThat(explain(client, 404, NOT_FOUND)).isEmpty();
    assertThat(explain(as(TEAM).teams().getTeam("acme"), 404, NOT_FOUND)).isEmpty();
  }

  @Test
  void rejectedTeamIsComparedWithTheInstallations() {
    assertThat(
            explain(
                as(TEAM).with(CallOptions.defaults().withTeamId("team_9")),
                403,
                "{\"error\":{\"code\":\"team_unauthorized\"}}"))
        .extracting(Explanation::evidence)
        .containsExactly(
            "The call named the team team_9, and the response rejects the team or scope;"
                + " the installation is one of the team team_7.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {}"
            + " | The response has status 401, and the request had no header Authorization any more"
            + " when it was sent.",
        "403 | {\"error\":{\"code\":\"forbidden\"}}"
            + " | The response has status 403, and the request had no header Authorization any more"
            + " when it was sent.",
        "403 | {\"error\":{\"missingToken\":true}}"
            + " | The response says missingToken, and the request had no header Authorization any more"
            + " when it was sent."
      })
  void tokenDroppedByAnInterceptorIsMissing(int status, String body, String evidence) {
    InstallationClient client =
        through(request -> request.newBuilder().removeHeader("Authorization").build());

    assertThat(explain(client, status, body))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_TOKEN,
                evidence,
                "Look for a proxy or interceptor that drops the header Authorization."));
  }

  @ParameterizedTest
  @CsvSource({"401, false, has status 401", "403, true, says invalidToken"})
  void tokenReplacedByAnInterceptorIsNamed(int status, boolean flag, String evidence) {
    InstallationClient client =
        through(request -> request.newBuilder().header("Authorization", "Bearer other").build());

    assertThat(explain(client, status, "{\"error\":{\"invalidToken\":" + flag + "}}"))
        .containsExactly(
            Explanation.of(
                Cause.INVALID_TOKEN,
                "The response "
                    + evidence
                    + ", and the token that was sent is not the installation's.",
                "Look for an interceptor of the HTTP client that sets the header Authorization."));
  }

  @Test
  void responseOfAnotherHostIsARedirection() {
    server.enqueue(
        new MockResponse.Builder()
            .code(307)
            .addHeader("location", server.url("/x").newBuilder().host("127.0.0.1").build())
            .build());

    assertThat(explain(granted("read:user"), 403, FORBIDDEN))
        .containsExactly(
            Explanation.of(
                Cause.REDIRECTED,
                "The request went to http://127.0.0.1:"
                    + server.getPort()
                    + " in the end, not to http://"
                    + server.getHostName()
                    + ":"
                    + server.getPort()
                    + ", and without the token.",
                "Check the base URL, and whether a redirect or an interceptor leads away from"
                    + " Vercel."));
  }

  /** A token is left behind at another port or scheme, too. */
  @Test
  void responseOfAnotherPortIsARedirection() throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      other.enqueue(new MockResponse.Builder().code(401).body(FORBIDDEN).build());
      server.enqueue(
          new MockResponse.Builder()
              .code(307)
              .addHeader("location", server.url("/x").newBuilder().port(other.getPort()).build())
              .build());

      assertThat(explain(granted("read:user"), 403, FORBIDDEN))
          .extracting(Explanation::cause)
          .containsExactly(Cause.REDIRECTED);
    }
  }

  @Test
  void permissionAsScopeOfAResponseIsNoTeam() {
    assertThat(
            explain(as(PERSONAL), 403, "{\"error\":{\"code\":\"x\",\"scope\":\"read:project\"}}"))
        .extracting(Explanation::cause)
        .doesNotContain(Cause.MISSING_TEAM_ID, Cause.WRONG_TEAM);
  }

  @Test
  void missingPermissionNamesActionAndResource() {
    assertThat(
            explain(
                granted("read:user"),
                403,
                "{\"error\":{\"code\":\"x\",\"action\":\"list\",\"resource\":\"project\"}}"))
        .extracting(Explanation::evidence)
        .containsExactly(
            "getProjects needs read:project, and the response denies action list, resource project;"
                + " granted are [read:user].");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"action\":\"list\",\"resource\":\"project\"', 'action list, resource project'",
    "'\"resource\":\"project\"', 'resource project'"
  })
  void deniedActionDespitePermissionsIsNamed(String details, String named) {
    assertThat(
            explain(
                granted("read:project"),
                403,
                "{\"error\":{\"code\":\"forbidden\"," + details + "}}"))
        .containsExactly(
            Explanation.of(
                Cause.ACTION_DENIED,
                "The response denies " + named + ", although granted are [read:project].",
                "The permissions may have changed: diagnose() asks for the configuration; else ask the"
                    + " owner of the account what their plan and role allow."));
  }

  @Test
  void causesAreOrderedByTheirEvidence() {
    InstallationClient client =
        granted("read:user").with(CallOptions.defaults().withTeamId("team_9"));

    assertThat(
            explain(
                client,
                403,
                "{\"error\":{\"code\":\"forbidden\",\"scope\":\"acme\",\"action\":\"list\"}}"))
        .extracting(Explanation::cause)
        .containsExactly(Cause.WRONG_TEAM, Cause.MISSING_PERMISSION);
    assertThat(explain(client, 403, "{\"error\":{\"code\":\"forbidden\",\"invalidToken\":true}}"))
        .extracting(Explanation::cause)
        .containsExactly(Cause.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void nothingIsClaimedWithoutEvidence(int status) {
    InstallationClient client = granted("read-write:project");
    for (String body :
        List.of(
            "",
            "<html>",
            "[]",
            FORBIDDEN,
            NOT_FOUND,
            "{\"error\":{\"code\":\"plan_too_small\",\"message\":\"Upgrade\"}}",
            "{\"error\":{\"code\":\"forbidden\",\"invalidToken\":false,\"saml\":false}}",
            "{\"error\":{\"code\":\"forbidden\",\"saml\":\"true\"}}",
            "{\"error\":{\"code\":\"forbidden\",\"message\":\"read:project is not enough\"}}")) {
      assertThat(explain(client.projects().getProject("shop"), status, body)).as(body).isEmpty();
    }
  }

  private List<Explanation> explainExchange(int status, String body) {
    respond(status, body);
    return failure(VercelApiException.class, () -> client().exchangeCode(EXCHANGE)).explanations();
  }

  @Test
  void rejectedCodeExplainsTheRulesOfCodes() {
    assertThat(explainExchange(400, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}"))
        .containsExactly(
            Explanation.of(
                Cause.INVALID_GRANT,
                "The response has the code invalid_grant.",
                "A code lives for 30 minutes, can be exchanged once, and only with a redirect_uri"
                    + " equal to the redirect URL in the Integrations Console; compare the two, and"
                    + " have the integration installed again for a new code."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid grant: authorization code is invalid",
        "The authorization code has expired",
        "redirect_uri does not match",
        "Wrong redirect URL"
      })
  void messageAboutTheCodeIsEvidenceAsWell(String message) {
    for (String body :
        List.of(
            "{\"error\":{\"code\":\"bad_request\",\"message\":\"" + message + "\"}}",
            "{\"error\":\"x\",\"error_description\":\"" + message + "\"}")) {
      assertThat(explainExchange(400, body))
          .extracting(Explanation::cause, Explanation::evidence)
          .containsExactly(
              tuple(
                  Cause.INVALID_GRANT,
                  "The response's message speaks of the code or the redirect URI."));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"invalid_client\"} | The response has the code invalid_client.",
        "{\"error\":{\"code\":\"not_found\",\"message\":\"OAuth client not found: oac_1\"}}"
            + " | The response has the code not_found, and its message speaks of the client."
      })
  void unknownClientDiffersFromABadCode(String body, String evidence) {
    assertThat(explainExchange(404, body))
        .containsExactly(
            Explanation.of(
                Cause.INVALID_CLIENT,
                evidence,
                "Compare client id and client secret with the integration's in the Integrations"
                    + " Console."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>invalid_grant</html>",
        "{\"error\":{\"code\":\"not_found\",\"message\":\"Not found\"}}",
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}",
        "{\"error\":{\"code\":\"rate_limited\",\"message\":\"Too many codes\"}}"
      })
  void otherErrorOfAnExchangeIsNotExplained(String body) {
    assertThat(explainExchange(400, body)).isEmpty();
  }

  @Test
  void messageOfTheExceptionListsTheCauses() {
    respond(404, NOT_FOUND);

    var exception =
        failure(
            NotFoundException.class, () -> as(TOKEN_ALONE).projects().getProject("x").execute());

    assertThat(exception)
        .hasMessage(
            """
            getProject (GET /v9/projects/{idOrName}) got status 404 not_found: Unable to find \
            project (request id fra1::abc-1)
            - MISSING_TEAM_ID: The call named no team, and the installation does not say that it \
            has none. If a team installed the integration, give the Installation its teamId.\
            """);
  }
}
