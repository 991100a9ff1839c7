package example;

import io.github.vercel4j.Installation;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.model.Project;

/** Lists projects at the base URL that it is given, or says why no client can be built. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    System.out.println("class path " + System.getProperty("java.class.path"));
    VercelClient vercel;
    try {
      vercel = VercelClient.builder().baseUrl(arguments[0]).build();
    } catch (IllegalStateException e) {
      System.out.println("not built: " + e.getMessage());
      return;
    }
    try (vercel) {
      for (Project project :
          vercel
              .forInstallation(Installation.of("canary_token"))
              .projects()
              .getProjects()
              .execute()
              .projects()) {
        System.out.println("project " + project.name());
      }
    }
  }
}
