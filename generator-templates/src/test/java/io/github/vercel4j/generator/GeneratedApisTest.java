package io.github.vercel4j.generator;

import static io.github.vercel4j.generator.GeneratedClient.call;
import static io.github.vercel4j.generator.GeneratedClient.callStatic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Converter;
import retrofit2.Retrofit;

class GeneratedApisTest {
  private static GeneratedClient client;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    client = GeneratedClient.compile(GeneratedClient.resource("/contract.json"), folder);
  }

  @Test
  void optionalParametersAreSentInQuery() {
    Object parameters =
        call(
            call(
                call(
                    call(
                        callStatic(client.type("model.GetProjectsParameters"), "builder"),
                        "from",
                        Instant.ofEpochMilli(7)),
                    "limit",
                    20),
                "framework",
                List.of(framework("nextjs"), framework("a b"))),
            "build");

    assertThat(request("ProjectsApi", "getProjects", parameters).url())
        .hasToString(
            "https://api.example.com/base/v10/projects?from=7&limit=20&framework=nextjs&framework=a%20b");
    assertThat(request("ProjectsApi", "getProjects").url())
        .hasToString("https://api.example.com/base/v10/projects");
  }

  @Test
  void deleteSendsBodyAndRequiredParameters() {
    Request request = request("ProjectsApi", "deleteProject", "a/b", List.of("x"), "y");

    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.url())
        .hasToString("https://api.example.com/base/v9/projects/a%2Fb?default=y");
    assertThat(request.body()).isNotNull();
    assertThat(request("ProjectsApi", "deleteProject", "a", "y").url())
        .hasToString("https://api.example.com/base/v9/projects/a?default=y");
  }

  @Test
  void formFieldsAreSentInOrderOfSpecification() throws IOException {
    Request request = request("OAuthApi", "exchangeCode", "id", "s&", "c", "https://x.y/z");
    Buffer body = new Buffer();
    request.body().writeTo(body);

    assertThat(body.readUtf8())
        .isEqualTo("client_id=id&client_secret=s%26&code=c&redirect_uri=https%3A%2F%2Fx.y%2Fz");
    assertThat(request.body().contentType()).hasToString("application/x-www-form-urlencoded");
  }

  @Test
  void binaryBodyIsSentWithoutClientHeaders() {
    Request request =
        request("EdgeConfigApi", "uploadFile", RequestBody.create(new byte[] {1}, null), "abc");

    assertThat(request.header("x-vercel-digest")).isEqualTo("abc");
    assertThat(request.headers().names()).containsExactly("x-vercel-digest");
  }

  @Test
  void everyMethodNamesItsOperation() throws ReflectiveOperationException {
    for (String api : List.of("ProjectsApi", "OAuthApi", "EdgeConfigApi")) {
      for (var method : client.type(api).getMethods()) {
        Annotation annotation =
            method.getAnnotation(client.type("VercelOperation").asSubclass(Annotation.class));
        Object operation = call(annotation, "value");
        assertThat(call(operation, "operationId")).isEqualTo(method.getName());
      }
    }
  }

  @Test
  void bodyOfOneOrManyFailsTheBuild(@TempDir Path folder) throws IOException {
    String project = "\"schema\": {\"$ref\": \"#/components/schemas/Project\"}";
    String contract = GeneratedClient.resource("/contract.json");

    assertThat(contract).contains(project);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GeneratedClient.generate(
                    contract.replace(project, project.replace("Project", "Hosts")), folder))
        .withMessage(
            "At POST /v10/projects: A body is one or many, and Java cannot tell its adapter from that"
                + " of a list");
  }

  @Test
  void overloadIsDocumentedLikeItsOperation() throws IOException {
    assertThat(client.source("ProjectsApi"))
        .containsIgnoringWhitespaces(
            """
              /**
               * Lists the projects.
               *
               * <p>{@code GET /v10/projects}, without {@code parameters}; needs {@code read:project}.
               */
              @VercelOperation(Operation.GET_PROJECTS)
              @GET("v10/projects")
              VercelCall<GetProjectsResponse> getProjects();
            """)
        .doesNotContain("The same without");
  }

  @Test
  void ofIdFindsOperation() {
    Class<?> type = client.type("Operation");
    Object operation = callStatic(type, "ofId", "createProject");

    assertThat(operation).hasToString("CREATE_PROJECT");
    assertThat(call(operation, "method")).isEqualTo("POST");
    assertThat(call(operation, "path")).isEqualTo("/v10/projects");
    assertThat(call(operation, "documentedPath")).isEqualTo("/v11/projects");
    assertThat(call(operation, "idempotent")).isEqualTo(false);
    assertThat(call(operation, "tag")).isEqualTo("projects");
    assertThat(call(operation, "permissions"))
        .isEqualTo(
            List.of(
                List.of("read-write:project", "read-write:domain"),
                List.of("read-write:everything")));
    assertThat(call(operation, "cursor")).isNull();
    assertThat(callStatic(type, "ofId", "nothing")).isNull();
  }

  @Test
  void onlyTheCodeExchangeExchangesACode() {
    assertTrait("exchangesCode", "exchangeCode");
  }

  @Test
  void operationsWithTheTeamsIdAsParameterTakeATeam() {
    assertTrait("takesTeam", "deleteProject", "getProjects");
  }

  @Test
  void emptyResponseIsAllowedByTheExtension() {
    assertTrait("mayRespondEmpty", "uploadFile");
  }

  @Test
  void nullableResponseSchemaAllowsNull() {
    assertTrait("mayRespondNull", "getVariables");
  }

  private static void assertTrait(String accessor, String... operationIds) {
    assertThat(client.type("Operation").getEnumConstants())
        .filteredOn(operation -> Boolean.TRUE.equals(call(operation, accessor)))
        .extracting(operation -> call(operation, "operationId"))
        .containsExactlyInAnyOrder((Object[]) operationIds);
  }

  @Test
  void pagedOperationHasCursor() {
    Class<?> type = client.type("Operation");

    assertThat(call(callStatic(type, "ofId", "getProjects"), "cursor")).isEqualTo("from");
    assertThat(call(callStatic(type, "ofId", "getVariables"), "cursor")).isEqualTo("until");
  }

  private static Object framework(String value) {
    return callStatic(client.type("model.Framework"), "of", value);
  }

  /** What Retrofit makes of a call. */
  private static Request request(String api, String method, Object... arguments) {
    Class<?> type = client.type(api);
    Object instance =
        new Retrofit.Builder()
            .baseUrl("https://api.example.com/base/")
            .validateEagerly(true)
            .addCallAdapterFactory(new Calls())
            .addConverterFactory(new Bodies())
            .build()
            .create(type);
    return (Request) call(call(instance, method, arguments), "execute");
  }

  /** Gives each call the request as its result. */
  private static final class Calls extends CallAdapter.Factory {
    @Override
    public CallAdapter<?, ?> get(Type type, Annotation[] annotations, Retrofit retrofit) {
      return new CallAdapter<Object, Object>() {
        @Override
        public Type responseType() {
          return ResponseBody.class;
        }

        @Override
        public Object adapt(Call<Object> call) {
          Class<?> result = client.type("VercelCall");
          return Proxy.newProxyInstance(
              result.getClassLoader(),
              new Class<?>[] {result},
              (proxy, method, arguments) -> call.request());
        }
      };
    }
  }

  private static final class Bodies extends Converter.Factory {
    @Override
    public @Nullable Converter<?, RequestBody> requestBodyConverter(
        Type type, Annotation[] parameters, Annotation[] method, Retrofit retrofit) {
      return type == RequestBody.class
          ? null
          : value -> RequestBody.create(String.valueOf(value), null);
    }
  }
}
