package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawRequestTest extends WithServer {
  private static final String THING = "/v1/things/{id}";

  /** What a caller may have of its own. */
  public record Thing(String name, long size) {}

  private static final JsonAdapter<Thing> THINGS = new Moshi.Builder().build().adapter(Thing.class);

  private RawRequest thing(String method) {
    return as(TEAM).request(method, THING).withPathParameter("id", "t/1 ü");
  }

  @Test
  void requestCarriesTokenAndTeamToTheEncodedUrl() {
    respond(200, "{\"a\":1.50}");

    JsonValue response =
        thing("GET")
            .withQueryParameter("q", "a&b=c d%2B")
            .withQueryParameter("q", "2")
            .call()
            .execute();

    assertThat(response.toString()).isEqualTo("{\"a\":1.50}");
    RecordedRequest request = request();
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getTarget())
        .isEqualTo("/v1/things/t%2F1%20%C3%BC?q=a%26b%3Dc%20d%252B&q=2&teamId=team_7");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(request.getBody()).isNull();
  }

  @Test
  void requestStaysBelowABaseUrlWithAPath() {
    respond(200, "{}");
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/gate/way")).callOptions(ONCE).build();

    client.forInstallation(PERSONAL).request("GET", "/v1/a:b,c").call().execute();

    assertThat(request().getTarget()).isEqualTo("/gate/way/v1/a:b,c");
  }

  @Test
  void requestUsesTheOptionsOfItsClient() {
    respond(200, "{}");
    CallOptions options =
        CallOptions.defaults()
            .withTeamSlug("acme")
            .withHeader("x-trace", "t")
            .withQueryParameter("a", "b");

    as(TEAM).with(options).request("GET", "/v1/things").call().execute();

    RecordedRequest request = request();
    assertThat(request.getTarget()).isEqualTo("/v1/things?a=b&slug=acme");
    assertThat(request.getHeaders().get("x-trace")).isEqualTo("t");
  }

  @Test
  void sameTeamGivenByTheCallerIsKept() {
    respond(200, "{}");

    as(TEAM).request("GET", "/v1/things").withQueryParameter("teamId", "team_7").call().execute();

    assertThat(request().getTarget()).isEqualTo("/v1/things?teamId=team_7");
    RawRequest other = as(TEAM).request("GET", "/v1/things").withQueryParameter("teamId", "team_9");
    assertThatIllegalArgumentException()
        .isThrownBy(other::call)
        .withMessageContaining("team_9")
        .withMessageContaining("team_7");
  }

  @Test
  void jsonBodyIsSent() {
    respond(201, "{}");

    VercelResponse<JsonValue> response =
        thing("POST")
            .withBody(JsonValue.of(Map.of("a", JsonValue.of(1))))
            .call()
            .executeWithResponse();

    assertThat(response.status()).isEqualTo(201);
    RecordedRequest request = request();
    assertThat(request.getBody().utf8()).isEqualTo("{\"a\":1}");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void typesOfTheCallerAreSentAndRead() {
    respond(200, "{\"name\":\"b\",\"size\":7}");

    Thing thing = thing("PUT").withBody(THINGS, new Thing("a", 0)).call(THINGS).execute();

    assertThat(thing).isEqualTo(new Thing("b", 7));
    assertThat(request().getBody().utf8()).isEqualTo("{\"name\":\"a\",\"size\":0}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exceptionOfAnAdapterThrowsVercelDecodingException(boolean checked) {
    respond(200, "{\"name\":\"b\",\"size\":7}");
    JsonAdapter<Thing> broken =
        new JsonAdapter<>() {
          @Override
          public Thing fromJson(JsonReader reader) throws IOException {
            reader.beginObject();
            assertThat(reader.nextName()).isEqualTo("name");
            if (checked) {
              throw new IOException("broken");
            }
            throw new DateTimeException("broken");
          }

          @Override
          public void toJson(JsonWriter writer, @Nullable Thing value) {}
        };

    assertThat(failure(VercelDecodingException.class, thing("GET").call(broken)::execute))
        .hasMessageContaining("but at $.name the response is not what its adapter can read")
        .hasRootCauseMessage("broken");
  }

  @Test
  void lenientJsonBodyHidesNoErrorResponse() {
    respond(400, "{\"error\":{\"code\":\"bad_request\",\"message\":\"NaN\"}}");
    JsonAdapter<Double> lenient = new Moshi.Builder().build().adapter(Double.class).lenient();

    InvalidRequestException exception =
        failure(
            InvalidRequestException.class,
            thing("POST").withBody(lenient, Double.NaN).call()::execute);

    assertThat(exception.errorMessage()).isEqualTo("NaN");
    assertThat(request().getBody().utf8()).isEqualTo("NaN");
  }

  @Test
  void otherBodyIsSent() {
    respond(200, "{}");

    thing("PATCH")
        .withBody(RequestBody.create(new byte[] {7}, MediaType.get("application/octet-stream")))
        .call()
        .execute();

    RecordedRequest request = request();
    assertThat(request.getBody().toByteArray()).containsExactly(7);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void writeNeedsNoBody(String method) {
    server.enqueue(new MockResponse.Builder().code(204).build());

    assertThat(thing(method).call().execute()).isEqualTo(JsonValue.NULL);
    assertThat(request().getMethod()).isEqualTo(method);
  }

  @Test
  void headReturnsHeaders() {
    server.enqueue(new MockResponse.Builder().addHeader("x-a", "1").build());

    VercelResponse<JsonValue> response = thing("HEAD").call().executeWithResponse();

    assertThat(response.headers().get("x-a")).isEqualTo("1");
    assertThat(response.body()).isEqualTo(JsonValue.NULL);
  }

  @Test
  void linesOfJsonAreAnArray() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("content-type", "application/x-ndjson")
            .body("{\"a\":1}\n\n2\n")
            .build());

    assertThat(thing("GET").call().execute().toString()).isEqualTo("[{\"a\":1},2]");
  }

  @Test
  void arrayOfTheTypeOfLinesIsThatArray() {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("content-type", "application/stream+json")
            .body("[{\"a\":1},2]")
            .build());

    assertThat(thing("GET").call().execute().toString()).isEqualTo("[{\"a\":1},2]");
  }

  @Test
  void requestCanBeCalledTwiceAndInTheBackground() {
    respond(200, "1");
    respond(200, "2");
    VercelCall<JsonValue> call = thing("GET").call();

    assertThat(call.execute().toString()).isEqualTo("1");
    assertThat(call.executeAsync().join().toString()).isEqualTo("2");
  }

  @Test
  void errorResponseNamesMethodAndPathTemplate() {
    respond(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such thing\"}}");
    VercelCall<JsonValue> call = thing("GET").call();

    NotFoundException exception = failure(NotFoundException.class, call::execute);

    assertThat(call.operation()).isNull();
    assertThat(exception.operation()).isNull();
    assertThat(exception.endpoint()).isEqualTo("GET /v1/things/{id}");
    assertThat(exception)
        .hasMessage(
            "GET /v1/things/{id} got status 404 not_found: No such thing (request id"
                + " fra1::abc-1)");
  }

  @Test
  void errorResponseIsExplainedWithoutAnOperation() {
    InstallationClient client = as(TEAM).withPermissions(GrantedPermissions.of("read:user"));
    VercelCall<JsonValue> call = client.request("GET", "/v1/things").call();
    respond(403, "{\"error\":{\"code\":\"forbidden\"}}");
    respond(403, "{\"error\":{\"code\":\"forbidden\",\"action\":\"list\",\"resource\":\"thing\"}}");
    respond(403, "{\"error\":{\"code\":\"team_unauthorized\"}}");

    assertThat(failure(VercelApiException.class, call::execute).explanations()).isEmpty();
    assertThat(failure(VercelApiException.class, call::execute).explanations())
        .containsExactly(
            Explanation.of(
                Cause.ACTION_DENIED,
                "The response denies action list, resource thing; granted are [read:user].",
                "Look up in Vercel's documentation which permission GET /v1/things needs, and"
                    + " whether the account's plan has it."));
    assertThat(failure(VercelApiException.class, call::execute).explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.WRONG_TEAM);
  }

  @Test
  void errorResponseCanBeDiagnosed() {
    InstallationClient client = as(TEAM);
    respond(404, "{}");
    VercelApiException exception =
        failure(
            VercelApiException.class,
            client
                    .request("GET", "/v1/projects/{project}/things")
                    .withPathParameter("project", "prj_9")
                    .call()
                ::execute);
    respond(200, "{\"projectSelection\":\"selected\",\"projects\":[\"prj_1\"],\"scopes\":[]}");

    assertThat(client.diagnose(exception))
        .extracting(Explanation::cause)
        .containsExactly(Cause.PROJECT_NOT_SELECTED);
  }

  @Test
  void requiredPermissionsDoNotHoldARequestBack() {
    respond(200, "{}");

    as(TEAM)
        .requiringPermissions(GrantedPermissions.of())
        .request("GET", "/v1/things")
        .call()
        .execute();

    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[{},\"x\",} | $.a[2]",
        "{\"a\":[{\"b\":1},\"x\",} | $.a[2]",
        "{\"a\":[[],\"x\",[{},\"y\",\"z\",}]} | $.a[2][3]",
        "{\"a\":{},\"b\":[\"x\",} | $.b[1]"
      })
  void pathAfterEmptyObjectsIsRight(String body, String path) {
    respond(200, body);

    assertThat(failure(VercelDecodingException.class, thing("GET").call()::execute).path())
        .isEqualTo(path);
  }

  @Test
  void unreadableResponseNamesThePath() {
    respond(200, "{\"a\":[1,}");
    respond(200, "{\"name\":\"a\"} x");
    respond(200, "null");
    respond(200, "");

    VercelDecodingException broken =
        failure(VercelDecodingException.class, thing("GET").call()::execute);
    assertThat(broken.operation()).isNull();
    assertThat(broken.endpoint()).isEqualTo("GET /v1/things/{id}");
    assertThat(broken)
        .hasMessageStartingWith("GET /v1/things/{id} got status 200, but at $.a[1] the response ");
    assertThat(failure(VercelDecodingException.class, thing("GET").call()::execute))
        .hasMessageContaining("goes on after its end");
    assertThat(failure(VercelDecodingException.class, thing("GET").call(THINGS)::execute))
        .hasMessageContaining("is null");
    assertThat(failure(VercelDecodingException.class, thing("GET").call(THINGS)::execute))
        .hasMessageContaining("is empty");
  }

  @Test
  void connectionFailureNamesMethodAndPathTemplate() {
    VercelCall<JsonValue> call = thing("GET").call();
    server.close();

    VercelConnectionException failure = failure(VercelConnectionException.class, call::execute);

    assertThat(failure.operation()).isNull();
    assertThat(failure.endpoint()).isEqualTo("GET /v1/things/{id}");
    assertThat(failure)
        .hasMessageStartingWith("GET /v1/things/{id} got no response, for it was not sent: ");
  }

  private InstallationClient retrying() {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .timeSource(new FakeTimeSource())
        .build()
        .forInstallation(TEAM);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, false, 500, true",
    "HEAD, false, 503, true",
    "POST, false, 503, false",
    "PUT, false, 503, false",
    "DELETE, false, 503, false",
    "POST, false, 429, true",
    "POST, true, 503, true",
    "DELETE, true, 503, true",
    "POST, true, 500, false"
  })
  void requestIsRetriedAsItsIdempotenceAllows(
      String method, boolean idempotent, int status, boolean again) {
    respond(status, method.equals("HEAD") ? "" : "{}");
    server.enqueue(new MockResponse.Builder().build());
    RawRequest request = retrying().request(method, "/v1/things");
    VercelCall<JsonValue> call = (idempotent ? request.idempotent() : request).call();

    if (again) {
      call.execute();
    } else {
      failure(ServerException.class, call::execute);
    }

    assertThat(server.getRequestCount()).isEqualTo(again ? 2 : 1);
  }

  @Test
  void writeThatMayHaveArrivedIsNotRetried() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    VercelConnectionException failure =
        failure(
            VercelConnectionException.class,
            retrying().request("POST", "/v1/things").call()::execute);

    assertThat(failure.requestNotSent()).isFalse();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void listenerIsNotified() {
    List<CallListener.Attempt> attempts = new ArrayList<>();
    respond(200, "{}");
    VercelClient.builder()
        .baseUrl(server.url("/"))
        .callListener(attempts::add)
        .build()
        .forInstallation(TEAM)
        .request("GET", THING)
        .withPathParameter("id", "canary")
        .call()
        .execute();

    assertThat(attempts)
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.operation()).isNull();
              assertThat(attempt.endpoint()).isEqualTo("GET /v1/things/{id}");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/canary",
        "http:/evil.example/canary",
        "//evil.example/canary",
        "v1/canary",
        "",
        "/",
        "/v1//canary",
        "/v1/canary/",
        "/v1/./canary",
        "/v1/../canary",
        "/v1/canary/..",
        "/v1/%2e%2e/canary",
        "/v1/canary?a=b",
        "/v1/canary#a",
        "/\\evil.example/canary",
        "/v1/canary\n",
        "/v1/canaryü",
        "/v1/canary x",
        "/v1/{}/canary",
        "/v1/a{id}/canary",
        "/v1/{i/d}/canary"
      })
  void pathOutsideOfTheBaseUrlIsRejected(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> as(TEAM).request("GET", path))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "", "TRACE", "CONNECT", "GET /v1", "GET\r\nA: b"})
  void unknownMethodIsRejected(String method) {
    assertThatIllegalArgumentException().isThrownBy(() -> as(TEAM).request(method, "/v1/things"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a\nb"})
  void emptyPathParameterIsRejected(String value) {
    RawRequest request = as(TEAM).request("GET", THING);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.withPathParameter("id", value))
        .withMessageStartingWith("The path parameter id of GET /v1/things/{id} ");
  }

  @Test
  void pathParameterIsEncoded() {
    respond(200, "{}");

    as(TEAM)
        .request("GET", "/v1/{id}/x")
        .withPathParameter("id", "../../%2e%2e/a?b#c\\d")
        .call()
        .execute();

    assertThat(request().getTarget())
        .isEqualTo("/v1/..%2F..%2F%252e%252e%2Fa%3Fb%23c%5Cd/x?teamId=team_7");
  }

  @Test
  void missingOrUnknownPathParameterIsRejected() {
    RawRequest request = as(TEAM).request("GET", THING);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.withPathParameter("name", "x"))
        .withMessage("GET /v1/things/{id} has no parameter {name}");
    assertThatIllegalStateException()
        .isThrownBy(request::call)
        .withMessage(
            "The parameter {id} of GET /v1/things/{id} has no value: use withPathParameter");
  }

  @Test
  void bodyOfAReadIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> thing("GET").withBody(JsonValue.NULL))
        .withMessage("A GET has no body");
  }

  @Test
  void queryParameterWithoutNameIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> thing("GET").withQueryParameter("", "x"));
  }

  @Test
  void changeMakesAnotherRequest() {
    respond(200, "{}");
    RawRequest request = as(PERSONAL).request("GET", "/v1/things").withQueryParameter("a", "1");
    var unused = request.withQueryParameter("b", "2");

    request.call().execute();

    assertThat(request().getTarget()).isEqualTo("/v1/things?a=1");
  }

  @Test
  void printingShowsNoValues() {
    assertThat(thing("GET").withQueryParameter("a", "canary")).hasToString("GET /v1/things/{id}");
  }
}
