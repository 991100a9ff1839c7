package io.github.vercel4j;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.EditProjectEnvRequest;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.environment.EnvironmentVariableOutcome.Result;
import io.github.vercel4j.internal.call.Mirror;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.LosslessCollections;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that repeat what was sent, and what programs get to see of it. */
class MirroredSecretsTest extends WithServer {
  private static final long SEED = Long.getLong("mirror.seed", System.nanoTime());
  private static final int CASES = 150;

  /** No {@link LeakCheck} looks for it: OkHttp and Moshi quote it before it can be masked. */
  private static final String UNWATCHED = "vca_unwatched_39";

  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\ncanary/1+2==\n\"quoted\"\n-----END PRIVATE KEY-----\n";

  @Test
  void secretRepeatedByAResponseIsMaskedEverywhere() {
    Random random = new Random(SEED);
    List<String> received = new ArrayList<>();
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE)
            .callListener(attempt -> received.add(attempt + all(attempt.failure())))
            .build();
    for (int i = 0; i < CASES; i++) {
      String secret = Mirror.secret(random);
      Mirror mirror = Mirror.of(secret, 4, random);
      boolean isToken = secret.chars().allMatch(c -> c > ' ' && c < 127);
      InstallationClient vercel = client.forInstallation(Installation.of(isToken ? secret : TOKEN));
      mirrored(mirror, List.of(302, 400, 403, 404, 409, 500).get(random.nextInt(6)));
      VercelCall<?> call =
          isToken
              ? vercel.projects().getProject("shop")
              : random.nextBoolean()
                  ? vercel.projects().createProjectEnv("shop", variable("A", secret))
                  : vercel
                      .projects()
                      .editProjectEnv(
                          "shop", "e1", EditProjectEnvRequest.builder().value(secret).build());

      String told = all(catchThrowable(call::execute)) + received;

      if (!told.contains("got status") || mirror.isToldBy(told)) {
        throw new AssertionError(
            "With -Dmirror.seed=" + SEED + ", case " + i + " tells:\n" + mirror + "\n" + told);
      }
      received.clear();
    }
  }

  @Test
  void secretRepeatedByAResponseIsMaskedInOutcomes() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES / 5; i++) {
      String secret = Mirror.secret(random);
      Mirror mirror = Mirror.of(secret, 3, random);
      respond(200, "{\"envs\":[]}");
      String failure =
          "{\"error\":{\"code\":\"BAD\",\"message\":%s,\"envVarId\":%<s,\"gitBranch\":%<s,\"key\":\"A\"}}"
              .formatted(JsonValue.of(mirror.body()));
      respond(201, "{\"created\":[],\"failed\":[" + failure + "]}");
      mirrored(mirror, List.of(400, 403, 500).get(random.nextInt(3)));

      List<EnvironmentVariableOutcome> outcomes =
          as(TEAM)
              .upsertEnvironmentVariables(
                  "shop", List.of(variable("A", secret), variable("B", "canary_other")));

      String told =
          outcomes + outcomes.stream().map(outcome -> all(outcome.failure())).collect(joining());
      if (!told.contains("got status 201 BAD") || mirror.isToldBy(told)) {
        throw new AssertionError(
            "With -Dmirror.seed=" + SEED + ", case " + i + " tells:\n" + mirror + "\n" + told);
      }
    }
  }

  /** As many services do that say what they did not like. */
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409, 503})
  void requestRepeatedAsItCameIsMasked(int status) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = Objects.requireNonNull(request.getBody()).utf8();
            return new MockResponse.Builder()
                .code(status)
                .body(
                    "{\"error\":{\"code\":\"bad\",\"message\":"
                        + JsonValue.of("Got " + body)
                        + ",\"got\":"
                        + body
                        + "}}")
                .build();
          }
        });

    VercelApiException exception =
        failure(
            VercelApiException.class,
            () -> as(TEAM).projects().createProjectEnv("shop", variable("KEY", KEY)).execute());

    assertThat(exception.code()).isEqualTo("bad");
    assertThat(exception.errorMessage()).contains("\"value\":\"***\\n\"", "\"key\":\"KEY\"");
    assertThat(exception.details().get("got"))
        .hasToString(
            "{\"key\":\"KEY\",\"target\":[\"production\"],\"type\":\"encrypted\",\"value\":\"***\\n\"}");
    assertThat(all(exception)).doesNotContain("canary", "BEGIN PRIVATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"10000 \"\\n/%&", "2000 a", "100000 .*+?^${}()|[]"})
  void longSecretIsMaskedInALongResponse(int length, String part) {
    String secret = part.repeat(length / part.length()) + "canary";
    String text = part.repeat((1 << 20) / part.length());
    server.enqueue(new MockResponse.Builder().code(503).body("Not " + text + secret).build());

    ServerException exception =
        failure(
            ServerException.class,
            () -> as(TEAM).projects().createProjectEnv("shop", variable("A", secret)).execute());

    assertThat(exception.body()).endsWith("***").doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "code", "not"})
  void shortTokenMasksNoCodesKeysAndTexts(String token) {
    String body =
        "{\"error\":{\"code\":\"not_found\",\"message\":\"The code was not used before\",\"b\":\"not\"}}";
    respond(404, body);

    NotFoundException exception =
        failure(
            NotFoundException.class,
            () -> as(Installation.of(token)).projects().getProject("shop").execute());

    assertThat(exception.code()).isEqualTo("not_found");
    assertThat(exception.errorMessage()).isEqualTo("The code was not used before");
    assertThat(exception.body()).isEqualTo(body);
  }

  @Test
  void valueThatEqualsACodeLeavesTheCodeAlone() {
    respond(
        403,
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"It is forbidden\",\"action\":\"create\","
            + "\"resource\":\"projectEnvVar\",\"forbidden\":true,\"value\":\"forbidden\"}}");

    PermissionDeniedException exception =
        failure(
            PermissionDeniedException.class,
            () ->
                as(TEAM).projects().createProjectEnv("shop", variable("A", "forbidden")).execute());

    assertThat(exception.code()).isEqualTo("forbidden");
    assertThat(exception.errorMessage()).isEqualTo("It is ***");
    assertThat(exception.details())
        .containsEntry("forbidden", JsonValue.of(true))
        .containsEntry("value", JsonValue.of("***"));
  }

  @Test
  void tokenInPlaceOfACodeOrAKeyIsMasked() {
    respond(403, "{\"error\":{\"code\":\"%s\",\"%1$s\":true}}".formatted(TOKEN));

    PermissionDeniedException exception =
        failure(
            PermissionDeniedException.class,
            () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.code()).isEqualTo("***");
    assertThat(exception.body()).isEqualTo("{\"error\":{\"code\":\"***\",\"***\":true}}");
  }

  @Test
  void tokenOfAnInterceptorIsMasked() {
    respond(400, "{\"error\":{\"message\":\"Bad canary_other_7\"}}");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .httpClient(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain ->
                            chain.proceed(
                                chain
                                    .request()
                                    .newBuilder()
                                    .header("Authorization", "Bearer canary_other_7")
                                    .build()))
                    .build())
            .build();

    assertThat(
            failure(
                InvalidRequestException.class,
                () -> client.forInstallation(TEAM).projects().getProject("shop").execute()))
        .hasMessageContaining("Bad ***");
  }

  @Test
  void headersThatRepeatATokenAreMasked() {
    Installation installation = Installation.of(UNWATCHED);
    for (int status : new int[] {200, 302, 400}) {
      server.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("x-vercel-id", UNWATCHED)
              .addHeader("Location", "https://" + UNWATCHED + ".example/")
              .body("[")
              .build());

      VercelCall<?> call =
          status == 302
              ? as(installation).projects().deleteProject("shop")
              : as(installation).projects().getProject("shop");

      Throwable failed = catchThrowable(call::execute);

      assertThat(all(failed)).contains("(request id ***)").doesNotContain(UNWATCHED);
    }
  }

  @Test
  void requestIdOfAnOutcomeOfTheExchangeIsMasked() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("x-vercel-id", EXCHANGE.code())
            .body("{\"access_token\":\"\"}")
            .build());

    VercelDecodingException failed =
        failure(VercelDecodingException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(failed.requestId()).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTX " + UNWATCHED, "HTTP/1.1 2x0 " + UNWATCHED})
  void tokenInAStatusLineIsMaskedInTheCause(String line) {
    server.enqueue(new MockResponse.Builder().status(line).build());

    VercelConnectionException failed =
        failure(
            VercelConnectionException.class,
            () -> as(Installation.of(UNWATCHED)).projects().getProject("shop").execute());

    assertThat(failed)
        .cause()
        .isInstanceOf(ProtocolException.class)
        .hasStackTraceContaining("StatusLine");
    assertThat(all(failed)).contains("Unexpected status line: ").doesNotContain(UNWATCHED);
  }

  @Test
  void exceptionOfAnInterceptorIsMaskedWithItsCauses() {
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE)
            .httpClient(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          IOException outer =
                              new IOException("a", new IllegalStateException(UNWATCHED));
                          outer.addSuppressed(new IOException(UNWATCHED));
                          throw outer;
                        })
                    .build())
            .build();

    VercelConnectionException failed =
        failure(
            VercelConnectionException.class,
            () ->
                client
                    .forInstallation(Installation.of(UNWATCHED))
                    .projects()
                    .getProject("shop")
                    .execute());

    assertThat(all(failed))
        .contains("java.lang.IllegalStateException: ***", "java.io.IOException: ***")
        .doesNotContain(UNWATCHED);
  }

  @Test
  void tokenInAKeyIsMaskedInThePath() {
    JsonAdapter<Map<String, Long>> numbers =
        new Moshi.Builder()
            .build()
            .adapter(Types.newParameterizedType(Map.class, String.class, Long.class));
    respond(200, "{\"" + UNWATCHED + "\":\"x\"}");

    VercelDecodingException failed =
        failure(
            VercelDecodingException.class,
            () ->
                as(Installation.of(UNWATCHED))
                    .request("GET", "/v1/things")
                    .call(numbers)
                    .execute());

    assertThat(failed.path()).isEqualTo("$.***");
    assertThat(all(failed)).doesNotContain(UNWATCHED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60, 110, 118, 485, 8180, 8190, 400_000})
  void secretAtTheEndOfAShownPageIsMasked(int before) {
    respond(200, "<html>" + " ".repeat(before) + TOKEN + "</html>");

    VercelDecodingException failed =
        failure(
            VercelDecodingException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(failed).hasMessageContaining("<html>").hasMessageNotContaining("vca");
  }

  @ParameterizedTest
  @ValueSource(strings = {"No v", "No vca_cana", "{\"error\":{\"message\":\"No vca_canary_3"})
  void truncatedSecretAtTheEndOfAResponseIsMasked(String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(400)
            .body(body)
            .setHeader("Content-Length", 1_000)
            .onResponseEnd(new SocketEffect.CloseSocket())
            .build());

    InvalidRequestException exception =
        failure(
            InvalidRequestException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.body()).endsWith("No ***");
  }

  @Test
  void secretsOfAChangingValueAreThoseSent() {
    int[] writes = {0};
    EnvironmentVariableRequest sent = variable("A", KEY);
    JsonAdapter<EnvironmentVariableRequest> own =
        new Moshi.Builder().build().adapter(EnvironmentVariableRequest.class);
    JsonAdapter<EnvironmentVariableRequest> changing =
        new JsonAdapter<>() {
          @Override
          public @Nullable EnvironmentVariableRequest fromJson(JsonReader reader)
              throws IOException {
            return own.fromJson(reader);
          }

          @Override
          public void toJson(JsonWriter writer, @Nullable EnvironmentVariableRequest value)
              throws IOException {
            writes[0]++;
            if (writes[0] > 1) {
              throw new IllegalStateException("Written before");
            }
            own.toJson(writer, value);
          }
        };
    VercelCall<?> call =
        retryingAs(TEAM).request("PUT", "/v1/things").idempotent().withBody(changing, sent).call();
    String mirror = "{\"error\":{\"message\":" + JsonValue.of(KEY) + "}}";
    respond(503, mirror);
    respond(400, mirror);

    InvalidRequestException exception = failure(InvalidRequestException.class, call::execute);

    assertThat(exception.attempts()).isEqualTo(2);
    assertThat(exception.body()).isEqualTo("{\"error\":{\"message\":\"***\\n\"}}");
    assertThat(writes[0]).isOne();
  }

  @Test
  void secretsOfTheElementsOfListsAndMapsAreMasked() {
    Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
    JsonAdapter<List<EnvironmentVariableRequest>> list =
        moshi.adapter(Types.newParameterizedType(List.class, EnvironmentVariableRequest.class));
    JsonAdapter<Map<String, EnvironmentVariableRequest>> map =
        moshi.adapter(
            Types.newParameterizedType(Map.class, String.class, EnvironmentVariableRequest.class));
    RawRequest request = as(TEAM).request("POST", "/v1/things");
    for (VercelCall<?> call :
        List.of(
            request.withBody(list, List.of(variable("A", KEY))).call(),
            request.withBody(map, Map.of("a", variable("A", KEY))).call())) {
      respond(400, "{\"error\":{\"message\":" + JsonValue.of(KEY) + "}}");

      assertThat(failure(InvalidRequestException.class, call::execute).errorMessage())
          .isEqualTo("***\n");
    }
  }

  @Test
  void tokenOfASupplierIsMaskedInAnOutcome() {
    respond(200, "{\"envs\":[]}");
    respond(
        201,
        "{\"created\":[],\"failed\":[{\"error\":{\"code\":\"%s\",\"message\":\"No %1$s\",\"key\":\"A\"}},"
                .formatted(TOKEN)
            + "{\"error\":{\"code\":\"BAD\",\"message\":\"No\",\"key\":\"B\"}}]}");

    List<EnvironmentVariableOutcome> outcomes =
        client()
            .forInstallation(() -> TEAM)
            .upsertEnvironmentVariables(
                "shop", List.of(variable("A", "canary_1"), variable("B", "canary_2")));

    assertThat(outcomes.get(0).failure()).hasMessageContaining("got status 201 ***: No ***");
  }

  /** The value of the one that is set is no secret of the request that sets the other. */
  @Test
  void valueOfAnotherVariableIsMaskedInAnOutcome() {
    respond(200, "{\"envs\":[]}");
    respond(400, "{\"error\":{\"code\":\"bad\",\"message\":\"Not together\"}}");
    respond(400, "{\"error\":{\"code\":\"bad\",\"message\":\"As canary_2/x\"}}");
    respond(400, "{\"error\":{\"code\":\"bad\",\"message\":\"As canary_1/x\"}}");

    List<EnvironmentVariableOutcome> outcomes =
        as(TEAM)
            .upsertEnvironmentVariables(
                "shop", List.of(variable("A", "canary_1/x"), variable("B", "canary_2/x")));

    assertThat(outcomes)
        .allSatisfy(outcome -> assertThat(outcome.failure()).hasMessageContaining("As ***"));
  }

  @Test
  void outcomeNamesATargetEqualToAValue() {
    respond(200, "{\"envs\":[]}");
    respond(
        201,
        "{\"created\":null,\"failed\":[{\"error\":{\"code\":\"ENV_CONFLICT\",\"message\":"
            + "\"Set for production\",\"key\":\"A\",\"target\":[\"production\"]}}]}");

    EnvironmentVariableOutcome outcome =
        as(TEAM).upsertEnvironmentVariables("shop", List.of(variable("A", "production"))).get(0);

    assertThat(outcome.result()).isEqualTo(Result.CONFLICT);
    assertThat(outcome.failure()).hasMessageContaining("Set for production");
  }

  private void mirrored(Mirror mirror, int status) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("content-type", mirror.contentType())
            .body(mirror.body())
            .build());
  }

  private static EnvironmentVariableRequest variable(String key, String value) {
    return EnvironmentVariableRequest.builder()
        .key(key)
        .value(value)
        .type(EnvironmentVariableType.ENCRYPTED)
        .target(List.of(EnvironmentTarget.PRODUCTION))
        .build();
  }

  /** All that can be read off an exception. */
  private static String all(@Nullable Throwable failure) {
    if (failure == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    if (failure instanceof VercelApiException exception) {
      Stream.of(
              exception.body(),
              exception.code(),
              exception.errorMessage(),
              exception.requestId(),
              exception.details(),
              exception.explanations())
          .forEach(part -> text.append("\n").append(String.valueOf(part)));
      exception
          .details()
          .values()
          .forEach(
              extra ->
                  text.append(
                      extra instanceof JsonValue.JsonString string ? string.value() + "\n" : ""));
    }
    return text.toString();
  }
}
