package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import java.net.ProtocolException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VercelDecodingExceptionTest extends WithServer {
  private VercelDecodingException undecodable(String body) {
    respond(200, body);
    return failure(
        VercelDecodingException.class, () -> as(TEAM).projects().getProjects().execute());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| $| is empty",
        "' \n'| $| ends early",
        "null| $| is null",
        "{\"projects\":[{\"id\":\"canary_s\"| $.projects[0].id| ends early",
        "{\"projects\":[{\"id\":\"canary_s\"}| $.projects[0]| ends early",
        "{\"projects\":[],}| $.projects| is not well-formed JSON",
        "{'projects':[]}| $| is not well-formed JSON",
        "{\"projects\":[],\"x\":\"a\tb\"}| $.x| is not well-formed JSON",
        "{\"projects\":True}| $.projects| is not well-formed JSON",
        "{\"projects\":[]} canary_s| $| goes on after its end",
        "{\"projects\":[]}{}| $| goes on after its end",
        "[]| $| is not what the API documents",
        "\"canary_s\"| $| is not what the API documents",
        "7| $| is not what the API documents",
        "canary_s| $| is not well-formed JSON"
      })
  void messageNamesPathAndProblemWithoutQuoting(String body, String path, String problem) {
    VercelDecodingException failure = undecodable(body);

    assertThat(failure.operation()).isEqualTo(Operation.GET_PROJECTS);
    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.requestId()).isEqualTo("fra1::abc-1");
    assertThat(failure.path()).isEqualTo(path);
    assertThat(failure)
        .hasMessage(
            "getProjects (GET /v10/projects) got status 200, but at "
                + path
                + " the response "
                + problem
                + " (request id fra1::abc-1)")
        .hasNoCause();
  }

  @Test
  void byteOrderMarkIsNamed() {
    assertThat(undecodable("\ufeff{\"projects\":[]}"))
        .hasMessageContaining("at $ the response starts with a byte order mark");
  }

  @Test
  void beginningOfAnHtmlPageIsShown() {
    assertThat(undecodable(" <html>\n <title>Login</title>" + "x".repeat(200)))
        .hasMessageContaining("is not JSON but a page: \"<html> <title>Login</title>xxx")
        .hasMessageContaining("…\"");
  }

  @Test
  void deepNestingThrowsVercelDecodingException() {
    assertThat(undecodable("{\"x\":" + "[".repeat(100_000)))
        .hasMessageContaining("at $.x[0][0]")
        .hasMessageContaining("the response has more than 255 arrays and objects in each other");
  }

  @Test
  void truncatedBodyKeepsTheStatus() {
    server.enqueue(
        new MockResponse.Builder()
            .code(201)
            .addHeader("x-vercel-id", "fra1::abc-1")
            .body("{\"projects\":[" + " ".repeat(40_000) + "]}")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    VercelDecodingException failure =
        failure(VercelDecodingException.class, () -> as(TEAM).projects().getProjects().execute());

    assertThat(failure.status()).isEqualTo(201);
    assertThat(failure.requestId()).isEqualTo("fra1::abc-1");
    assertThat(failure)
        .hasMessageContaining("the response ends early")
        .hasCauseInstanceOf(ProtocolException.class);
  }

  @Test
  void missingRequestIdIsLeftOut() {
    server.enqueue(new MockResponse.Builder().body("[]").build());

    VercelDecodingException failure =
        failure(VercelDecodingException.class, () -> as(TEAM).projects().getProjects().execute());

    assertThat(failure.requestId()).isNull();
    assertThat(failure).hasMessageNotContaining("request id");
  }
}
