package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.permissions.GrantedPermissions;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionDeniedExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Forbidden</html>",
        "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}"
      })
  void status403WithAnyBodyThrowsPermissionDeniedException(String body) {
    assertThat(errorResponse(PermissionDeniedException.class, 403, body).body()).isEqualTo(body);
  }

  @Test
  void missingPermissionIsNamed() {
    respond(403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"Not authorized\"}}");
    InstallationClient client = as(TEAM).withPermissions(GrantedPermissions.of("read:user"));

    PermissionDeniedException exception =
        failure(
            PermissionDeniedException.class, () -> client.projects().getProject("shop").execute());

    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .containsExactly(Cause.MISSING_PERMISSION);
    assertThat(exception).hasMessageContaining("getProject needs read:project");
  }

  @Test
  void actionOfTheResponseIsKept() {
    PermissionDeniedException exception =
        errorResponse(
            PermissionDeniedException.class,
            403,
            "{\"error\":{\"code\":\"forbidden\",\"action\":\"list\",\"resource\":\"project\"}}");

    assertThat(exception.details())
        .containsEntry("action", JsonValue.of("list"))
        .containsEntry("resource", JsonValue.of("project"));
  }

  @Test
  void truncatedBodyIsKept() {
    server.enqueue(
        new MockResponse.Builder()
            .code(403)
            .body("{\"error\":{\"code\":\"forbidden\"," + " ".repeat(40_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    PermissionDeniedException exception =
        failure(
            PermissionDeniedException.class,
            () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.status()).isEqualTo(403);
    assertThat(exception.body()).startsWith("{\"error\"");
    assertThat(exception.requestId()).isNull();
  }
}
