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
public abstract class WithServer {
  protected static final String TOKEN = "vca_canary_39";
  protected static final Installation PERSONAL =
      Installation.of(TOKEN).withConfigurationId("icfg_1").withUserId("usr_1");
  protected static final Installation TEAM = PERSONAL.withTeamId("team_7");
  protected static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_1")
          .clientSecret("canary_s/+ =&")
          .code("canary_c/1")
          .redirectUri("https://acme.example/callback?a=1")
          .build();

  protected static final CallOptions ONCE = CallOptions.defaults().withRetries(RetryPolicy.none());

  @StartStop protected final MockWebServer server = new MockWebServer();

  /** Sends each call once. */
  protected VercelClient client() {
    return VercelClient.builder().baseUrl(server.url("/")).callOptions(ONCE).build();
  }

  /** Retries calls, without the waits in between. */
  protected InstallationClient retryingAs(Installation installation) {
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .timeSource(new FakeTimeSource())
        .build()
        .forInstallation(installation);
  }

  protected InstallationClient as(Installation installation) {
    return client().forInstallation(installation);
  }

  protected void respond(int status, String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("content-type", "application/json")
            .addHeader("x-vercel-id", "fra1::abc-1")
            .body(body)
            .build());
  }

  protected RecordedRequest request() {
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
  protected <E extends VercelApiException> E errorResponse(Class<E> type, int status, String body) {
    respond(status, body);
    return failure(type, () -> as(TEAM).projects().getProject("shop").execute());
  }

  protected static <E extends VercelException> E failure(Class<E> type, ThrowingCallable call) {
    E failure = catchThrowableOfType(type, call);
    if (failure == null) {
      throw new AssertionError("Nothing was thrown");
    }
    return failure;
  }
}
