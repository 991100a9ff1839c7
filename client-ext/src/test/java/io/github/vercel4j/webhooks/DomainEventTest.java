package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainEventTest {
  private static DomainEvent event(String type, String payload) {
    return (DomainEvent)
        WebhookEvent.parse("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  @Test
  void domainOfTheAccountIsRead() {
    DomainEvent event =
        event("domain.created", "{\"domain\":{\"name\":\"acme.example\",\"delegated\":false}}");

    assertThat(event.domainName()).isEqualTo("acme.example");
    assertThat(event.projectId()).isNull();
    assertThat(event.dnsNames()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"project.domain.created", "project.domain-created"})
  void domainOfAProjectIsRead(String type) {
    DomainEvent event =
        event(type, "{\"project\":{\"id\":\"prj_1\"},\"domain\":{\"name\":\"acme.example\"}}");

    assertThat(event.type()).isEqualTo(WebhookEventType.PROJECT_DOMAIN_CREATED);
    assertThat(event.domainName()).isEqualTo("acme.example");
    assertThat(event.projectId()).isEqualTo("prj_1");
  }

  @Test
  void changedDomainIsTheNewOne() {
    DomainEvent event =
        event(
            "project.domain-updated",
            "{\"project\":{\"id\":\"prj_1\"},\"previous\":{\"domain\":\"old.example\"},"
                + "\"next\":{\"domain\":\"new.example\"}}");

    assertThat(event.domainName()).isEqualTo("new.example");
  }

  @Test
  void movedDomainIsInItsNewProject() {
    DomainEvent event =
        event(
            "project.domain-moved",
            "{\"domain\":{\"name\":\"acme.example\"},\"from\":{\"projectId\":\"prj_1\"},"
                + "\"to\":{\"projectId\":\"prj_2\"}}");

    assertThat(event.projectId()).isEqualTo("prj_2");
  }

  @Test
  void previousAndNextAutoRenewalDoNotHideTheDomain() {
    DomainEvent event =
        event(
            "domain.auto-renew-changed",
            "{\"domain\":{\"name\":\"acme.example\"},\"previous\":true,\"next\":false}");

    assertThat(event.domainName()).isEqualTo("acme.example");
  }

  @Test
  void zoneOfChangedRecordsIsTheDomain() {
    assertThat(
            event("domain.dns-records-changed", "{\"zone\":\"acme.example\",\"changes\":[]}")
                .domainName())
        .isEqualTo("acme.example");
  }

  @Test
  void namesOfAFailedCertificateAreRead() {
    DomainEvent event =
        event(
            "domain.certificate-add-failed",
            "{\"dnsNames\":[\"acme.example\",\"*.acme.example\"]}");

    assertThat(event.type()).isEqualTo(WebhookEventType.DOMAIN_CERTIFICATE_ADD_FAILED);
    assertThat(event.dnsNames()).containsExactly("acme.example", "*.acme.example");
    assertThat(event.domainName()).isNull();
  }
}
