package io.github.vercel4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.CallOptions;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.Explanation;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.Framework;
import io.github.vercel4j.api.model.GetConfigurationsView;
import io.github.vercel4j.api.model.IntegrationConfiguration;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.permissions.GrantedPermissions;
import io.github.vercel4j.testing.VercelMock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The job of Vercel's guide to integrations, with the values that each step brings. */
class GuideFlowIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  private static final String TEAM = "team_5BnWc8JfYt3GmZq1";
  private static final String CONFIGURATION = "icfg_7Hs2LpQv9KdXr4Ut";
  private static final String PROJECT = "prj_6TzXw3QmKd8RbVh1";

  private final VercelClient vercel =
      VercelClient.builder()
          .baseUrl(VERCEL.baseUrl())
          .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
          .build();
  private final InstallationClient client = VERCEL.client();

  @Test
  void codeOfATeamGivesItsInstallation() {
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "team");

    Installation installation = vercel.exchangeCode(exchange());

    assertThat(installation.accessToken()).startsWith("vca_");
    assertThat(installation.teamId()).isEqualTo(TEAM);
    assertThat(installation.configurationId()).isEqualTo(CONFIGURATION);
    assertThat(installation.userId()).startsWith("usr_");
  }

  @Test
  void codeOfAPersonalAccountGivesNoTeam() {
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "personal_account");

    assertThat(vercel.exchangeCode(exchange()).teamId()).isNull();
  }

  @Test
  void usedCodeThrowsExceptionWithVercelsError() {
    VERCEL.respond(Operation.EXCHANGE_CODE, 400, "invalid_grant");

    InvalidRequestException rejected =
        catchThrowableOfType(InvalidRequestException.class, () -> vercel.exchangeCode(exchange()));

    assertThat(rejected.operation()).isEqualTo(Operation.EXCHANGE_CODE);
    assertThat(rejected.status()).isEqualTo(400);
    assertThat(rejected.code()).isEqualTo("invalid_grant");
    assertThat(rejected.requestId()).isNotBlank();
  }

  @Test
  void teamAndItsMembersAreFound() {
    assertThat(client.teams().getTeam(TEAM).execute().name()).isEqualTo("Hazel Labs");
    assertThat(client.teams().getTeamMembers(TEAM).execute().members()).isNotEmpty();
  }

  @Test
  void configurationSaysWhatMayBeCalled() {
    List<IntegrationConfiguration> configurations =
        client.integrations().getConfigurations(GetConfigurationsView.ACCOUNT).execute();
    assertThat(configurations)
        .extracting(IntegrationConfiguration::id)
        .containsExactly(CONFIGURATION);

    IntegrationConfiguration configuration =
        client.integrations().getConfiguration(CONFIGURATION).execute();
    GrantedPermissions held = GrantedPermissions.of(Objects.requireNonNull(configuration.scopes()));

    assertThat(held.mayCall(Operation.GET_PROJECTS)).isTrue();
    assertThat(held.mayCall(Operation.CREATE_PROJECT_ENV)).isTrue();
    assertThat(held.mayCall(Operation.CREATE_PROJECT)).isFalse();
    assertThat(held.missingFor(Operation.CREATE_PROJECT)).containsExactly("read-write:project");
  }

  @Test
  void projectsAreListedWithTypedValues() {
    List<Project> projects = client.projects().getProjects().execute().projects();

    assertThat(projects).extracting(Project::name).containsExactly("storefront", "handbook");
    assertThat(projects).extracting(Project::framework).first().isEqualTo(Framework.NEXTJS);
    assertThat(client.projects().getProject(PROJECT).execute().createdAt())
        .isEqualTo(Instant.parse("2025-09-27T00:00:00Z"));
  }

  @Test
  void environmentVariableIsCreated() {
    EnvironmentVariableRequest variable =
        EnvironmentVariableRequest.builder()
            .key("ACME_API_URL")
            .value("https://api.acme.example.com")
            .type(EnvironmentVariableType.ENCRYPTED)
            .target(List.of(EnvironmentTarget.PRODUCTION))
            .build();

    assertThat(client.projects().createProjectEnv(PROJECT, variable).execute().created())
        .isInstanceOfSatisfying(
            EnvironmentVariable.class,
            created -> {
              assertThat(created.key()).isEqualTo("ACME_API_URL");
              assertThat(created.configurationId()).isEqualTo(CONFIGURATION);
            });
  }

  @Test
  void missingScopeIsExplainedWithTheMissingPermission() {
    VERCEL.respond(Operation.GET_DEPLOYMENTS, 403, "missing_scope");

    PermissionDeniedException rejected =
        catchThrowableOfType(
            PermissionDeniedException.class,
            () ->
                client
                    .withPermissions(GrantedPermissions.of("read:project"))
                    .deployments()
                    .getDeployments()
                    .execute());

    assertThat(rejected.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_PERMISSION);
    assertThat(rejected).hasMessageContaining("read:deployment");
  }

  @Test
  void callWithoutTeamIsExplainedAsMissingTeamId() {
    VERCEL.respond(Operation.GET_PROJECT, 404, "not_found");

    NotFoundException rejected =
        catchThrowableOfType(
            NotFoundException.class,
            () ->
                vercel
                    .forInstallation(Installation.of("canary_token"))
                    .projects()
                    .getProject(PROJECT)
                    .execute());

    assertThat(rejected.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_TEAM_ID);
  }

  @Test
  void disabledConfigurationThrowsItsOwnException() {
    VERCEL.respond(Operation.GET_PROJECTS, 403, "disabled");

    ConfigurationDisabledException rejected =
        catchThrowableOfType(
            ConfigurationDisabledException.class, () -> client.projects().getProjects().execute());

    assertThat(rejected.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.CONFIGURATION_DISABLED);
  }

  @Test
  void revokedTokenThrowsItsOwnException() {
    VERCEL.respond(Operation.GET_PROJECTS, 403, "invalid_token");

    AuthenticationException rejected =
        catchThrowableOfType(
            AuthenticationException.class, () -> client.projects().getProjects().execute());

    assertThat(rejected.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.INVALID_TOKEN);
  }

  @Test
  void rateLimitThrowsItsOwnException() {
    VERCEL.respond(Operation.GET_PROJECTS, 429, "rate_limited");

    RateLimitException rejected =
        catchThrowableOfType(
            RateLimitException.class, () -> client.projects().getProjects().execute());

    assertThat(rejected.status()).isEqualTo(429);
  }

  private static CodeExchange exchange() {
    return CodeExchange.builder()
        .clientId("oac_1")
        .clientSecret("canary_secret")
        .code("canary_code")
        .redirectUri("https://integration.example.com/callback")
        .build();
  }
}
