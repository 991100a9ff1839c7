package io.github.vercel4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.CallOptions;
import io.github.vercel4j.DriftListener;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.PagedIterable;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelOperation;
import io.github.vercel4j.api.model.CreateRecordRequest;
import io.github.vercel4j.api.model.UpdateRecordRequest;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.json.PageResponse;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.testing.RecordedCall;
import io.github.vercel4j.testing.VercelMock;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the ledger, through the client: right requests reach Prism and are accepted,
 * each declared response is decoded without a loss or met as an exception, and wrong requests are
 * rejected. What was shown stands in {@code target/contract-report.md}.
 *
 * <p>{@code contradictions.json} names the operations for which Prism contradicts the document,
 * each with the reason. A test fails when one of them starts to work, and when another one does
 * not.
 */
class ContractIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  private static final Path REPORT = Path.of("target", "contract-report.md");
  private static final Map<String, JsonValue> CONTRADICTIONS =
      Resources.members(Resources.json("/contradictions.json"));
  private static final Moshi MOSHI = new Moshi.Builder().build();
  private static final Document DOCUMENT = new Document();
  private static final Arguments ARGUMENTS = new Arguments(DOCUMENT, MOSHI);
  private static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_1")
          .clientSecret("canary_secret")
          .code("canary_code")
          .redirectUri("https://integration.example.com/callback")
          .build();

  private static final ContractReport report = new ContractReport();
  private static final LastExchange last = new LastExchange();

  /** Patient, because Prism compiles a schema when it needs it first: seconds on a busy machine. */
  private static final OkHttpClient http =
      new OkHttpClient.Builder()
          .addNetworkInterceptor(last)
          .readTimeout(Duration.ofMinutes(1))
          .build();

  private static VercelClient vercel;
  private static InstallationClient client;

  @BeforeAll
  static void connect() {
    vercel =
        VercelClient.builder()
            .baseUrl(VERCEL.baseUrl())
            .httpClient(http)
            .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
            .driftListener(DriftListener.strict())
            .build();
    client = vercel.forInstallation(Installation.of("canary_token").withTeamId("team_1"));
  }

  @AfterAll
  static void publishTheReport() throws IOException {
    report.publish(REPORT);
  }

  @BeforeEach
  void forget() {
    last.forget();
  }

  static Stream<ArgumentSet> operations() {
    return operations(Operation.values());
  }

  static Stream<ArgumentSet> operationsWithACursor() {
    return operations(
        Arrays.stream(Operation.values())
            .filter(operation -> operation.cursor() != null)
            .toArray(Operation[]::new));
  }

  private static Stream<ArgumentSet> operations(Operation... operations) {
    return Arrays.stream(operations)
        .filter(operation -> !CONTRADICTIONS.containsKey(operation.operationId()))
        .map(operation -> argumentSet(operation.operationId(), operation));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void smallestRequestSucceeds(Operation operation) throws Exception {
    Way smallest = ways(operation).get(0);

    smallest.call(true);

    RecordedCall call = onlyCallOf(operation);
    Set<String> needed = parameters(operation, true);
    needed.add("teamId");
    assertThat(call.query().keySet()).as("what was sent").isSubsetOf(needed);
    if (hasJson(operation) && !call.body().isEmpty()) {
      assertThat(Values.of(call.json())).isEqualTo(Values.of(DOCUMENT.smallestBody(operation)));
    }
    report.succeeded(operation, ContractReport.Request.SMALLEST);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void wholeExampleIsSentUnchanged(Operation operation) throws Exception {
    Way whole = whole(operation);

    whole.call(false);

    RecordedCall call = onlyCallOf(operation);
    assertThat(call.query().keySet())
        .as("what was sent")
        .containsAll(
            whole.method() == null ? Set.of() : without(parameters(operation, false), "slug"));
    if (hasJson(operation)) {
      assertThat(Values.of(call.json())).isEqualTo(Values.of(DOCUMENT.body(operation)));
    }
    report.succeeded(operation, ContractReport.Request.EXAMPLE);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void declaredSuccessIsDecodedValueByValue(Operation operation) throws Exception {
    for (Document.DocumentedResponse response : responses(operation, false)) {
      for (Way way : ways(operation)) {
        VERCEL.reset();
        ask(operation, response);

        Object value = way.call(false);

        assertThat(onlyCallOf(operation).status()).isEqualTo(response.status());
        way.assertThatItIs(response, value);
      }
      report.decoded(operation, response.status());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void declaredErrorThrowsExceptionWithAllOfIt(Operation operation) throws Exception {
    Way way = ways(operation).get(0);
    for (Document.DocumentedResponse response : responses(operation, true)) {
      ask(operation, response);

      Throwable thrown = catchThrowable(() -> way.invoke(false));

      assertThat(thrown)
          .as("%s %s", response.status(), response.name())
          .isInstanceOfSatisfying(
              VercelApiException.class,
              failure -> {
                assertThat(failure.operation()).isEqualTo(operation);
                assertThat(failure.status()).isEqualTo(response.status());
                if (response.value() == null) {
                  assertThat(last.body()).isEmpty();
                } else {
                  assertThat(JsonValue.parse(last.body())).isEqualTo(response.value());
                }
              });
      report.failed(operation, response.status());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void wrongRequestIsRejectedForWhatIsWrong(Operation operation) throws Exception {
    whole(operation).call(false);
    Request right = last.request();

    List<WrongRequest> wrong = WrongRequest.of(operation, DOCUMENT, right);

    for (WrongRequest request : wrong) {
      try (Response response = http.newCall(request.request()).execute()) {
        String violations = response.header("sl-violations", "[]");
        String description = request.kind() + " " + request.what() + ": " + violations;
        assertThat(response.code()).as(description).isBetween(400, 499);
        assertThat(codes(violations)).as(description).anyMatch(request.kind()::isReportedAs);
      }
      report.rejected(operation, request.kind());
    }
  }

  /** What upstream rejects although the class of the request could hold it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CREATE_PROJECT_ENV        | {"key":"A","value":"a","type":"plain"}
          CREATE_PROJECT_ENV        | [{"key":"A","value":"a","type":"plain"}]
          CREATE_PROJECT_ENV        | {"key":"A","value":"a","type":"secret","target":["preview"]}
          EDIT_PROJECT_ENV          | {"type":"secret"}
          DELETE_EDGE_CONFIG_TOKENS | {}
          ADD_PROJECT_DOMAIN        | {"name":"a.example.com","redirectStatusCode":200}
          UPDATE_PROJECT_DOMAIN     | {"redirectStatusCode":200}
          CREATE_RECORD             | {"type":"A","name":"a"}
          CREATE_DRAIN              | {"name":"a","projects":"all","schemas":{"log":{"version":"v1"}},"delivery":{"type":"http","endpoint":"https://a.example.com","encoding":"json"}}
          TEST_DRAIN                | {"schemas":{"log":{"version":"v1"}},"delivery":{"type":"http","endpoint":"https://a.example.com","encoding":"json"}}
          TEST_DRAIN                | {"schemas":{"logs":{"version":1}},"delivery":{"type":"http","endpoint":"https://a.example.com","encoding":"json","headers":{}}}
          CREATE_DEPLOYMENT         | {"name":"a","gitSource":{"type":"github","ref":"main","org":"acme"}}
          """)
  void requestThatUpstreamRejectsIsRejected(Operation operation, String body) throws Exception {
    whole(operation).call(false);
    Request wrong =
        last.request()
            .newBuilder()
            .method(operation.method(), RequestBody.create(body, MediaType.get("application/json")))
            .build();

    try (Response response = http.newCall(wrong).execute()) {
      assertThat(response.header("sl-violations", "none")).contains("\"location\":[\"request\"");
      assertThat(response.code()).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.vercel4j.contract.DnsRecordRequestsTest#newRecords")
  void newDnsRecordOfEachTypeIsAccepted(CreateRecordRequest request, JsonValue json)
      throws Exception {
    client.dns().createRecord("example.com", request).execute();

    assertThat(Values.of(onlyCallOf(Operation.CREATE_RECORD).json())).isEqualTo(Values.of(json));
  }

  @ParameterizedTest
  @MethodSource("io.github.vercel4j.contract.DnsRecordRequestsTest#changedRecords")
  void changedDnsRecordIsAccepted(UpdateRecordRequest request, JsonValue json) throws Exception {
    client.dns().updateRecord("rec_1", request).execute();

    assertThat(Values.of(onlyCallOf(Operation.UPDATE_RECORD).json())).isEqualTo(Values.of(json));
  }

  @ParameterizedTest
  @MethodSource("operationsWithACursor")
  void listComesPageByPage(Operation operation) throws Exception {
    for (Way way : ways(operation)) {
      VERCEL.reset();
      List<Page<Object>> pages = new ArrayList<>();
      PagedIterable.of(way.paged()).from("1761523200000").pages().forEach(pages::add);

      assertThat(onlyCallOf(operation).query().get(operation.cursor()))
          .containsExactly("1761523200000");
      assertThat(pages).hasSize(1);
      assertThat(pages.get(0).pageElements()).isNotEmpty();
      report.succeeded(operation, ContractReport.Request.PAGE);
    }
  }

  @Test
  void listedContradictionStillExistsAndHasAReason() {
    assertThat(CONTRADICTIONS)
        .allSatisfy(
            (operationId, reason) -> {
              assertThat(Resources.string(reason)).as(operationId).isNotBlank();
              Operation operation = Operation.ofId(operationId);
              assertThat(operation).as(operationId).isNotNull();
              Way way = ways(Objects.requireNonNull(operation)).get(0);
              assertThat(catchThrowable(() -> way.invoke(false)))
                  .as("It works now: take it off contradictions.json")
                  .isNotNull();
            });
  }

  /** A method of the client that calls an operation; null for the exchange, which has its own. */
  private record Way(Operation operation, @Nullable Method method) {
    Object call(boolean smallest) throws Exception {
      try {
        return invoke(smallest);
      } catch (Exception e) {
        throw new AssertionError(
            "%s: %s%nThe response was %s%n%s".formatted(method, e, last.body(), VERCEL.calls()), e);
      }
    }

    @SuppressWarnings("NullAway") // a response without a body is null
    Object invoke(boolean smallest) throws Exception {
      return method == null
          ? vercel.exchangeCode(EXCHANGE)
          : prepared(
                  method,
                  smallest
                      ? ARGUMENTS.smallest(method, operation)
                      : ARGUMENTS.of(method, operation))
              .execute();
    }

    @SuppressWarnings("unchecked") // whatever it lists
    VercelCall<PageResponse<Object>> paged() throws Exception {
      Method lists = Objects.requireNonNull(method);
      return (VercelCall<PageResponse<Object>>) prepared(lists, ARGUMENTS.of(lists, operation));
    }

    private static VercelCall<?> prepared(Method method, Object[] arguments) throws Exception {
      for (Method accessor : InstallationClient.class.getMethods()) {
        if (accessor.getReturnType() == method.getDeclaringClass()) {
          return (VercelCall<?>) method.invoke(accessor.invoke(client), arguments);
        }
      }
      throw new IllegalStateException(
          "InstallationClient leads to no " + method.getDeclaringClass());
    }

    /** The value has every value of the example, knows each, and encodes to it. */
    void assertThatItIs(Document.DocumentedResponse response, @Nullable Object value)
        throws Exception {
      if (method == null) {
        JsonObject token = (JsonObject) Objects.requireNonNull(response.value());
        Installation installation = (Installation) Objects.requireNonNull(value);
        assertThat(installation.accessToken()).isEqualTo(text(token, "access_token"));
        assertThat(installation.configurationId()).isEqualTo(text(token, "installation_id"));
        assertThat(installation.userId()).isEqualTo(text(token, "user_id"));
        assertThat(installation.teamId()).isEqualTo(text(token, "team_id"));
        return;
      }
      Type type = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
      if (response.value() == null) {
        assertThat(type).isEqualTo(Void.class);
        assertThat(value).isNull();
        return;
      }
      assertThat(value).isNotNull();
      boolean lines = "application/jsonl".equals(response.contentType());
      assertThat(Values.of(JsonValue.parse(MOSHI.adapter(type).toJson(value))))
          .isEqualTo(Values.of(lines ? JsonValue.of(List.of(response.value())) : response.value()));
      Values.assertEveryValueIsThereAndKnown(value);
    }

    private static @Nullable String text(JsonObject object, String key) {
      return object.get(key) instanceof JsonString text ? text.value() : null;
    }
  }

  /** The one with the fewest parameters first; a second where some can be left out. */
  private static List<Way> ways(Operation operation) {
    if (operation == Operation.EXCHANGE_CODE) {
      return List.of(new Way(operation, null));
    }
    List<Way> ways =
        Arrays.stream(InstallationClient.class.getMethods())
            .flatMap(accessor -> Arrays.stream(accessor.getReturnType().getMethods()))
            .filter(
                method -> {
                  VercelOperation annotation = method.getAnnotation(VercelOperation.class);
                  return annotation != null && annotation.value() == operation;
                })
            .sorted(Comparator.comparingInt(Method::getParameterCount))
            .map(method -> new Way(operation, method))
            .toList();
    assertThat(ways).as("methods of the client that call %s", operation).isNotEmpty();
    return ways;
  }

  private static Way whole(Operation operation) {
    List<Way> ways = ways(operation);
    return ways.get(ways.size() - 1);
  }

  private static RecordedCall onlyCallOf(Operation operation) {
    List<RecordedCall> calls = VERCEL.calls();
    assertThat(calls).hasSize(1);
    assertThat(calls.get(0).operation()).isEqualTo(operation);
    assertThat(calls.get(0).violations()).isEmpty();
    return calls.get(0);
  }

  private static List<Document.DocumentedResponse> responses(Operation operation, boolean errors) {
    List<Document.DocumentedResponse> responses =
        DOCUMENT.responses(operation).stream()
            .filter(response -> errors == (response.status() >= 400))
            .toList();
    assertThat(responses).as("responses that the document declares").isNotEmpty();
    return responses;
  }

  private static void ask(Operation operation, Document.DocumentedResponse response) {
    if (response.name() == null) {
      VERCEL.respond(operation, response.status());
    } else {
      VERCEL.respond(operation, response.status(), response.name());
    }
  }

  private static Set<String> parameters(Operation operation, boolean requiredOnly) {
    return DOCUMENT.parameters(operation).stream()
        .filter(parameter -> parameter.in().equals("query"))
        .filter(parameter -> parameter.required() || !requiredOnly)
        .map(Document.Parameter::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> names, String gone) {
    names.remove(gone); // the client sends the team's id instead
    return names;
  }

  private static boolean hasJson(Operation operation) {
    Document.RequestBody body = DOCUMENT.requestBody(operation);
    return body != null && body.contentType().equals("application/json");
  }

  private static List<String> codes(String violations) {
    return ((JsonArray) JsonValue.parse(violations))
        .elements().stream()
            .map(violation -> String.valueOf(((JsonObject) violation).get("code")))
            .map(code -> code.replace("\"", ""))
            .toList();
  }
}
