package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.permissions.GrantedPermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeChangeConfirmedEventTest {
  private static final String TYPE = "integration-configuration.scope-change-confirmed";

  private static WebhookEvent event(String type, String configuration) {
    return WebhookEvent.parse(
        "{\"type\":\"" + type + "\",\"payload\":{\"configuration\":" + configuration + "}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {TYPE, "integration-configuration-scope-change-confirmed"})
  void grantedPermissionsAreRead(String type) {
    ScopeChangeConfirmedEvent event =
        (ScopeChangeConfirmedEvent)
            event(
                type,
                "{\"id\":\"icfg_1\",\"scopes\":[\"read-write:project\",\"read:team\",\"read:new\"]}");

    assertThat(event.configurationId()).isEqualTo("icfg_1");
    assertThat(event.grantedPermissions())
        .isEqualTo(GrantedPermissions.of("read-write:project", "read:team", "read:new"));
    assertThat(event.grantedPermissions().mayCall(Operation.GET_PROJECTS)).isTrue();
  }

  @Test
  void emptyListPermissionsNothing() {
    ScopeChangeConfirmedEvent event =
        (ScopeChangeConfirmedEvent) event(TYPE, "{\"id\":\"icfg_1\",\"scopes\":[]}");

    assertThat(event.grantedPermissions().permissions()).isEmpty();
  }

  /** Or a caller would store that nothing is granted any more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"scopes\":null}",
        "{\"scopes\":{}}",
        "{\"scopes\":\"read:team\"}",
        "{\"scopes\":[\"read:team\",7]}",
        "null"
      })
  void eventWithoutPermissionsIsUnknown(String configuration) {
    WebhookEvent event = event(TYPE, configuration);

    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(event.type())
        .isEqualTo(WebhookEventType.INTEGRATION_CONFIGURATION_SCOPE_CHANGE_CONFIRMED);
    assertThat(event.payload().get("configuration")).hasToString(configuration);
  }
}
