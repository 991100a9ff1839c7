package example;

import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.model.Project;

/** Lists projects at the base URL that it is given, and says how soon it could. */
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    long start = System.nanoTime();
    try (VercelClient vercel = VercelClient.builder().baseUrl(arguments[0]).build()) {
      InstallationClient client = vercel.forInstallation(Installation.of("canary_token"));
      for (Project project : client.projects().getProjects().execute().projects()) {
        System.out.println("project " + project.name());
      }
    }
    System.out.printf(
        "on Java %d the first call took %d ms, with the client's making and end%n",
        Runtime.version().feature(), (System.nanoTime() - start) / 1_000_000);
    System.out.println("class path " + System.getProperty("java.class.path"));
  }
}
