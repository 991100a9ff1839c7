package io.github.vercel4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.EditProjectEnvRequest;
import io.github.vercel4j.deployments.FileContent;
import io.github.vercel4j.json.JsonValue;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Successes that say nothing, where the contract lets them. */
class EmptyResponseTest extends WithServer {
  private static final FileContent CONTENT = FileContent.of("a".getBytes(UTF_8));

  @Test
  void nullIsAnEmptyValueWhereTheContractHasNull() {
    Map<Operation, VercelCall<?>> calls = new EnumMap<>(Operation.class);
    InstallationClient client = as(TEAM);
    calls.put(
        Operation.EDIT_PROJECT_ENV,
        client
            .projects()
            .editProjectEnv("shop", "env_1", EditProjectEnvRequest.builder().comment("c").build()));
    calls.put(Operation.REMOVE_PROJECT_ENV, client.projects().removeProjectEnv("shop", "env_1"));
    calls.put(Operation.GET_DEPLOYMENT_EVENTS, client.deployments().getDeploymentEvents("dpl_1"));

    assertThat(calls.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.values()).filter(Operation::mayRespondNull).toList());
    calls
        .values()
        .forEach(
            call -> {
              respond(200, " null\r\n");
              assertThat((Object) call.execute()).isNotNull();
            });
  }

  @Test
  void nullEventsAreNone() {
    respond(200, "null");
    assertThat(as(TEAM).deployments().getDeploymentEvents("dpl_1").execute()).isEmpty();
    respond(200, "null");
    assertThat(as(TEAM).followDeploymentLog("dpl_1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"stdout\"}\nnull\n{\"type\":\"stderr\"}",
        "[{\"type\":\"stdout\"},null,{\"type\":\"stderr\"}]",
        " \n[{\"type\":\"stdout\"},null,{\"type\":\"stderr\"}]"
      })
  void nullAmongEventsIsSkipped(String body) {
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("content-type", "application/stream+json")
            .body(body)
            .build());

    assertThat(as(TEAM).followDeploymentLog("dpl_1"))
        .extracting(event -> event.toJson())
        .containsExactly("{\"type\":\"stdout\"}", "{\"type\":\"stderr\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "OK", "{\"urls\":[]}"})
  void anySuccessOfAnUploadIsASuccess(String body) {
    respond(200, body);

    as(TEAM).upload(CONTENT);

    assertThat(request().getBody()).hasToString("[text=a]");
  }

  @Test
  void pageInPlaceOfAnUploadsResponseIsUnreadable() {
    respond(200, "<html>");

    failure(VercelDecodingException.class, () -> as(TEAM).upload(CONTENT));
  }

  @Test
  void nullOfARawRequestIsAValue() {
    respond(200, "null");

    assertThat(as(TEAM).request("GET", "/v1/things").call().execute()).isEqualTo(JsonValue.NULL);
  }

  @Test
  void nullOfAnotherOperationIsUnreadable() {
    respond(200, "null");

    failure(VercelDecodingException.class, () -> as(TEAM).projects().getProject("shop").execute());
  }
}
