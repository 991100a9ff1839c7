package io.github.vercel4j;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vercel4j.oauth.CodeExchange;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A server that responds as it is told and records what it gets. */
abstract class WithServer {
  static final String TOKEN = "vca_canary_39";
  static final Installation PERSONAL =
      Installation.of(TOKEN).withConfigurationId("icfg_1").withUserId("usr_1");
  static final Installation TEAM = PERSONAL.withTeamId("team_7");
  static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_1")
          .clientSecret("canary_s/+ =&")
          .code("canary_c/1")
          .redirectUri("https://acme.example/callback?a=1")
          .build();

  static final CallOptions ONCE = CallOptions.defaults().withRetries(RetryPolicy.none());

  @StartStop final MockWebServer server = new MockWebServer();

  /** Sends each call once. */
  VercelClient client() {
    return VercelClient.builder().baseUrl(server.url("/")).callOptions(ONCE).build();
  }

  /** Retries calls, without the waits in between. */
  InstallationClient retryingAs(Installation installation) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .timing(new FakeTimeSource())
        .build()
        .forInstallation(installation);
  }

  InstallationClient as(Installation installation) {
    return client().forInstallation(installation);
  }

  void respond(int status, String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("content-type", "application/json")
            .addHeader("x-vercel-id", "fra1::abc-1")
            .body(body)
            .build());
  }

  RecordedRequest request() {
    try {
      RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("No request was sent");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What becomes of a read of the team's project {@code shop} that gets such a response. */
  <E extends VercelApiException> E errorResponse(Class<E> type, int status, String body) {
    respond(status, body);
    return failure(type, () -> as(TEAM).projects().getProject("shop").execute());
  }

  static <E extends VercelException> E failure(Class<E> type, ThrowingCallable call) {
    E failure = catchThrowableOfType(type, call);
    if (failure == null) {
      throw new AssertionError("Nothing was thrown");
    }
    return failure;
  }
}
