package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationConfigurationEventTest {
  private static IntegrationConfigurationEvent event(String type, String payload) {
    return (IntegrationConfigurationEvent)
        WebhookEvent.parse("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"integration-configuration.removed", "integration-configuration-removed"})
  void removedInstallationIsRead(String type) {
    IntegrationConfigurationEvent event =
        event(
            type,
            """
            {"team":{"id":"team_1"},"user":{"id":"usr_1"},
             "configuration":{"id":"icfg_1","projectSelection":"selected",
               "projects":["prj_1","prj_2"]}}""");

    assertThat(event.type()).isEqualTo(WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED);
    assertThat(event.configurationId()).isEqualTo("icfg_1");
    assertThat(event.projectSelection()).isEqualTo("selected");
    assertThat(event.projectIds()).containsExactly("prj_1", "prj_2");
    assertThat(event.addedProjectIds()).isEmpty();
    assertThat(event.removedProjectIds()).isEmpty();
  }

  @Test
  void upgradeNamesAddedAndRemovedProjects() {
    IntegrationConfigurationEvent event =
        event(
            "integration-configuration.permission-upgraded",
            """
            {"configuration":{"id":"icfg_1","projectSelection":"selected","projects":["prj_2"]},
             "projects":{"added":["prj_2"],"removed":["prj_1"]}}""");

    assertThat(event.projectIds()).containsExactly("prj_2");
    assertThat(event.addedProjectIds()).containsExactly("prj_2");
    assertThat(event.removedProjectIds()).containsExactly("prj_1");
  }

  @Test
  void transferNamesBothOwners() {
    IntegrationConfigurationEvent event =
        event(
            "integration-configuration.transferred",
            """
            {"configuration":{"id":"icfg_1"},"installationId":"icfg_1",
             "previousTeamId":"team_1","previousAccountId":"acc_1",
             "newTeamId":"team_2","newAccountId":"acc_2"}""");

    assertThat(event.configurationId()).isEqualTo("icfg_1");
    assertThat(event.previousTeamId()).isEqualTo("team_1");
    assertThat(event.previousAccountId()).isEqualTo("acc_1");
    assertThat(event.newTeamId()).isEqualTo("team_2");
    assertThat(event.newAccountId()).isEqualTo("acc_2");
    assertThat(event.teamId()).isNull();
  }

  @Test
  void installationIdStandsInForTheConfiguration() {
    assertThat(
            event("integration-configuration.transferred", "{\"installationId\":\"icfg_1\"}")
                .configurationId())
        .isEqualTo("icfg_1");
  }
}
