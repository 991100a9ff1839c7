package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.model.CreateProjectRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 508, 520, 599})
  void status5xxThrowsServerException(int status) {
    ServerException exception =
        errorResponse(
            ServerException.class,
            status,
            "{\"error\":{\"code\":\"internal_server_error\",\"message\":\"Sorry\"}}");

    assertThat(exception.status()).isEqualTo(status);
    assertThat(exception.code()).isEqualTo("internal_server_error");
    assertThat(exception.explanations()).isEmpty();
  }

  @Test
  void beginningOfAProxyPageIsShown() {
    String page = "<html>\n  <title>Bad gateway</title>" + "x".repeat(300);

    ServerException exception = errorResponse(ServerException.class, 502, page);

    assertThat(exception.code()).isNull();
    assertThat(exception.body()).isEqualTo(page);
    assertThat(exception.getMessage())
        .contains("got status 502 with \"<html> <title>Bad gateway</title>xxx")
        .contains("…\" for a body")
        .hasSizeLessThan(300);
  }

  @Test
  void messageNamesTheAttempts() {
    for (int i = 0; i < 5; i++) {
      respond(500, "");
    }
    InstallationClient client = retryingAs(TEAM);

    ServerException read =
        failure(ServerException.class, () -> client.projects().getProject("shop").execute());
    ServerException write =
        failure(
            ServerException.class,
            () ->
                client
                    .projects()
                    .createProject(CreateProjectRequest.builder().name("shop").build())
                    .execute());

    assertThat(read.attempts()).isEqualTo(4);
    assertThat(write.attempts()).isEqualTo(1);
  }
}
