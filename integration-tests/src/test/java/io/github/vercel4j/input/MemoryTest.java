package io.github.vercel4j.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.model.GetProjectsResponse;
import io.github.vercel4j.input.Schema.Kind;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a response takes in memory is bounded by the limit of its bytes, whatever it consists of.
 */
class MemoryTest {
  private static final int LIMIT = 1 << 20;

  /** Four times the limit may be kept; with what is thrown away while reading it is more. */
  private static final int ALLOCATED = 24;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> dense() {
    return Stream.of(
        arguments("{}", "empty models"),
        arguments("{\"id\":\"\"}", "small models"),
        arguments("{\"latestDeployments\":[{},{},{},{}]}", "models in models"),
        arguments("{\"env\":[{\"target\":\"production\"}]}", "lists of one"),
        arguments("{\"env\":[5]}", "lists of another type"),
        arguments("{\"createdAt\":1000}", "times"),
        arguments("{\"targets\":{\"a\":{},\"b\":{}}}", "maps"),
        arguments("{\"~\":1}", "unknown keys"),
        arguments("{\"id\":1}", "type mismatches"),
        arguments("[]", "elements of another type"),
        arguments("1", "numbers"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("dense")
  void denseResponseIsReadOrRefusedForItsMemory(String element, String what) {
    String body =
        "{\"projects\":["
            + (element + ",").repeat((LIMIT - 100) / (element.length() + 1))
            + element
            + "]}";
    assertThat(body.length()).isLessThan(LIMIT);
    try (VercelClient client = responding(body)) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Throwable thrown = null;
      try {
        var unused = projects(client);
      } catch (VercelDecodingException e) {
        thrown = e;
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;

      System.out.printf(
          "%s: %.1f times the limit, %s%n",
          what, 1.0 * taken / LIMIT, thrown == null ? "read" : "refused");
      assertThat(taken).isLessThan((long) ALLOCATED * LIMIT);
      if (thrown != null) {
        assertThat(thrown)
            .hasMessageContaining("takes more memory than 4 times the " + LIMIT + " bytes")
            .hasMessageContaining("VercelClient.Builder.maxResponseBytes sets a higher limit");
      }
    }
  }

  @Test
  void emptyModelsInGreatNumberAreRefused() {
    try (VercelClient client = responding("{\"projects\":[" + "{},".repeat(LIMIT / 4) + "{}]}")) {
      assertThatThrownBy(() -> projects(client))
          .isInstanceOf(VercelDecodingException.class)
          .hasMessageContaining("maxResponseBytes sets a higher limit");
    }
  }

  @Test
  void ordinaryResponseOfTheLargestSizeIsRead() {
    Random random = Trials.random("ordinary");
    Schema project =
        new Contract()
            .components(Kind.MODEL).stream()
                .filter(schema -> schema.name().equals("Project"))
                .findFirst()
                .orElseThrow();
    StringBuilder body = new StringBuilder("{\"projects\":[");
    int count = 0;
    while (true) {
      String next = JsonText.of(Samples.ofToday(random).of(project, 1));
      if (body.length() + next.getBytes(UTF_8).length > LIMIT * 9 / 10) {
        break;
      }
      body.append(count++ == 0 ? "" : ",").append(next);
    }
    try (VercelClient client = responding(body.append("]}").toString())) {
      assertThat(projects(client).projects()).hasSize(count);
    }
  }

  @Test
  void keptValueDoesNotKeepTheBody() throws IOException {
    String body = "{\"projects\":[],\"a\":" + JsonValue.of("x".repeat(1 << 16)) + ",\"b\":[1]}";
    GetProjectsResponse response =
        (GetProjectsResponse) Trials.decoded(GetProjectsResponse.class, body);
    Buffer again = new Buffer().writeUtf8("{\"projects\":[]}");
    // Whatever is read next into the same array changes nothing
    for (int i = 0; i < 10; i++) {
      Trials.decoded(GetProjectsResponse.class, again.clone());
    }

    assertThat(response.additionalProperties().get("b"))
        .isEqualTo(JsonValue.of(List.of(JsonValue.of(1))));
    assertThat(requireNonNull(response.additionalProperties().get("a")).toString())
        .hasSize((1 << 16) + 2);
  }

  private static GetProjectsResponse projects(VercelClient client) {
    return client
        .forInstallation(Installation.of("canary_token"))
        .projects()
        .getProjects()
        .execute();
  }

  private static VercelClient responding(String body) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("")
                        .body(ResponseBody.create(body, MediaType.get("application/json")))
                        .build())
            .build();
    return VercelClient.builder()
        .httpClient(http)
        .maxResponseBytes(LIMIT)
        .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
        .build();
  }
}
