package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookEventTypeTest {
  static List<Field> constants() {
    List<Field> constants = new ArrayList<>();
    for (Field field : WebhookEventType.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        constants.add(field);
      }
    }
    return constants;
  }

  @ParameterizedTest
  @MethodSource("constants")
  void constantIsNamedLikeItsValue(Field constant) throws IllegalAccessException {
    WebhookEventType type = (WebhookEventType) constant.get(null);

    assertThat(type.value().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
        .isEqualTo(constant.getName());
    assertThat(type.isKnown()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("constants")
  void everySpellingIsTheConstant(Field constant) throws IllegalAccessException {
    WebhookEventType type = (WebhookEventType) constant.get(null);

    assertThat(WebhookEventType.of(type.value())).isSameAs(type);
    assertThat(WebhookEventType.of(type.value().replace('.', '-'))).isSameAs(type);
    assertThat(WebhookEventType.of(type.value().replace('-', '.'))).isSameAs(type);
  }

  @ParameterizedTest
  @CsvSource({
    "deployment-created, deployment.created",
    "deployment, deployment.created",
    "deployment-ready, deployment.ready",
    "deployment-check-rerequested, deployment.check-rerequested",
    "domain.certificate-add, domain.certificate.add",
    "domain.certificate-renew-failed, domain.certificate.renew.failed",
    "domain.dns-records-changed, domain.dns.records.changed",
    "domain.transfer-in-started, domain.transfer-in.started",
    "domain.auto-renew-changed, domain.auto-renew.changed",
    "project.domain-moved, project.domain.moved",
    "integration-configuration-removed, integration-configuration.removed",
    "integration-configuration-permission-updated, integration-configuration.permission-upgraded",
    "integration-configuration-scope-change-confirmed,"
        + " integration-configuration.scope-change-confirmed",
  })
  void spellingsThatVercelUsesAreOneType(String received, String value) {
    assertThat(WebhookEventType.of(received)).hasToString(value);
    assertThat(WebhookEventType.of(received).isKnown()).isTrue();
  }

  @Test
  void unknownTypeKeepsItsName() {
    WebhookEventType type = WebhookEventType.of("planet-landing.started");

    assertThat(type.isKnown()).isFalse();
    assertThat(type.value()).isEqualTo("planet-landing.started");
    assertThat(type).isEqualTo(WebhookEventType.of("planet-landing.started"));
    assertThat(type).isNotEqualTo(WebhookEventType.of("planet-landing-started"));
  }

  @Test
  void typesDifferInCase() {
    assertThat(WebhookEventType.of("Project.created").isKnown()).isFalse();
  }
}
