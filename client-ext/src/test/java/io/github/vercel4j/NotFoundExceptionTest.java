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
  void whatIsNotThereOrNoLongerThereIsOne(int status) {
    NotFoundException refusal =
        refusal(
            NotFoundException.class,
            status,
            "{\"error\":{\"code\":\"not_found\",\"message\":\"No such project\"}}");

    assertThat(refusal.errorMessage()).isEqualTo("No such project");
  }

  @Test
  void saysWhichTeamAndProjectWereLookedInto() {
    NotFoundException refusal = refusal(NotFoundException.class, 404, "");

    assertThat(refusal.team()).isEqualTo("team_7");
    assertThat(refusal.project()).isEqualTo("shop");
  }

  @Test
  void deletionOfWhatIsGoneIsOneToo() {
    answer(404, "");

    NotFoundException refusal =
        failure(NotFoundException.class, () -> as(TEAM).projects().deleteProject("shop").execute());

    assertThat(refusal.operation()).isEqualTo(Operation.DELETE_PROJECT);
  }

  @Test
  void afterADeletionThatFailedWithinTheServiceSaysThatItMayBeDone() {
    answer(502, "");
    answer(404, "");

    assertThat(
            failure(
                NotFoundException.class,
                () -> repeatingAs(TEAM).projects().deleteProject("shop").execute()))
        .hasMessageContaining("may have deleted it");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void afterADeletionWhoseAnswerWasLostSaysThatItMayBeDone(int status) {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    answer(status, "{\"error\":{\"code\":\"not_found\",\"message\":\"No such project\"}}");
    // Of a team that the call does not name, which else would be explained
    InstallationClient client = repeatingAs(TEAM).with(CallOptions.defaults().withoutTeam());

    NotFoundException refusal =
        failure(NotFoundException.class, () -> client.projects().deleteProject("shop").execute());

    assertThat(refusal)
        .hasMessageContaining(
            "(attempts: 2; an earlier one, of which no response tells, may have deleted it)");
    assertThat(refusal.explanations()).isEmpty();
  }

  @Test
  void afterADeletionThatWasNotSentBeforeSaysNothingOfTheKind() {
    server.enqueue(new MockResponse.Builder().code(429).build());
    answer(404, "");
    InstallationClient client = repeatingAs(TEAM);

    assertThat(
            failure(
                NotFoundException.class, () -> client.projects().deleteProject("shop").execute()))
        .hasMessageNotContaining("deleted");
  }

  @Test
  void canBeMadeForTestsOfOthers() {
    NotFoundException made =
        new NotFoundException(
            ErrorResponse.of(Operation.GET_PROJECT, 404, "{\"error\":{\"code\":\"not_found\"}}"));

    assertThat(made)
        .hasMessage("getProject (GET /v9/projects/{idOrName}) was answered 404 not_found");
  }
}
