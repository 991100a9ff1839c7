package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.api.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

class CallExceptionTest extends WithServer {
  private void assertReadOfTheProject(CallException exception) {
    assertThat(exception.operation()).isEqualTo(Operation.GET_PROJECT);
    assertThat(exception.endpoint()).isEqualTo("GET /v9/projects/{idOrName}");
    assertThat(exception.attempts()).isEqualTo(1);
  }

  private CallException failureOfTheProject() {
    return failure(CallException.class, () -> as(TEAM).projects().getProject("shop").execute());
  }

  @Test
  void errorResponseThrowsCallException() {
    respond(500, "");

    assertReadOfTheProject(failureOfTheProject());
  }

  @Test
  void lostResponseThrowsCallException() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertReadOfTheProject(failureOfTheProject());
  }

  @Test
  void unreadableResponseThrowsCallException() {
    respond(200, "7");

    assertReadOfTheProject(failureOfTheProject());
  }

  @Test
  void builtErrorResponseHasWhatWasSet() {
    Explanation explanation = Explanation.of(Explanation.Cause.WRONG_TEAM, "It is.", "Fix it.");
    VercelApiException exception =
        new VercelApiException(
            ErrorResponse.builder("GET /v1/things", 418)
                .requestId("fra1::1")
                .body("{\"error\":{\"code\":\"teapot\",\"message\":\"No\"}}")
                .team("team_1")
                .project("shop")
                .explanations(List.of(explanation))
                .retryAfter(Duration.ofSeconds(2))
                .attempts(3)
                .whyNotRetried("no more are allowed")
                .build());

    assertThat(exception.operation()).isNull();
    assertThat(exception.code()).isEqualTo("teapot");
    assertThat(exception.team()).isEqualTo("team_1");
    assertThat(exception.project()).isEqualTo("shop");
    assertThat(exception.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(exception)
        .hasMessage(
            "GET /v1/things got status 418 teapot: No (request id fra1::1)"
                + " (attempts: 3; no more are allowed)\n- WRONG_TEAM: It is. Fix it.");
  }

  @Test
  void builtConnectionFailureHasWhatWasSet() {
    VercelConnectionException exception =
        VercelConnectionException.builder(Operation.GET_PROJECT, new IOException("cut"))
            .requestNotSent(true)
            .attempts(2)
            .build();

    assertThat(exception.requestNotSent()).isTrue();
    assertThat(exception)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) got no response, for it was not sent:"
                + " IOException: cut (attempts: 2)");
  }

  @Test
  void builtDecodingFailureHasWhatWasSet() {
    VercelDecodingException exception =
        VercelDecodingException.builder(Operation.GET_PROJECT)
            .status(201)
            .path("$.name")
            .problem("is a number")
            .cause(new IOException("cut"))
            .build();

    assertThat(exception.status()).isEqualTo(201);
    assertThat(exception.path()).isEqualTo("$.name");
    assertThat(exception)
        .hasCauseInstanceOf(IOException.class)
        .hasMessage(
            "getProject (GET /v9/projects/{idOrName}) got status 201, but at $.name the response"
                + " is a number");
  }
}
