package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest extends WithServer {
  private static final String FORBIDDEN =
      "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}";
  private static final String NOT_FOUND = "{\"error\":{\"code\":\"not_found\"}}";
  private static final String ALL =
      "\"teamId\":\"team_7\",\"projectSelection\":\"all\",\"scopes\":[\"read-write:project\"]";

  /**
   * Responds to the call with an error, and to the next one with a configuration of these members.
   */
  private List<Explanation> diagnose(
      InstallationClient client, VercelCall<?> call, int status, String body, String members) {
    VercelApiException exception = errorResponse(call, status, body);
    respond(200, "{\"id\":\"icfg_1\"," + members + "}");
    return client.diagnose(exception);
  }

  private VercelApiException errorResponse(VercelCall<?> call, int status, String body) {
    respond(status, body);
    return failure(VercelApiException.class, call::execute);
  }

  private List<Explanation> diagnoseProject(String idOrName, String members) {
    InstallationClient client = as(TEAM);
    return diagnose(client, client.projects().getProject(idOrName), 404, NOT_FOUND, members);
  }

  @Test
  void permissionThatTheConfigurationLacksIsNamed() {
    InstallationClient client = as(TEAM);
    List<Explanation> why =
        diagnose(
            client,
            client.projects().getProjects(),
            403,
            FORBIDDEN,
            "\"teamId\":\"team_7\",\"scopes\":[\"read:user\",\"read-write:domain\"]");

    assertThat(why)
        .containsExactly(
            Explanation.of(
                Cause.MISSING_PERMISSION,
                "getProjects needs read:project; the configuration icfg_1 has"
                    + " [read:user, read-write:domain].",
                "Add read:project to the integration's scopes; every account that installed it has"
                    + " to confirm."));
    request();
    RecordedRequest asked = request();
    assertThat(asked.getTarget()).isEqualTo("/v1/integrations/configuration/icfg_1?teamId=team_7");
    assertThat(asked.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void permissionThatTheConfigurationHasIsNoLongerNamed() {
    InstallationClient unknown = as(TEAM);
    InstallationClient stale = as(TEAM).withPermissions(GrantedPermissions.of("read:user"));

    for (InstallationClient client : List.of(unknown, stale)) {
      assertThat(diagnose(client, client.projects().getProjects(), 403, FORBIDDEN, ALL)).isEmpty();
    }
  }

  @Test
  void configurationWithoutScopesLeavesTheKnownPermissions() {
    InstallationClient client = as(TEAM).withPermissions(GrantedPermissions.of("read:user"));

    assertThat(
            diagnose(
                client, client.projects().getProjects(), 403, FORBIDDEN, "\"teamId\":\"team_7\""))
        .extracting(Explanation::evidence)
        .containsExactly("getProjects needs read:project; granted are [read:user].");
  }

  @Test
  void projectThatIsNotSelectedIsNamed() {
    List<Explanation> why =
        diagnoseProject(
            "prj_9", "\"projectSelection\":\"selected\",\"projects\":[\"prj_1\",\"prj_2\"]");

    assertThat(why)
        .containsExactly(
            Explanation.of(
                Cause.PROJECT_NOT_SELECTED,
                "The call is about the project prj_9, and the configuration icfg_1 reaches selected"
                    + " ones only: prj_1, prj_2.",
                "Somebody with access to the installation's page in Vercel's dashboard has to add"
                    + " the project there."));
  }

  @Test
  void projectNameMayBelongToASelectedId() {
    assertThat(
            diagnoseProject("shop", "\"projectSelection\":\"selected\",\"projects\":[\"prj_1\"]"))
        .extracting(Explanation::evidence)
        .containsExactly(
            "The call is about the project shop, and the configuration icfg_1 reaches selected ones"
                + " only: prj_1; these are ids, so it may be one of them.");
  }

  @Test
  void projectInTheQueryIsLookedForAsWell() {
    InstallationClient client =
        as(TEAM).with(CallOptions.defaults().withQueryParameter("projectId", "prj_9"));

    assertThat(
            diagnose(
                client,
                client.deployments().getDeployments(),
                403,
                NOT_FOUND,
                "\"projectSelection\":\"selected\",\"projects\":[]"))
        .extracting(Explanation::evidence)
        .containsExactly(
            "The call is about the project prj_9, and the configuration icfg_1 reaches selected"
                + " ones only: none.");
  }

  @ParameterizedTest
  @CsvSource({"10, 'prj_i, prj_j.'", "12, 'prj_i, prj_j and 2 more.'"})
  void firstTenSelectedProjectsAreShown(int count, String end) {
    String projects =
        IntStream.range(0, count)
            .mapToObj(i -> "\"prj_" + (char) ('a' + i) + "\"")
            .collect(Collectors.joining(","));

    assertThat(
            diagnoseProject(
                "prj_9", "\"projectSelection\":\"selected\",\"projects\":[" + projects + "]"))
        .extracting(Explanation::evidence)
        .singleElement()
        .asString()
        .endsWith(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"projectSelection\":\"selected\",\"projects\":[\"prj_1\",\"prj_9\"]",
        "\"projectSelection\":\"selected\"",
        "\"projectSelection\":\"all\",\"projects\":[]",
        "\"projectSelection\":\"newest\",\"projects\":[]",
        "\"projects\":[]",
        "\"teamId\":null,\"scopes\":null,\"deletedAt\":null"
      })
  void nothingIsClaimedWithoutEvidence(String members) {
    assertThat(diagnoseProject("prj_9", members)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, forbidden, 'The call named no team'",
    "400, missing_team_param,"
        + " 'The response has the code missing_team_param, and the call named no team'"
  })
  void teamOfTheConfigurationIsNamed(int status, String code, String evidence) {
    InstallationClient client = as(Installation.of(TOKEN).withConfigurationId("icfg_1"));
    String body = "{\"error\":{\"code\":\"" + code + "\"}}";

    assertThat(diagnose(client, client.projects().getProjects(), status, body, ALL))
        .containsExactly(
            Explanation.of(
                Cause.MISSING_TEAM_ID,
                evidence + "; the configuration icfg_1 is one of the team team_7.",
                "Give the Installation the teamId team_7."));
  }

  @Test
  void otherTeamThanTheConfigurationsIsNamed() {
    InstallationClient client = as(PERSONAL.withTeamId("team_9"));

    assertThat(diagnose(client, client.projects().getProjects(), 404, NOT_FOUND, ALL))
        .containsExactly(
            Explanation.of(
                Cause.WRONG_TEAM,
                "The call named the team team_9, and the configuration icfg_1 is one of the team"
                    + " team_7.",
                "Name the team team_7, the only one that the token reaches."));
  }

  @Test
  void teamInACallOfAPersonalAccountIsNamed() {
    InstallationClient client = as(TEAM);

    assertThat(
            diagnose(
                client,
                client.projects().getProjects(),
                404,
                NOT_FOUND,
                "\"teamId\":null,\"ownerId\":\"usr_1\",\"userId\":\"usr_1\""))
        .containsExactly(
            Explanation.of(
                Cause.WRONG_TEAM,
                "The call named the team team_7, and the configuration icfg_1 is one of a personal"
                    + " account.",
                "Make the call without a team."));
  }

  @Test
  void personalAccountLacksNoTeam() {
    InstallationClient client = as(Installation.of(TOKEN).withConfigurationId("icfg_1"));

    assertThat(
            diagnose(
                client,
                client.projects().getProjects(),
                404,
                NOT_FOUND,
                "\"ownerId\":\"usr_1\",\"userId\":\"usr_1\""))
        .isEmpty();
  }

  @Test
  void deniedActionDespitePermissionsIsNamed() {
    InstallationClient client = as(TEAM);

    assertThat(
            diagnose(
                client,
                client.projects().getProjects(),
                403,
                "{\"error\":{\"code\":\"forbidden\",\"action\":\"list\"}}",
                ALL))
        .containsExactly(
            Explanation.of(
                Cause.ACTION_DENIED,
                "The response denies action list, although the configuration icfg_1 has"
                    + " [read-write:project].",
                "The plan or the role of the user who installed the integration may not allow it:"
                    + " ask the owner of the account, and Vercel's support with the request id."));
  }

  @Test
  void disabledConfigurationIsTheCause() {
    assertThat(
            diagnoseProject(
                "prj_9", "\"disabledAt\":1761523200000,\"disabledReason\":\"disabled-by-owner\""))
        .containsExactly(
            Explanation.of(
                Cause.CONFIGURATION_DISABLED,
                "The configuration icfg_1 is disabled since 2025-10-27T00:00:00Z, with the reason"
                    + " disabled-by-owner.",
                "The owner of the account has to enable the integration again; the token stays"
                    + " valid."));
  }

  @Test
  void removedConfigurationMeansAnInvalidToken() {
    assertThat(diagnoseProject("prj_9", "\"deletedAt\":1761523200000"))
        .extracting(Explanation::cause)
        .containsExactly(Cause.INVALID_TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | {\"error\":{\"code\":\"integration_configuration_disabled\"}}",
        "403 | {\"error\":{\"code\":\"forbidden\",\"invalidToken\":true}}",
        "403 | {\"error\":{\"code\":\"forbidden\",\"missingToken\":true}}",
        "403 | {\"error\":{\"code\":\"forbidden\",\"saml\":true}}",
        "401 | {}",
        "400 | {\"error\":{\"code\":\"bad_request\"}}",
        "429 | {\"error\":{\"code\":\"rate_limited\"}}",
        "500 | {}"
      })
  void certainCauseSendsNoFurtherCall(int status, String body) {
    InstallationClient client = as(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), status, body);

    assertThat(client.diagnose(exception)).isEqualTo(exception.explanations());
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void exchangeErrorSendsNoFurtherCall() {
    respond(404, NOT_FOUND);
    VercelApiException exception =
        failure(VercelApiException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(as(TEAM).diagnose(exception)).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void optionsAndPermissionsOfOtherCallsAreNotUsed() {
    InstallationClient client =
        as(TEAM)
            .requiringPermissions(GrantedPermissions.of("read:project"))
            .with(
                CallOptions.defaults()
                    .withoutTeam()
                    .withQueryParameter("a", "b")
                    .withHeader("x-trace", "t"));
    diagnose(client, client.projects().getProjects(), 404, NOT_FOUND, ALL);

    request();
    RecordedRequest asked = request();
    assertThat(asked.getTarget()).isEqualTo("/v1/integrations/configuration/icfg_1?teamId=team_7");
    assertThat(asked.getHeaders().get("x-trace")).isEqualTo("t");
  }

  @Test
  void errorResponseToTheDiagnosisLeavesTheCauseOpen() {
    InstallationClient client = as(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), 403, FORBIDDEN);
    respond(403, FORBIDDEN);

    assertThat(client.diagnose(exception))
        .startsWith(exception.explanations().get(0))
        .hasSize(2)
        .last()
        .isEqualTo(
            Explanation.of(
                Cause.UNDETERMINED,
                "The configuration could not be had: getConfiguration"
                    + " (GET /v1/integrations/configuration/{id}) got status 403 forbidden:"
                    + " Not authorized (request id fra1::abc-1).",
                "To ask for it needs read:integration-configuration; its page in Vercel's dashboard"
                    + " shows permissions and projects as well."));
  }

  @ParameterizedTest
  @CsvSource({
    "integration_configuration_disabled, false, CONFIGURATION_DISABLED",
    "forbidden, true, INVALID_TOKEN"
  })
  void errorResponseToTheDiagnosisCanNameTheCause(String code, boolean invalidToken, Cause cause) {
    InstallationClient client = as(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), 403, FORBIDDEN);
    respond(403, "{\"error\":{\"code\":\"" + code + "\",\"invalidToken\":" + invalidToken + "}}");

    assertThat(client.diagnose(exception))
        .first()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo(cause);
              assertThat(why.evidence())
                  .startsWith("The call for the configuration got an error response as well. The ");
            });
  }

  @Test
  void connectionFailureOfTheDiagnosisIsNotThrown() {
    InstallationClient client = as(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), 404, NOT_FOUND);
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThat(client.diagnose(exception))
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.cause()).isEqualTo(Cause.UNDETERMINED);
              assertThat(why.evidence()).contains("getConfiguration", "got no response");
            });
  }

  @Test
  void unreadableConfigurationIsNotThrown() {
    InstallationClient client = as(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), 404, NOT_FOUND);
    respond(200, "<html>");

    assertThat(client.diagnose(exception))
        .extracting(Explanation::cause)
        .containsExactly(Cause.UNDETERMINED);
  }

  @Test
  void exceptionOfADriftListenerIsNotThrown() {
    InstallationClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .driftListener(DriftListener.strict())
            .build()
            .forInstallation(TEAM);
    VercelApiException exception = errorResponse(client.projects().getProjects(), 404, NOT_FOUND);
    respond(200, "{\"unheard\":1}");

    assertThat(client.diagnose(exception))
        .extracting(Explanation::cause)
        .containsExactly(Cause.UNDETERMINED);
  }

  @Test
  void installationWithoutConfigurationIdSaysSo() {
    InstallationClient client = as(Installation.of(TOKEN).withTeamId("team_7"));
    VercelApiException exception = errorResponse(client.projects().getProjects(), 404, NOT_FOUND);

    assertThat(client.diagnose(exception))
        .containsExactly(
            Explanation.of(
                Cause.UNDETERMINED,
                "The installation does not say which configuration is its own.",
                "Give the Installation its configurationId, which the exchange returned."));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void exceptionOfTheSupplierIsNotThrown() {
    VercelApiException exception = errorResponse(as(TEAM).projects().getProjects(), 404, NOT_FOUND);
    InstallationClient client =
        client()
            .forInstallation(
                () -> {
                  throw new IllegalStateException("vault s3cr3t");
                });

    assertThat(client.diagnose(exception))
        .containsExactly(
            Explanation.of(
                Cause.UNDETERMINED,
                "The installation could not be had: IllegalStateException.",
                "Look at what supplies it."));
  }

  @Test
  void secretInPlaceOfAProjectIsMasked() {
    assertThat(diagnoseProject(TOKEN, "\"projectSelection\":\"selected\",\"projects\":[\"prj_1\"]"))
        .extracting(Explanation::evidence)
        .singleElement()
        .asString()
        .contains("the project ***,")
        .doesNotContain(TOKEN);
  }
}
