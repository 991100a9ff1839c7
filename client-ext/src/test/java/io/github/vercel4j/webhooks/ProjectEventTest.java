package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectEventTest {
  @ParameterizedTest
  @ValueSource(strings = {"project.created", "project.removed", "project-created"})
  void projectIsRead(String type) {
    ProjectEvent event =
        (ProjectEvent)
            WebhookEvent.parse(
                "{\"type\":\""
                    + type
                    + "\",\"payload\":{\"team\":null,\"user\":{\"id\":\"usr_1\"},"
                    + "\"project\":{\"id\":\"prj_1\",\"name\":\"shop\"}}}");

    assertThat(event.projectId()).isEqualTo("prj_1");
    assertThat(event.projectName()).isEqualTo("shop");
    assertThat(event.previousName()).isNull();
    assertThat(event.teamId()).isNull();
    assertThat(event.userId()).isEqualTo("usr_1");
  }

  @Test
  void renamedProjectHasBothNames() {
    ProjectEvent event =
        (ProjectEvent)
            WebhookEvent.parse(
                "{\"type\":\"project.renamed\",\"payload\":{\"project\":{\"id\":\"prj_1\","
                    + "\"name\":\"store\"},\"previousName\":\"shop\"}}");

    assertThat(event.type()).isEqualTo(WebhookEventType.PROJECT_RENAMED);
    assertThat(event.projectName()).isEqualTo("store");
    assertThat(event.previousName()).isEqualTo("shop");
  }
}
