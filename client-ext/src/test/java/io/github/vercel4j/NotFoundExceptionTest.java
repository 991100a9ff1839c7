package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.api.Operation;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotFoundExceptionTest extends WithServer {
  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void status404Or410ThrowsNotFoundException(int status) {
    NotFoundException exception =
        errorResponse(
            NotFoundException.class,
            status,
            "{\"error\":{\"code\":\"not_found\",\"message\":\"No such project\"}}");

    assertThat(exception.errorMessage()).isEqualTo("No such project");
  }

  @Test
  void exceptionNamesTeamAndProject() {
    NotFoundException exception = errorResponse(NotFoundException.class, 404, "");

    assertThat(exception.team()).isEqualTo("team_7");
    assertThat(exception.project()).isEqualTo("shop");
  }

  @Test
  void deletionOfAMissingResourceThrowsNotFoundException() {
    respond(404, "");

    NotFoundException exception =
        failure(NotFoundException.class, () -> as(TEAM).projects().deleteProject("shop").execute());

    assertThat(exception.operation()).isEqualTo(Operation.DELETE_PROJECT);
  }

  @Test
  void status404AfterDeletionWith500MentionsPossibleDeletion() {
    respond(502, "");
    respond(404, "");

    assertThat(
            failure(
                NotFoundException.class,
                () -> retryingAs(TEAM).projects().deleteProject("shop").execute()))
        .hasMessageContaining("may have deleted it");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void status404AfterLostDeletionMentionsPossibleDeletion(int status) {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    respond(status, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such project\"}}");
    // Of a team that the call does not name, which else would be explained
    InstallationClient client = retryingAs(TEAM).with(CallOptions.defaults().withoutTeam());

    NotFoundException exception =
        failure(NotFoundException.class, () -> client.projects().deleteProject("shop").execute());

    assertThat(exception)
        .hasMessageContaining(
            "(attempts: 2; an earlier one, of which no response tells, may have deleted it)");
    assertThat(exception.explanations()).isEmpty();
  }

  @Test
  void status404AfterUnsentDeletionMentionsNothing() {
    server.enqueue(new MockResponse.Builder().code(429).build());
    respond(404, "");
    InstallationClient client = retryingAs(TEAM);

    assertThat(
            failure(
                NotFoundException.class, () -> client.projects().deleteProject("shop").execute()))
        .hasMessageNotContaining("deleted");
  }

  @Test
  void exceptionCanBeMadeForTests() {
    NotFoundException made =
        new NotFoundException(
            ErrorResponse.of(Operation.GET_PROJECT, 404, "{\"error\":{\"code\":\"not_found\"}}"));

    assertThat(made)
        .hasMessage("getProject (GET /v9/projects/{idOrName}) got status 404 not_found");
  }
}
