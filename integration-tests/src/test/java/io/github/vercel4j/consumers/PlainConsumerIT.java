package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A Maven project whose POM imports the BOM, and names vercel4j and no other library. */
class PlainConsumerIT {
  private static final Pattern CLASS_PATH = Pattern.compile("(?m)^class path (.+)$");

  @StartStop public static final MockWebServer SERVER = new MockWebServer();

  private static String printed;

  @BeforeAll
  static void buildAndRun() throws Exception {
    SERVER.setDispatcher(Consumer.service());
    printed =
        MavenConsumer.of("plain").succeeds("compile", "exec:exec", "-DbaseUrl=" + SERVER.url("/"));
  }

  @Test
  void programReadsProjects() throws Exception {
    assertThat(printed).contains("project storefront");
    // By itself, for newer Javas warn of what Maven's own libraries do
    assertThat(runOn(Path.of(System.getProperty("java.home"))))
        .contains("project storefront")
        .doesNotContainIgnoringCase("warning");
  }

  @Test
  void classPathHasOneOkHttpAndNoEmptyJar() throws IOException {
    List<Path> jars =
        Stream.of(classPath().split(File.pathSeparator))
            .filter(place -> place.endsWith(".jar"))
            .map(Path::of)
            .toList();

    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString().replaceAll("-\\d.*", ""))
        .containsExactlyInAnyOrder(
            "vercel4j",
            "vercel4j-api",
            "vercel4j-runtime",
            "retrofit",
            "moshi",
            "okhttp-jvm",
            "okio-jvm",
            "kotlin-stdlib",
            "annotations",
            "jspecify");
    long total = 0;
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        assertThat(file.stream()).anyMatch(entry -> entry.getName().endsWith(".class"));
      }
      System.out.printf("Plain: %,11d bytes %s%n", Files.size(jar), jar.getFileName());
      total += Files.size(jar);
    }
    System.out.printf("Plain: %,11d bytes in %d jars%n", total, jars.size());
  }

  @Test
  @EnabledIf(value = "hasJava25", disabledReason = Java25.MISSING)
  void programReadsProjectsOnJava25() throws Exception {
    assertThat(runOn(Java25.homes().get(0)))
        .contains("project storefront", "on Java 25")
        .doesNotContainIgnoringCase("warning");
  }

  static boolean hasJava25() throws IOException {
    return !Java25.homes().isEmpty();
  }

  private static String classPath() {
    Matcher line = CLASS_PATH.matcher(printed);
    assertThat(line.find()).as(printed).isTrue();
    return line.group(1);
  }

  private static String runOn(Path javaHome) throws IOException, InterruptedException {
    String output =
        Consumer.runOn(
            javaHome, "-classpath", classPath(), "example.Main", SERVER.url("/").toString());
    output
        .lines()
        .filter(line -> line.startsWith("on Java"))
        .forEach(line -> System.out.println("Plain: " + line));
    return output;
  }
}
