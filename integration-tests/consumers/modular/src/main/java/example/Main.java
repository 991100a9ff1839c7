package example;

import io.github.vercel4j.Installation;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.ProjectsApi;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.Project;
import java.util.List;

/** Reads a project and creates a variable at the base URL that it is given. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    try (VercelClient vercel = VercelClient.builder().baseUrl(arguments[0]).build()) {
      ProjectsApi projects = vercel.forInstallation(Installation.of("canary_token")).projects();
      Project project = projects.getProject("storefront").execute();
      System.out.println("project " + project.name() + " of " + project.framework());

      EnvironmentVariableRequest variable =
          EnvironmentVariableRequest.builder()
              .key("ACME_API_URL")
              .value("https://api.acme.example.com")
              .type(EnvironmentVariableType.ENCRYPTED)
              .target(List.of(EnvironmentTarget.PRODUCTION))
              .build();
      System.out.println(
          "created " + projects.createProjectEnv(project.id(), variable).execute().created());
    }
    System.out.println(
        "in " + Main.class.getModule() + " with " + VercelClient.class.getModule().getName());
  }
}
