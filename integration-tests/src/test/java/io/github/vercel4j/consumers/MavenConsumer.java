package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Maven project of the folder {@code consumers}, built by the Maven that builds us from a local
 * repository with the jars of this build.
 *
 * <p>That repository is {@code target/consumers/repository}. Its other content are links to the
 * user's own, which so serves and keeps everything but our artifacts: nothing is downloaded twice,
 * and nothing of ours stays behind.
 */
final class MavenConsumer {
  private static final Path FOLDER = Path.of("target", "consumers").toAbsolutePath();

  /** The folder of each artifact that a consumer of a release finds on Maven Central. */
  private static final Map<String, String> MODULES =
      Map.of(
          "vercel4j-parent", ".",
          "vercel4j-bom", "bom",
          "vercel4j-openapi", "openapi",
          "vercel4j-runtime", "runtime",
          "vercel4j-api", "client-generated",
          "vercel4j", "client-ext",
          "vercel4j-testing", "testing");

  private static final Set<String> WITHOUT_JAR = Set.of("vercel4j-parent", "vercel4j-bom");

  private final Path project;
  private final Path repository;

  private MavenConsumer(Path project, Path repository) {
    this.project = project;
    this.repository = repository;
  }

  /** A copy of the consumer, so that its folder stays as it is. */
  static MavenConsumer of(String name) throws IOException {
    Path source = Path.of("consumers", name);
    Path project = FOLDER.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, project.resolve(source.relativize(file).toString()));
      }
    }
    return new MavenConsumer(project, repository());
  }

  /** What Maven and the programs that it starts print when it succeeds. */
  String succeeds(String... arguments) throws IOException, InterruptedException {
    return run(true, arguments);
  }

  /** What Maven prints when it fails. */
  String fails(String... arguments) throws IOException, InterruptedException {
    return run(false, arguments);
  }

  /** A file or folder that Maven has written into the project's {@code target}. */
  Path built(String name) {
    return project.resolve("target").resolve(name);
  }

  private String run(boolean success, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-q", "-B", "-Dstyle.color=never"));
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-Dvercel4j.version=" + property("vercel4j.version"));
    command.addAll(Arrays.asList(arguments));
    return Consumer.printedBy(new ProcessBuilder(command).directory(project.toFile()), success);
  }

  private static synchronized Path repository() throws IOException {
    Path own = FOLDER.resolve("repository");
    Path users = Path.of(property("localRepository"));
    link(own, users, List.of("io", "github", "vercel4j"));
    String version = property("vercel4j.version");
    for (var entry : MODULES.entrySet()) {
      String artifact = entry.getKey();
      Path module = Path.of("..", entry.getValue());
      Path home = own.resolve(Path.of("io", "github", "vercel4j", artifact, version));
      copy(module.resolve("pom.xml"), home.resolve(artifact + "-" + version + ".pom"));
      if (!WITHOUT_JAR.contains(artifact)) {
        String jar = artifact + "-" + version + ".jar";
        Path built = module.resolve("target").resolve(jar);
        assertThat(built).as("run the whole build").isRegularFile();
        copy(built, home.resolve(jar));
      }
    }
    return own;
  }

  /** Links all that a folder holds, except for what lies on the way to the one that is our own. */
  private static void link(Path folder, Path users, List<String> way) throws IOException {
    Files.createDirectories(folder);
    if (way.isEmpty()) {
      return;
    }
    String next = way.get(0);
    if (Files.isDirectory(users)) {
      try (Stream<Path> entries = Files.list(users)) {
        for (Path entry : entries.toList()) {
          Path link = folder.resolve(entry.getFileName().toString());
          // NOFOLLOW: a link is there also when what it leads to has gone
          if (!entry.endsWith(next) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, entry);
          }
        }
      }
    }
    link(folder.resolve(next), users.resolve(next), way.subList(1, way.size()));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as("the system property %s, which the POM passes", name).isNotNull();
    return value;
  }
}
