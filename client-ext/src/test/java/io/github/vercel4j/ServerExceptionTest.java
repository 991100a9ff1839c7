package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.model.CreateProjectRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 508, 520, 599})
  void failureOfTheServiceIsOne(int status) {
    ServerException refusal =
        refusal(
            ServerException.class,
            status,
            "{\"error\":{\"code\":\"internal_server_error\",\"message\":\"Sorry\"}}");

    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.code()).isEqualTo("internal_server_error");
    assertThat(refusal.explanations()).isEmpty();
  }

  @Test
  void pageOfAProxyIsShownFromItsBeginning() {
    String page = "<html>\n  <title>Bad gateway</title>" + "x".repeat(300);

    ServerException refusal = refusal(ServerException.class, 502, page);

    assertThat(refusal.code()).isNull();
    assertThat(refusal.body()).isEqualTo(page);
    assertThat(refusal.getMessage())
        .contains("was answered 502 with \"<html> <title>Bad gateway</title>xxx")
        .contains("…\" for a body")
        .hasSizeLessThan(300);
  }

  @Test
  void saysHowOftenTheCallWasSent() {
    for (int i = 0; i < 5; i++) {
      answer(500, "");
    }
    InstallationClient client = repeatingAs(TEAM);

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
