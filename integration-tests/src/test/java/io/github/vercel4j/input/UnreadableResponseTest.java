package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelOperation;
import io.github.vercel4j.input.Schema.Kind;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.oauth.CodeExchange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.http.Body;
import retrofit2.http.QueryMap;

/** Responses to every operation, which an interceptor gives to the client without a network. */
class UnreadableResponseTest {
  private static final Contract CONTRACT = new Contract();
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** A method of the client's interfaces for each operation, the one with the fewest parameters. */
  private static final Map<Operation, Method> METHODS = methods();

  private record CannedResponse(int status, MediaType type, ByteString body) {}

  private volatile CannedResponse next = json(200, "");

  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .addInterceptor(
              chain ->
                  new Response.Builder()
                      .request(chain.request())
                      .protocol(Protocol.HTTP_1_1)
                      .code(next.status())
                      .message("")
                      .body(ResponseBody.create(next.body(), next.type()))
                      .build())
          .build();
  private final VercelClient vercel =
      VercelClient.builder()
          .httpClient(http)
          .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
          .build();
  private final InstallationClient client = vercel.forInstallation(Installation.of("canary_token"));

  @AfterEach
  void close() {
    vercel.close();
  }

  @ParameterizedTest
  @MethodSource("responding")
  void responseWithUnknownKeysAndValuesIsDecoded(Operation operation) throws Exception {
    Schema schema = requireNonNull(CONTRACT.response(operation));
    JsonValue document = Samples.ofTomorrow(random(operation)).of(schema, 2);
    next = json(200, JsonText.of(document));

    Object value = requireNonNull(call(operation).execute());

    Decoded.check(schema, document, value, "$");
    String encoded = Trials.encoded(type(operation), value);
    assertThat(JsonText.difference(document, JsonValue.parse(encoded))).isNull();
  }

  @ParameterizedTest
  @MethodSource("responding")
  void unreadableBodyThrowsDecodingException(Operation operation) throws Exception {
    VercelCall<?> call = call(operation);
    for (ByteString body : unreadable(operation, requireNonNull(CONTRACT.response(operation)))) {
      if (operation.mayRespondEmpty() && !body.startsWith(ByteString.encodeUtf8("{"))) {
        continue; // any success of an upload is one
      }
      if (operation.mayRespondNull() && body.equals(ByteString.encodeUtf8("null"))) {
        continue; // as may a change of a variable with null
      }
      next = new CannedResponse(200, JSON, body);
      assertFails(call, VercelDecodingException.class, catchThrowable(call::execute));
    }

    Throwable failure = catchThrowable(() -> call.executeAsync().join());

    assertThat(failure).hasCauseInstanceOf(VercelDecodingException.class);
  }

