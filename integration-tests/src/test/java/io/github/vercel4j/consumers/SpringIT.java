package io.github.vercel4j.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.testing.RecordedCall;
import io.github.vercel4j.testing.VercelMock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An integration in Spring Boot, which has tests of its own: in a browser, against {@link
 * VercelMock} on the JUnit that Spring Boot brings.
 */
class SpringIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern STARTED = Pattern.compile("Started Application in .*");

  private static Path target = Path.of("");

  @BeforeAll
  static void buildWithItsTests() throws Exception {
    MavenConsumer consumer = MavenConsumer.of("spring");
    consumer.succeeds("package");
    target = consumer.built("");
  }

  @Test
  void browserTestsOfTheApplicationPass() throws Exception {
    Element report =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(target.resolve("surefire-reports/TEST-example.IntegrationTest.xml").toFile())
            .getDocumentElement();
    Node skipped = report.getElementsByTagName("skipped").item(0);
    if (skipped instanceof Element reason) {
      abort(reason.getAttribute("message"));
    }
    assertThat(report.getAttribute("tests")).isNotEqualTo("0");
    assertThat(target.resolve("spring-boot.png")).isNotEmptyFile();
    System.out.printf(
        "Spring: %s tests in %s s, seen in %s%n",
        report.getAttribute("tests"),
        report.getAttribute("time"),
        target.resolve("spring-boot.png"));
  }

  @Test
  void applicationHasOneOkHttp() throws IOException {
    try (ZipFile jar = new ZipFile(jar().toFile())) {
      List<? extends ZipEntry> libraries =
          jar.stream().filter(entry -> entry.getName().matches("BOOT-INF/lib/.+")).toList();
      System.out.printf(
          "Spring: %,11d bytes in %d jars%n",
          libraries.stream().mapToLong(ZipEntry::getSize).sum(), libraries.size());

      assertThat(libraries)
          .extracting(entry -> entry.getName().replaceAll("BOOT-INF/lib/|-\\d.*", ""))
          .filteredOn(name -> name.matches("(okhttp|okio|retrofit|moshi|vercel4j).*"))
          .containsExactlyInAnyOrder(
              "vercel4j",
              "vercel4j-api",
              "vercel4j-runtime",
              "retrofit",
              "moshi",
              "okhttp-jvm",
              "okio-jvm");
    }
  }

  @Test
  void applicationRunsFromItsJar() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder command =
        new ProcessBuilder(java.toString(), "-jar", jar().toString()).redirectErrorStream(true);
    command
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT", "0",
                "VERCEL_BASEURL", VERCEL.baseUrl(),
                "VERCEL_CLIENTSECRET", "canary-client-secret",
                "VERCEL_DRAINSECRET", "canary-drain-secret",
                "VERCEL_DRAINCODE", "code"));
    Process application = command.start();
    try (BufferedReader output = application.inputReader(UTF_8)) {
      String url = "http://localhost:" + find(PORT, output).group(1);
      System.out.println("Spring: " + find(STARTED, output).group());

      assertThat(get(url + "/callback?code=canary-code")).contains("storefront", "handbook");
      assertThat(VERCEL.calls())
          .extracting(RecordedCall::operation)
          .containsExactly(Operation.EXCHANGE_CODE, Operation.GET_PROJECTS);
      application.toHandle().destroy(); // unlike the process's own destroy, leaves its output open
      assertThat(output.lines()).noneMatch(line -> line.contains("canary"));
    } finally {
      application.destroyForcibly();
      application.waitFor();
    }
  }

  private static Path jar() {
    return target.resolve("spring-1.jar");
  }

  private static Matcher find(Pattern pattern, BufferedReader output) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      assertThat(line).doesNotContain("canary");
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
      read.append(line).append('\n');
    }
    throw new AssertionError("The application ended without " + pattern + ":\n" + read);
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
