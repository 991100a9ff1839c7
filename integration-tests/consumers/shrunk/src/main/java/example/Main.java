package example;

import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.api.model.ProjectLinkGitHub;
import java.util.List;

/** An integration's first minute at the base URL that it is given. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    try (VercelClient vercel = VercelClient.builder().baseUrl(arguments[0]).build()) {
      Installation installation =
          vercel.exchangeCode(
              CodeExchange.builder()
                  .clientId("oac_example")
                  .clientSecret("canary_secret")
                  .code("canary_code")
                  .redirectUri("https://integration.example.com/callback")
                  .build());
      System.out.println("installed for " + installation.teamId());
      InstallationClient client = vercel.forInstallation(installation);

      GetProjectsParameters twenty = GetProjectsParameters.builder().limit(20).build();
      for (Project project : client.projects().getProjects(twenty).execute().projects()) {
        String repository =
            project.link() instanceof ProjectLinkGitHub github ? github.repo() : "elsewhere";
        System.out.println(project.name() + " of " + project.framework() + " from " + repository);
        System.out.println("is known: " + project.nodeVersion().isKnown());
      }

      EnvironmentVariableRequest variable =
          EnvironmentVariableRequest.builder()
              .key("ACME_API_URL")
              .value("https://api.acme.example.com")
              .type(EnvironmentVariableType.ENCRYPTED)
              .target(List.of(EnvironmentTarget.PRODUCTION))
              .build();
      // Nothing here names the type of the response, which must be found all the same
      Object created = client.projects().createProjectEnv("prj_1", variable).execute();
      System.out.println(created);

      System.out.println(client.edgeConfig().getEdgeConfigs().execute().size() + " edge configs");
      System.out.println("removed: " + client.certs().removeCert("cert_1").execute());
      client.drains().deleteDrain("drn_1").execute();
      System.out.println("deleted a drain");

      try {
        client.user().getAuthUser().execute();
      } catch (NotFoundException rejected) {
        System.out.println(rejected.operation() + " rejected with " + rejected.code());
      }
    }
  }
}
