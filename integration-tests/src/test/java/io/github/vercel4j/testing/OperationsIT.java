package io.github.vercel4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.CallOptions;
import io.github.vercel4j.CodeExchange;
import io.github.vercel4j.DriftListener;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.Paged;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelOperation;
import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.Page;
import io.github.vercel4j.api.json.Paginated;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every operation of the ledger, through the client: the call reaches Prism, Prism accepts it, and
 * what comes back is decoded without a loss.
 *
 * <p>{@code contradictions.json} names the operations for which Prism contradicts the document,
 * each with the reason. A test fails when one of them starts to work, and when another one does
 * not.
 */
class OperationsIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  private static final Map<String, JsonValue> CONTRADICTIONS =
      Resources.members(Resources.json("/contradictions.json"));
  private static final Moshi MOSHI = new Moshi.Builder().build();

  private final Document document = new Document();
  private final Arguments arguments = new Arguments(document, MOSHI);
  private final Prefer prefer = new Prefer();
  private final LastExchange last = new LastExchange();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(prefer).addNetworkInterceptor(last).build();
  private final VercelClient vercel =
      VercelClient.builder()
          .baseUrl(VERCEL.baseUrl())
          .httpClient(http)
          .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
          .driftListener(DriftListener.strict())
          .build();
  private final InstallationClient client =
      vercel.forInstallation(Installation.of("token").withTeamId("team_1"));

  @TestFactory
  Stream<DynamicTest> isServedAndDecoded() {
    return Arrays.stream(Operation.values())
        .map(
            operation ->
                CONTRADICTIONS.containsKey(operation.operationId())
                    ? dynamicTest(
                        operation.operationId() + " still contradicts itself",
                        () ->
                            assertThat(catchThrowable(() -> call(operation)))
                                .as("It works now: take it off contradictions.json")
                                .isNotNull())
                    : dynamicTest(operation.operationId(), () -> call(operation)));
  }

  @TestFactory
  Stream<DynamicTest> givesItsListPageByPageWhereItHasACursor() {
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.cursor() != null)
        .map(operation -> dynamicTest(operation.operationId(), () -> walk(operation)));
  }

  @SuppressWarnings("unchecked") // whatever it lists
  private void walk(Operation operation) throws Exception {
    for (Method method : methods(operation)) {
      VercelCall<Paginated<Object>> call =
          (VercelCall<Paginated<Object>>) invoke(method, operation);
      List<Page<Object>> pages = new ArrayList<>();
      Paged.of(call).from("1761523200000").pages().forEach(pages::add);

      assertThatItWasSent(operation);
      assertThat(last.request().url().queryParameterValues(operation.cursor()))
          .containsExactly("1761523200000");
      assertThat(pages).hasSize(1);
      assertThat(pages.get(0).items()).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> failsWithEachErrorThatTheDocumentNames() {
    return Arrays.stream(Operation.values())
        .map(operation -> dynamicTest(operation.operationId(), () -> failEachWay(operation)));
  }

  private void failEachWay(Operation operation) throws Exception {
    List<Document.Answer> errors =
        document.answers(operation).stream().filter(answer -> answer.status() >= 400).toList();
    assertThat(errors).as("errors that the document names").isNotEmpty();
    for (Document.Answer error : errors) {
      prefer.next(error.status(), error.name());
      Throwable thrown =
          operation == Operation.EXCHANGE_CODE
              ? catchThrowable(() -> vercel.exchangeCode(exchange()))
              : catchThrowable(() -> invoke(methods(operation).get(0), operation).execute());
      assertThat(thrown)
          .as("%s %s", error.status(), error.name())
          .isInstanceOfSatisfying(
              VercelApiException.class,
              failure -> {
                assertThat(failure.status()).isEqualTo(error.status());
                assertThat(JsonValue.parse(last.body())).isEqualTo(error.value());
              });
    }
  }

  @Test
  void everyContradictionNamesAnOperationAndAReason() {
    assertThat(CONTRADICTIONS)
        .allSatisfy(
            (operationId, reason) -> {
              assertThat(Operation.ofId(operationId)).as(operationId).isNotNull();
              assertThat(Resources.string(reason)).as(operationId).isNotBlank();
            });
  }

  @Test
  void aCallThatTheDocumentForbidsIsRefused() {
    assertThat(catchThrowable(() -> client.edgeConfig().getEdgeConfigItems("no-ecfg").execute()))
        .isNotNull();
  }

  private void call(Operation operation) throws Exception {
    last.forget();
    if (operation == Operation.EXCHANGE_CODE) {
      Installation installation = vercel.exchangeCode(exchange());
      assertThatItWasSent(operation);
      assertThat(last.body()).contains("\"" + installation.accessToken() + "\"");
      return;
    }
    List<Method> methods = methods(operation);
    assertThat(methods).as("methods of the client that call %s", operation).isNotEmpty();
    for (Method method : methods) {
      last.forget();
      try {
        Object answer = invoke(method, operation).execute();
        assertThatItWasSent(operation);
        assertThatItIsComplete(answer, answerType(method));
      } catch (Exception | AssertionError e) {
        Throwable reason = e instanceof InvocationTargetException ? e.getCause() : e;
        throw new AssertionError(
            "%s: %s%nPrism answered %s%nand wrote%n%s"
                .formatted(method, reason, last.body(), tail(VERCEL.log())),
            e);
      }
    }
  }

  private void assertThatItWasSent(Operation operation) {
    assertThat(last.request().method()).isEqualTo(operation.method());
    assertThat(last.request().url().encodedPath())
        .matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+"));
  }

  /** The value has every value that came, knows each, and encodes to the JSON that came. */
  private void assertThatItIsComplete(Object answer, Type type) throws Exception {
    if (type == Void.class) {
      assertThat(answer).isNull();
      return;
    }
    assertThat(answer).isNotNull();
    assertThat(Values.of(JsonValue.parse(MOSHI.adapter(type).toJson(answer))))
        .isEqualTo(Values.of(JsonValue.parse(last.json())));
    Values.assertEveryValueIsThereAndKnown(answer);
  }

  private VercelCall<?> invoke(Method method, Operation operation) throws Exception {
    for (Method accessor : InstallationClient.class.getMethods()) {
      if (accessor.getReturnType() == method.getDeclaringClass()) {
        Object api = accessor.invoke(client);
        return (VercelCall<?>) method.invoke(api, arguments.of(method, operation));
      }
    }
    throw new IllegalStateException("InstallationClient leads to no " + method.getDeclaringClass());
  }

  /** Two where the operation has optional parameters: with all of them, and with none. */
  private static List<Method> methods(Operation operation) {
    return Arrays.stream(InstallationClient.class.getMethods())
        .flatMap(accessor -> Arrays.stream(accessor.getReturnType().getMethods()))
        .filter(
            method -> {
              VercelOperation annotation = method.getAnnotation(VercelOperation.class);
              return annotation != null && annotation.value() == operation;
            })
        .toList();
  }

  private static Type answerType(Method method) {
    return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
  }

  private static CodeExchange exchange() {
    return CodeExchange.builder()
        .clientId("oac_1")
        .clientSecret("secret")
        .code("code")
        .redirectUri("https://integration.example.com/callback")
        .build();
  }

  private static String tail(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }
}
