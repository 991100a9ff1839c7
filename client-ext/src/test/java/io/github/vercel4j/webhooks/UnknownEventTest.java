package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownEventTest {
  @Test
  void unknownTypeAndPayloadAreKept() {
    WebhookEvent event =
        WebhookEvent.parse(
            "{\"id\":\"evt_1\",\"type\":\"planet.landing\",\"payload\":{\"planet\":{\"id\":\"mars\"},"
                + "\"team\":{\"id\":\"team_1\"}}}");

    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(event.type().isKnown()).isFalse();
    assertThat(event.type()).hasToString("planet.landing");
    assertThat(event.teamId()).isEqualTo("team_1");
    assertThat(event.payload().get("planet")).hasToString("{\"id\":\"mars\"}");
  }
}
