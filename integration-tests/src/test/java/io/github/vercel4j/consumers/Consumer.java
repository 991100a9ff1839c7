package io.github.vercel4j.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jetbrains.annotations.NotNull;
import org.jspecify.annotations.NullMarked;
import retrofit2.Retrofit;

/** A program of the folder {@code consumers}, built against our jars and run in its own JVM. */
final class Consumer {
  /** A class of each jar that a user's build tool resolves. */
  private static final List<Class<?>> MEMBERS =
      List.of(
          VercelClient.class,
          Operation.class,
          JsonValue.class,
          Moshi.class,
          OkHttpClient.class,
          Buffer.class,
          Retrofit.class,
          Unit.class,
          NotNull.class,
          NullMarked.class);

  private Consumer() {}

  static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Class<?> member : MEMBERS) {
      Path jar = Artifact.placeOf(member);
      assertThat(jar).as("the jar of %s: run the whole build", member.getName()).isRegularFile();
      jars.add(jar);
    }
    return jars;
  }

  /** Compiles a program without a warning; the options tell where our jars belong. */
  static void compile(String program, Path classes, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror"));
    arguments.addAll(List.of("-d", classes.toString()));
    try (Stream<Path> sources = Files.walk(Path.of("consumers", program))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    assertThat(status).as("javac %s says: %s", program, messages).isZero();
  }

  /** What a Java program prints that ends without an error. */
  static String run(String... arguments) throws IOException, InterruptedException {
    return runOn(Path.of(System.getProperty("java.home")), arguments);
  }

  /** The same on another Java. */
  static String runOn(Path javaHome, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve(Path.of("bin", "java")).toString());
    command.addAll(Arrays.asList(arguments));
    return printedBy(new ProcessBuilder(command), true);
  }

  /** What a program prints that succeeds or fails as it should, and which holds no secret. */
  static String printedBy(ProcessBuilder program, boolean success)
      throws IOException, InterruptedException {
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor() == 0)
        .as("%s in %s says: %s", String.join(" ", program.command()), program.directory(), output)
        .isEqualTo(success);
    assertThat(output).as("what is printed has no secret in it").doesNotContain("canary");
    return output;
  }

  static String path(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The service as the programs need it. */
  static Dispatcher service() {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return switch (request.getMethod() + " " + request.getUrl().encodedPath()) {
          case "POST /v2/oauth/access_token" ->
              json(
                  200,
                  """
                  {"token_type": "Bearer", "access_token": "canary_token", "installation_id": "icfg_1",
                   "user_id": "user_1", "team_id": "team_1"}
                  """);
          case "GET /v10/projects" ->
              json(200, "{\"projects\": [" + PROJECT + "], \"pagination\": {\"count\": 1}}");
          case "GET /v9/projects/storefront" -> json(200, PROJECT);
          case "POST /v10/projects/prj_1/env" ->
              json(201, "{\"created\": {\"key\": \"KEY\", \"value\": \"canary_value\"}}");
          case "GET /v1/global-config" -> json(200, "[{\"id\": \"ecfg_1\"}]");
          case "DELETE /v8/certs/cert_1" -> json(200, "{\"uid\": \"cert_1\"}");
          case "DELETE /v1/drains/drn_1" -> new MockResponse.Builder().code(204).build();
          default -> json(404, "{\"error\": {\"code\": \"not_found\", \"message\": \"Not here\"}}");
        };
      }
    };
  }

  private static final String PROJECT =
      """
      {"id": "prj_1", "name": "storefront", "framework": "nextjs", "nodeVersion": "22.x",
       "link": {"type": "github", "repo": "acme/storefront"}}
      """;

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
