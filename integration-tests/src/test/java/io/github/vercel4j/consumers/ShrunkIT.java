package io.github.vercel4j.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that ProGuard has shrunk and obfuscated together with all that it uses. */
class ShrunkIT {
  @StartStop public final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  @Test
  void shrunkProgramNeedsOnlyTheRulesInTheJars() throws Exception {
    server.setDispatcher(Consumer.service());
    List<Path> jars = Consumer.jars();
    Path classes = folder.resolve("classes");
    Consumer.compile("shrunk", classes, "--class-path", Consumer.path(jars));

    Path shrunk = shrink(classes, jars);
    String printed =
        Consumer.run("-cp", shrunk.toString(), "example.Main", server.url("/").toString());

    assertThat(printed.lines())
        .containsExactly(
            "installed for team_1",
            "storefront of nextjs from acme/storefront",
            "is known: true",
            "CreateProjectEnvResponse[created=EnvironmentVariable[key=KEY, value=***]]",
            "1 edge configs",
            "removed: {uid=\"cert_1\"}",
            "deleted a drain",
            "GET_AUTH_USER rejected with not_found");
    report(jars, shrunk);
  }

  private Path shrink(Path classes, List<Path> jars) throws Exception {
    Path shrunk = folder.resolve("shrunk.jar");
    List<String> configuration = new ArrayList<>();
    configuration.add("-keep class example.Main { public static void main(java.lang.String[]); }");
    configuration.add("-dontnote");
    // What ProGuard 7.10 optimizes Okio 3.18 into does not pass the JVM's verifier
    configuration.add("-dontoptimize");
    configuration.add("-injars '" + classes + "'");
    for (Path jar : jars) {
      configuration.add(
          "-injars '" + jar + "'(!META-INF/MANIFEST.MF,!META-INF/versions/**,!module-info.class)");
      configuration.addAll(rulesIn(jar));
    }
    configuration.add("-outjars '" + shrunk + "'");
    configuration.add("-libraryjars '" + platform() + "'");
    Path file = Files.write(folder.resolve("configuration.pro"), configuration);
    Consumer.run("-cp", System.getProperty("java.class.path"), "proguard.ProGuard", "@" + file);
    return shrunk;
  }

  private static List<String> rulesIn(Path jar) throws IOException {
    List<String> rules = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        if (entry.getName().matches("META-INF/proguard/.*\\.pro")) {
          rules.add(new String(file.getInputStream(entry).readAllBytes(), UTF_8));
        }
      }
    }
    return rules;
  }

  /** The JDK's own classes as a jar, since newer JDKs come without jmods. */
  private Path platform() throws IOException {
    Path jar = folder.resolve("platform.jar");
    FileSystem runtime = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(0);
      for (String module : List.of("java.base", "java.logging")) {
        Path root = runtime.getPath("modules", module);
        try (Stream<Path> paths = Files.walk(root)) {
          for (Path path : paths.filter(each -> each.toString().endsWith(".class")).toList()) {
            String name = root.relativize(path).toString();
            if (!name.equals("module-info.class")) {
              zip.putNextEntry(new ZipEntry(name));
              zip.write(Files.readAllBytes(path));
            }
          }
        }
      }
    }
    return jar;
  }

  private static void report(List<Path> jars, Path shrunk) throws IOException {
    long before = 0;
    for (Path jar : jars) {
      before += Files.size(jar);
    }
    System.out.printf(
        "Shrunk: %,d bytes of %,d (%d jars)%n", Files.size(shrunk), before, jars.size());
  }
}
