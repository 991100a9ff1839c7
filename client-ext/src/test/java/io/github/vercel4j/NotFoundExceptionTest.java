package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelApiException.Refusal;
import io.github.vercel4j.api.Operation;
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

    assertThat(refusal.vercelMessage()).isEqualTo("No such project");
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
  void canBeMadeForTestsOfOthers() {
    NotFoundException made =
        new NotFoundException(
            Refusal.of(Operation.GET_PROJECT, 404, "{\"error\":{\"code\":\"not_found\"}}"));

    assertThat(made)
        .hasMessage("getProject (GET /v9/projects/{idOrName}) was answered 404 not_found");
  }
}
