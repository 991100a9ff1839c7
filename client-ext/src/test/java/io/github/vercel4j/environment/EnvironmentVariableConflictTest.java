package io.github.vercel4j.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.ConflictException;
import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariableConflictTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV_CONFLICT",
        "ENV_ALREADY_EXISTS",
        "existing_key_and_target",
        "EXISTING_KEY_AND_TARGET"
      })
  void conflictCodeNamesTheExistingVariable(String code) {
    assertThat(
            conflict(
                "{'error':{'code':'"
                    + code
                    + "','message':'It exists.','envVarKey':'API_URL','target':['production',"
                    + "'env_9'],'gitBranch':'next','envVarId':'e1'}}"))
        .isEqualTo(
            EnvironmentVariableConflict.builder("API_URL")
                .targets(List.of("production", "env_9"))
                .gitBranch("next")
                .id("e1")
                .build());
  }

  @Test
  void singleTargetIsRead() {
    assertThat(conflict("{'error':{'code':'ENV_CONFLICT','key':'API_URL','target':'preview'}}"))
        .isEqualTo(
            EnvironmentVariableConflict.builder("API_URL").targets(List.of("preview")).build());
  }

  @Test
  void invalidTargetsAreLeftOut() {
    for (String target : new String[] {"null", "7", "[null,7]", "{}"}) {
      assertThat(
              conflict("{'error':{'code':'ENV_CONFLICT','key':'API_URL','target':" + target + "}}"))
          .isEqualTo(EnvironmentVariableConflict.builder("API_URL").build());
    }
  }

  @Test
  void responseWithoutKeyNamesNoVariable() {
    assertThat(conflict("{'error':{'code':'ENV_CONFLICT','target':['preview']}}")).isNull();
  }

  @Test
  void conflictOfSomethingElseNamesNoVariable() {
    assertThat(conflict("{'error':{'code':'domain_already_in_use','key':'API_URL'}}")).isNull();
  }

  private static @Nullable EnvironmentVariableConflict conflict(String body) {
    return new ConflictException(
            ErrorResponse.of(Operation.CREATE_PROJECT_ENV, 400, body.replace('\'', '"')))
        .environmentVariable();
  }
}
