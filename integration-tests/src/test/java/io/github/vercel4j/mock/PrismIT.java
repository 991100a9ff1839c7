package io.github.vercel4j.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.testing.VercelMock;
import io.github.vercel4j.testing.internal.Prism;
import io.github.vercel4j.testing.internal.PrismInstallation;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledIfEnvironmentVariable(
    named = "PRISM_URL",
    matches = ".+",
    disabledReason = "Prism runs elsewhere, and Node.js may be missing here")
class PrismIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void closedPrismEnds(@TempDir Path folder) throws Exception {
    Prism prism = Prism.start(document(folder, "{}"));
    ProcessHandle process = ProcessHandle.of(prism.pid()).orElseThrow();

    prism.close();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void killedJvmEndsPrism(@TempDir Path folder) throws Exception {
    Process jvm = java(System.getenv("PATH"), Holder.class, document(folder, "{}").toString());
    try (BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (!line.startsWith("pid ")) {
        line = output.readLine();
      }
      ProcessHandle prism = ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
      assertThat(prism.isAlive()).isTrue();

      jvm.destroyForcibly();

      prism.onExit().get(20, TimeUnit.SECONDS);
      assertThat(prism.isAlive()).isFalse();
    }
  }

  @Test
  void failedStartIsReportedWithPrismsOutput(@TempDir Path folder) throws Exception {
    Path truncated = folder.resolve("truncated.json");
    Files.writeString(truncated, "{\"openapi\": \"3.0");

    assertThatThrownBy(() -> Prism.start(truncated))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it ended before it served; its last lines:")
        .hasMessageContaining("Error parsing");
  }

  @Test
  void missingNodeIsReportedInOneSentence(@TempDir Path withoutNode) throws Exception {
    Process jvm = java(withoutNode.toString(), PrismInstallation.class);
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(jvm.waitFor()).isNotZero();
    assertThat(output.lines())
        .first()
        .asString()
        .endsWith(
            "Prism, the mock of Vercel's API, needs Node.js 20 or newer with npm (found: no node):"
                + " install it from https://nodejs.org, let PRISM_URL name a Prism that is up, or build"
                + " without it by -DskipITs.");
  }

  @Test
  void prismUrlNeedsNoNode(@TempDir Path withoutNode) throws Exception {
    try (VercelMock elsewhere = VercelMock.start()) {
      assertThat(output(withoutNode, elsewhere.baseUrl() + "/")).contains("[storefront, handbook]");
      assertThat(elsewhere.calls(Operation.GET_PROJECTS)).hasSize(1);
    }
  }

  @Test
  void unreachablePrismUrlIsReported(@TempDir Path withoutNode) throws Exception {
    assertThat(output(withoutNode, "http://127.0.0.1:1"))
        .contains(
            "Nothing responds at http://127.0.0.1:1, which PRISM_URL names: start a Prism there, or"
                + " unset PRISM_URL so that one is started");
    assertThat(output(withoutNode, "localhost"))
        .contains("PRISM_URL is localhost, which is no address such as http://127.0.0.1:4010");
  }

  private static String output(Path path, String prismUrl) throws IOException {
    ProcessBuilder java = command(path.toString(), Elsewhere.class);
    java.environment().put("PRISM_URL", prismUrl);
    return new String(java.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void wrongBodyWithANullableReferenceIsRejected(@TempDir Path folder) throws Exception {
    try (Prism prism =
        Prism.start(
            document(
                folder,
                """
                {"type": "object", "required": ["name"], "properties": {
                  "name": {"type": "string"},
                  "union": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Union"}]},
                  "enum": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Enum"}]},
                  "items": {"type": "array", "items": {"$ref": "#/components/schemas/Body"}}}}
                """))) {
      assertThat(post(prism, "{\"name\": \"n\", \"union\": null, \"enum\": null}").statusCode())
          .isEqualTo(204);
      assertThat(post(prism, "{\"name\": \"n\", \"union\": \"s\", \"enum\": \"a\"}").statusCode())
          .isEqualTo(204);

      assertThat(post(prism, "{\"union\": null}").statusCode()).isEqualTo(422);
      assertThat(post(prism, "{\"name\": \"n\", \"union\": 7}").statusCode()).isEqualTo(422);
      assertThat(post(prism, "{\"name\": \"n\", \"enum\": \"c\"}").statusCode()).isEqualTo(422);
    }
  }

  @Test
  void bodyThatCannotBeCheckedIsRejected(@TempDir Path folder) throws Exception {
    try (Prism prism =
        Prism.start(
            document(
                folder, "{\"type\": \"string\", \"nullable\": true, \"enum\": [\"a\", null]}"))) {
      HttpResponse<String> response = post(prism, "\"a\"");

      assertThat(response.statusCode()).isEqualTo(422);
      assertThat(response.body()).contains("Request body cannot be checked: schema is invalid");
    }
  }

  private static HttpResponse<String> post(Prism prism, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(prism.baseUrl() + "/bodies"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static Path document(Path folder, String body) throws IOException {
    return Files.writeString(
        folder.resolve("document.json"),
        """
        {"openapi": "3.0.3", "info": {"title": "bodies", "version": "1"},
         "paths": {"/bodies": {"post": {
           "requestBody": {"required": true, "content": {"application/json": {
             "schema": {"$ref": "#/components/schemas/Body"}}}},
           "responses": {"204": {"description": "checked"}}}}},
         "components": {"schemas": {
           "Enum": {"type": "string", "enum": ["a", "b"]},
           "Union": {"oneOf": [{"type": "string"}, {"type": "boolean"}]},
           "Body": %s}}}
        """
            .formatted(body));
  }

  /** Another Java process with this one's class path. */
  private static Process java(String path, Class<?> main, String... arguments) throws IOException {
    return command(path, main, arguments).start();
  }

  private static ProcessBuilder command(String path, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder java = new ProcessBuilder(command).redirectErrorStream(true);
    java.environment().put("PATH", path);
    return java;
  }

  /** Lists the projects of a mock. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String... arguments) {
      try (VercelMock mock = VercelMock.start()) {
        System.out.println(
            mock.client().projects().getProjects().execute().projects().stream()
                .map(Project::name)
                .toList());
      }
    }
  }

  /** Starts Prism and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String... arguments) throws Exception {
      System.out.println("pid " + Prism.start(Path.of(arguments[0])).pid());
      System.in.read();
    }
  }
}
