package io.github.vercel4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VercelMockIT {
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();
  @RegisterExtension static final VercelMock SECOND = VercelMock.create();

  @Test
  void listensOnTheLoopbackInterfaceOnly() {
    assertThat(VERCEL.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+");
  }

  @Test
  void allMocksOfARunAreOneServer() {
    assertThat(SECOND.baseUrl()).isEqualTo(VERCEL.baseUrl());
  }

  @Test
  void answersARightRequest() throws Exception {
    HttpResponse<String> answer =
        exchange("client_id=a&client_secret=b&code=c&redirect_uri=https%3A%2F%2Fd.example");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"access_token\"");
  }

  @Test
  void refusesAWrongRequest() throws Exception {
    assertThat(exchange("client_id=a").statusCode()).isEqualTo(400);
  }

  @Test
  void saysWhoForgotToStartIt() {
    assertThatThrownBy(() -> VercelMock.create().baseUrl())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }

  private static HttpResponse<String> exchange(String form)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(VERCEL.baseUrl() + "/v2/oauth/access_token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
  }
}
