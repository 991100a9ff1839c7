package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class VercelConnectionExceptionTest extends WithServer {
  @Test
  void messageNamesCallAndCause() {
    var call = as(TEAM).projects().getProject("shop");
    server.close();

    VercelConnectionException failure = failure(VercelConnectionException.class, call::execute);

    assertThat(failure.operation()).isEqualTo(Operation.GET_PROJECT);
    assertThat(failure.requestNotSent()).isTrue();
    assertThat(failure.attempts()).isEqualTo(1);
    assertThat(failure).hasCauseInstanceOf(ConnectException.class);
    assertThat(failure)
        .hasMessageStartingWith(
            "getProject (GET /v9/projects/{idOrName}) got no response, for it was not sent: ConnectException: ")
        .hasMessageNotContaining("team_7");
  }

  @Test
  void readTimeoutThrowsVercelConnectionException() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    OkHttpClient impatient = new OkHttpClient.Builder().readTimeout(Duration.ofMillis(50)).build();
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE)
            .httpClient(impatient)
            .build();

    assertThat(
            failure(
                VercelConnectionException.class,
                () -> client.forInstallation(TEAM).projects().getProjects().execute()))
        .hasCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void exchangeWithoutResponseMayHaveSpentTheCode() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    VercelConnectionException failure =
        failure(VercelConnectionException.class, () -> client().exchangeCode(EXCHANGE));

    assertThat(failure.requestNotSent()).isFalse();
    assertThat(failure)
        .hasMessageStartingWith("exchangeCode (POST /v2/oauth/access_token) got no response: ")
        .hasMessageEndingWith(
            "; the code may be spent, for it works once: if exchanging it again fails, have"
                + " the integration installed again for a new one");
  }

  @Test
  void unsentExchangeLeavesTheCodeUnspent() {
    VercelClient client = client();
    server.close();

    VercelConnectionException failure =
        failure(VercelConnectionException.class, () -> client.exchangeCode(EXCHANGE));

    assertThat(failure.requestNotSent()).isTrue();
    assertThat(failure).hasMessageEndingWith("; the code is not spent and can still be exchanged");
  }

  @Test
  void messageOfOtherCallsNamesNoCode() {
    var call = as(TEAM).projects().getProjects();
    server.close();

    assertThat(failure(VercelConnectionException.class, call::execute))
        .hasMessageNotContaining("code");
  }
}
