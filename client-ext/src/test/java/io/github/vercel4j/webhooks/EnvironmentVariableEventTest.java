package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentVariableEventTest {
  @ParameterizedTest
  @ValueSource(strings = {"created", "updated", "deleted"})
  void variableIsNamedByItsIdAndProject(String what) {
    EnvironmentVariableEvent event =
        (EnvironmentVariableEvent)
            WebhookEvent.parse(
                "{\"type\":\"project.env-variable."
                    + what
                    + "\",\"payload\":{\"projectId\":\"prj_1\",\"envVarId\":\"env_1\"}}");

    assertThat(event.type().isKnown()).isTrue();
    assertThat(event.projectId()).isEqualTo("prj_1");
    assertThat(event.environmentVariableId()).isEqualTo("env_1");
  }
}