  private static List<ByteString> unreadable(Operation operation, Schema schema) {
    Random random = random(operation);
    JsonValue document = Samples.ofTomorrow(random).of(schema, 1);
    ByteString text = ByteString.encodeUtf8(JsonText.of(document));
    String json = text.utf8();
    List<ByteString> bodies = new ArrayList<>();
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "\uFEFF" + json,
            json + "x",
            json + json,
            json + "]",
            "\u0000" + json,
            "nonsense",
            "\"" + Samples.SECRET,
            "{\"~\":" + "[".repeat(10_000),
            "[".repeat(10_000) + "]".repeat(10_000),
            "{\"~\":".repeat(10_000),
            "<html>" + json,
            "-",
            "{\"" + Samples.SECRET,
            "{]",
            "[}")) {
      bodies.add(ByteString.encodeUtf8(body));
    }
    bodies.add(ByteString.of((byte) 0xFF, (byte) 0xFE, (byte) '{', (byte) 0, (byte) '}', (byte) 0));
    bodies.add(ByteString.of((byte) 0x1F, (byte) 0x8B, (byte) 8, (byte) 0));
    for (int i = 0; json.length() > 2 && i < 10; i++) {
      bodies.add(text.substring(0, 1 + random.nextInt(text.size() - 1)));
    }
    if (schema.kind != Kind.UNION) { // which keeps what is of no variant
      bodies.add(ByteString.encodeUtf8("\"" + Samples.SECRET + "\""));
      bodies.add(ByteString.encodeUtf8("1e400"));
      bodies.add(ByteString.encodeUtf8(schema.kind == Kind.LIST ? "{}" : "[]"));
    }
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("responding")
  void randomBytesAreAValueOrThrowDecodingException(Operation operation) throws Exception {
    Random random = random(operation);
    JsonValue document =
        Samples.ofTomorrow(random).of(requireNonNull(CONTRACT.response(operation)), 1);
    VercelCall<?> call = call(operation);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = ByteString.encodeUtf8(JsonText.of(document)).toByteArray();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      next = new CannedResponse(200, JSON, ByteString.of(bytes));

      Throwable thrown = catchThrowable(call::execute);

      if (thrown != null) {
        assertFails(call, VercelDecodingException.class, thrown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'','protectionBypass':{'do-not-print':{x",
        "{'protectionBypass':{'do-not-print':{'createdAt':{'a",
        "{'protectionBypass':{'do-not",
        "{'protectionBypass':[{'do-not-print':1,,"
      })
  void responseCutWithinASecretDoesNotNameIt(String body) throws Exception {
    next = json(200, body.replace('\'', '"'));
    VercelCall<?> call = call(Operation.CREATE_PROJECT);

    Throwable thrown = catchThrowable(call::execute);

    assertFails(call, VercelDecodingException.class, thrown);
    assertThat(((VercelDecodingException) thrown).path()).isEqualTo("$.protectionBypass.*");
  }

  @Test
  void errorResponseWithAnyBodyThrowsApiException() throws Exception {
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "\"text\"",
            "<html>",
            "\0",
            "\uFEFF{}",
            "{\"error\":null}",
            "{\"error\":[1]}",
            "{\"error\":{\"mess",
            "{\"error\":{\"code\":1e400}}",
            "{\"error\":{\"code\":[],\"message\":\"\\uD800\"}}",
            "{\"error\":{\"code\":\"forbidden\",\"code\":7}}",
            "{\"error\":\"a\",\"error\":{}}",
            "{\"code\":" + "9".repeat(5_000) + "}",
            "{\"error\":".repeat(10_000),
            "[".repeat(10_000));
    List<Integer> statuses =
        List.of(300, 304, 400, 401, 402, 403, 404, 409, 410, 412, 418, 429, 499, 500, 503, 599);
    int turn = 0;
    for (Operation operation : METHODS.keySet()) {
      VercelCall<?> call = call(operation);
      for (String body : bodies) {
        next = json(statuses.get(turn++ % statuses.size()), body);
        assertFails(call, VercelApiException.class, catchThrowable(call::execute));
      }
    }
  }

  @Test
  void unreadableLineThrowsDecodingException() throws Exception {
    MediaType lines = MediaType.get("application/x-ndjson");
    VercelCall<?> call = call(Operation.GET_DEPLOYMENT_EVENTS);
    for (String line : List.of("{", "1", "{} {}", "\uFEFF{}", "[".repeat(10_000))) {
      next = new CannedResponse(200, lines, ByteString.encodeUtf8("{}\n" + line + "\n{}"));

      Throwable thrown = catchThrowable(call::execute);

      assertFails(call, VercelDecodingException.class, thrown);
      assertThat(((VercelDecodingException) thrown).path()).startsWith("$[1]");
    }
  }

  @Test
  void failedExchangeThrowsVercelException() {
    Schema schema = CONTRACT.schema("AccessToken");
    CodeExchange exchange =
        CodeExchange.builder()
            .clientId("oac_1")
            .clientSecret("canary_secret")
            .code("canary_code")
            .redirectUri("https://example.com")
            .build();
    for (ByteString body : unreadable(Operation.EXCHANGE_CODE, schema)) {
      next = new CannedResponse(200, JSON, body);

      Throwable thrown = catchThrowable(() -> vercel.exchangeCode(exchange));

      assertThat(thrown).isInstanceOf(VercelException.class);
      assertThat(text(thrown)).doesNotContain(Samples.SECRET);
    }
  }

  private void assertFails(
      VercelCall<?> call, Class<? extends VercelException> type, @Nullable Throwable thrown) {
    assertThat(thrown)
        .as("%s responds %s %s", call.operation(), next.status(), next.body())
        .isInstanceOf(type)
        .hasMessageContaining(requireNonNull(call.operation()).path());
    if (type == VercelDecodingException.class && !next.body().utf8().startsWith("<")) {
      assertThat(text(requireNonNull(thrown)))
          .as("%s responds %s", call.operation(), next.body().utf8())
          .doesNotContain(Samples.SECRET);
    }
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static CannedResponse json(int status, String body) {
    return new CannedResponse(status, JSON, ByteString.encodeUtf8(body));
  }

  private static Random random(Operation operation) {
    return Trials.random(operation.operationId());
  }

  static Stream<Operation> responding() {
    return METHODS.keySet().stream().filter(operation -> CONTRACT.response(operation) != null);
  }

  private static Map<Operation, Method> methods() {
    Map<Operation, Method> methods = new EnumMap<>(Operation.class);
    for (Method interfaces : InstallationClient.class.getMethods()) {
      for (Method method : interfaces.getReturnType().getMethods()) {
        VercelOperation operation = method.getAnnotation(VercelOperation.class);
        if (operation != null) {
          methods.merge(
              operation.value(),
              method,
              (one, other) -> one.getParameterCount() < other.getParameterCount() ? one : other);
        }
      }
    }
    return methods;
  }

  private VercelCall<?> call(Operation operation) throws Exception {
    Method method = requireNonNull(METHODS.get(operation));
    for (Method interfaces : InstallationClient.class.getMethods()) {
      if (interfaces.getReturnType() == method.getDeclaringClass()) {
        Parameter[] parameters = method.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = argument(parameters[i]);
        }
        return (VercelCall<?>) method.invoke(interfaces.invoke(client), arguments);
      }
    }
    throw new AssertionError(method);
  }

  private static Object argument(Parameter parameter) throws Exception {
    Class<?> type = parameter.getType();
    if (type == RequestBody.class) {
      return RequestBody.create("content", null);
    } else if (parameter.isAnnotationPresent(QueryMap.class)) {
      Object builder = type.getMethod("builder").invoke(null);
      return builder.getClass().getMethod("build").invoke(builder);
    } else if (parameter.isAnnotationPresent(Body.class)) {
      Type model = parameter.getParameterizedType();
      String name =
          model instanceof ParameterizedType list
              ? ((Class<?>) list.getActualTypeArguments()[0]).getSimpleName()
              : type.getSimpleName();
      JsonValue sample = Samples.ofToday(new Random(0)).of(CONTRACT.schema(name), 0);
      JsonValue document = type == List.class ? JsonValue.of(List.of(sample)) : sample;
      return Trials.decoded(model, new Buffer().writeUtf8(JsonText.of(document)));
    } else if (type == String.class) {
      return "any";
    } else if (type == Instant.class) {
      return Instant.EPOCH;
    }
    return Trials.decoded(type, type == long.class || type == int.class ? "1" : "\"any\"");
  }

  private static Type type(Operation operation) {
    Method method = requireNonNull(METHODS.get(operation));
    return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
  }
}
