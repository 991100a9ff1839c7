package io.github.vercel4j.quickstart;

import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.CreateProjectEnvResponse;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.GetConfigurationsView;
import io.github.vercel4j.api.model.IntegrationConfiguration;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.permissions.GrantedPermissions;
import io.github.vercel4j.testing.VercelMock;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What an integration does when somebody has installed it, step by step, with what came back.
 *
 * <p>It runs on a mock, or reads from Vercel where {@code VERCEL_TOKEN} is set; the token of a team
 * needs {@code VERCEL_TEAM_ID} as well.
 */
public final class Quickstart {
  private static final String VERCEL = "https://api.vercel.com";

  private final OkHttpClient http;
  private int step;

  Quickstart(OkHttpClient http) {
    this.http = http;
  }

  public static void main(String... arguments) {
    OkHttpClient http = new OkHttpClient();
    Quickstart quickstart = new Quickstart(http);
    String token = variable("VERCEL_TOKEN");
    try {
      if (token == null) {
        try (VercelMock mock = VercelMock.start()) {
          prepare(mock);
          quickstart.welcome(
              CodeExchange.builder()
                  .clientId("oac_quickstart")
                  .clientSecret("the integration's secret")
                  .code("the code of the callback")
                  .redirectUri("https://integration.example.com/callback")
                  .build(),
              mock.baseUrl());
        }
      } else {
        quickstart.readFrom(VERCEL, token, variable("VERCEL_TEAM_ID"));
      }
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  /** Sets the responses of this story that are not the first ones of the document. */
  static void prepare(VercelMock mock) {
    mock.respond(Operation.EXCHANGE_CODE, 200, "team");
    mock.respond(Operation.GET_DEPLOYMENTS, 403, "missing_scope");
  }

  /** A variable of the environment; a blank one is none, as where a secret is not set. */
  private static @Nullable String variable(String name) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? null : value;
  }

  void welcome(CodeExchange exchange, String baseUrl) {
    System.out.printf("A new installation, on a mock of Vercel's API at %s%n", baseUrl);
    // region readme
    try (VercelClient vercel = VercelClient.builder().baseUrl(baseUrl).httpClient(http).build()) {
      Installation installation = vercel.exchangeCode(exchange); // keep it: a code works once
      InstallationClient client = vercel.forInstallation(installation); // adds token and teamId
      // endregion
      say("Exchanged the code for a token", installation);
      GrantedPermissions held = lookAround(client);
      client = client.withPermissions(held); // so that an error names the missing permission
      // region readme
      List<Project> projects = client.projects().getProjects().execute().projects();
      // endregion
      sayProjects(projects);
      // region readme
      EnvironmentVariableRequest variable =
          EnvironmentVariableRequest.builder()
              .key("ACME_API_URL")
              .value("https://api.acme.example.com")
              .type(EnvironmentVariableType.ENCRYPTED)
              .target(List.of(EnvironmentTarget.PRODUCTION, EnvironmentTarget.PREVIEW))
              .build();
      CreateProjectEnvResponse created =
          client.projects().createProjectEnv(projects.get(0).id(), variable).execute();
      // endregion
      say("Created an environment variable", created.created());
      if (!created.failed().isEmpty()) {
        throw new IllegalStateException("The variable was not created: " + created.failed());
      }
      // region readme
      client.deployments().getDeployments().execute();
      // endregion
      throw new IllegalStateException("The mock did not reject to list the deployments");
      // region readme
    } catch (PermissionDeniedException denied) {
      // endregion
      if (denied.operation() != Operation.GET_DEPLOYMENTS) {
        throw denied;
      }
      say("Was not permitted to list the deployments, and why", denied.code());
      // region readme
      System.out.println(denied.getMessage()); // says which permission is missing, and what to do
    }
    // endregion
  }

  /** The part of the job that changes nothing, with a token that is there already. */
  void readFrom(String baseUrl, String token, @Nullable String teamId) {
    System.out.printf("Reading from %s with the token of VERCEL_TOKEN%n", baseUrl);
    try (VercelClient vercel = VercelClient.builder().baseUrl(baseUrl).httpClient(http).build()) {
      InstallationClient client = vercel.forInstallation(Installation.of(token).withTeamId(teamId));
      lookAround(client);
      sayProjects(client.projects().getProjects().execute().projects());
    }
    System.out.println(
        "Left out: the exchange (its code works once), the environment variable (it writes) and"
            + " the error response (the mock was told to send it).");
  }

  /** Finds the team and the integration's configurations, and returns the permissions. */
  private GrantedPermissions lookAround(InstallationClient client) {
    String teamId = client.installation().teamId();
    if (teamId != null) {
      say("Found the team", client.teams().getTeam(teamId).execute().name());
    }
    List<IntegrationConfiguration> configurations =
        client.integrations().getConfigurations(GetConfigurationsView.ACCOUNT).execute();
    say(
        "Listed the configurations",
        configurations.stream()
            .map(configuration -> configuration.slug() + " with " + configuration.scopes())
            .toList());
    return GrantedPermissions.of(
        configurations.stream()
            .map(IntegrationConfiguration::scopes)
            .flatMap(scopes -> scopes == null ? Stream.empty() : scopes.stream())
            .toList());
  }

  private void sayProjects(List<Project> projects) {
    say("Listed the projects", projects.stream().map(Project::name).toList());
  }

  private void say(String what, @Nullable Object value) {
    System.out.printf("%n%d. %s%n   %s%n", ++step, what, value);
  }
}
