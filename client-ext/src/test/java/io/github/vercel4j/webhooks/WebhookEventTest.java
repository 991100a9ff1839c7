package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {
  @Test
  void envelopeIsRead() {
    WebhookEvent event =
        WebhookEvent.parse(
            """
            {"id":"evt_1","type":"project.created","createdAt":1700000000123,"region":"sfo1",
             "payload":{"team":{"id":"team_1"},"user":{"id":"usr_1"}}}""");

    assertThat(event.id()).isEqualTo("evt_1");
    assertThat(event.type()).isEqualTo(WebhookEventType.PROJECT_CREATED);
    assertThat(event.createdAt()).isEqualTo(Instant.ofEpochMilli(1700000000123L));
    assertThat(event.region()).isEqualTo("sfo1");
    assertThat(event.teamId()).isEqualTo("team_1");
    assertThat(event.userId()).isEqualTo("usr_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"payload\":{\"team\":null,\"user\":null}",
        "\"payload\":{\"team\":{\"id\":null},\"user\":{\"id\":null}}",
        "\"payload\":{\"team\":{},\"user\":{}}",
        "\"payload\":{\"team\":\"\",\"user\":[]}",
        "\"payload\":{}",
        "\"payload\":null",
        "\"payload\":[]",
        "\"region\":null",
        "\"region\":{}",
        "\"id\":null,\"createdAt\":null"
      })
  void missingPropertiesOfTheEnvelopeAreNull(String rest) {
    WebhookEvent event = WebhookEvent.parse("{\"type\":\"project.created\"," + rest + "}");

    assertThat(event.id()).isNull();
    assertThat(event.createdAt()).isNull();
    assertThat(event.region()).isNull();
    assertThat(event.teamId()).isNull();
    assertThat(event.userId()).isNull();
    assertThat(event.payload()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1694703330000",
        "1.69470333e12",
        "\"1694703330000\"",
        "\"2023-09-14T14:55:30.000Z\"",
        "\"2023-09-14T16:55:30+02:00\""
      })
  void timeIsReadInAnySpelling(String time) {
    JsonObject json =
        (JsonObject) JsonValue.parse("{\"a\":" + time + ",\"proxy\":{\"a\":" + time + "}}");

    assertThat(Fields.time(json, "a")).isEqualTo(Instant.ofEpochMilli(1694703330000L));
    assertThat(Fields.time(json, "proxy", "a")).isEqualTo(Instant.ofEpochMilli(1694703330000L));
    assertThat(json.get("a")).hasToString(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e999999999",
        "99999999999999999999",
        "\"99999999999999999999\"",
        "\"2023-11-14\"",
        "true",
        "{}"
      })
  void malformedTimeIsNull(String createdAt) {
    WebhookEvent event =
        WebhookEvent.parse("{\"type\":\"project.created\",\"createdAt\":" + createdAt + "}");

    assertThat(event.createdAt()).isNull();
    assertThat(event.json().get("createdAt")).hasToString(createdAt);
  }

  /** As webhooks of 2021 deliver it: ids beside the payload, and more of them. */
  @Test
  void legacyEnvelopeIsRead() {
    WebhookEvent event =
        WebhookEvent.parse(
            """
            {"id":"uev_1","type":"deployment-ready","createdAt":1600000000000,"region":"now-sfo",
             "clientId":"oac_1","ownerId":"team_1","teamId":"team_1","userId":"usr_1",
             "webhookId":"hook_1",
             "payload":{"deployment":{"id":"dpl_1","name":"shop","url":"shop-1.vercel.app",
               "inspectorUrl":"https://vercel.com/acme/shop/1","meta":{}},
               "deploymentId":"dpl_1","name":"shop","plan":"pro","project":"prj_1",
               "projectId":"prj_1","regions":["sfo1"],"type":"LAMBDAS","url":"shop-1.vercel.app"}}""");

    assertThat(event.type()).isEqualTo(WebhookEventType.DEPLOYMENT_READY);
    assertThat(event.teamId()).isEqualTo("team_1");
    assertThat(event.userId()).isEqualTo("usr_1");
    assertThat(event.json().get("webhookId")).hasToString("\"hook_1\"");
    assertThat(event)
        .isInstanceOfSatisfying(
            DeploymentEvent.class,
            deployment -> {
              assertThat(deployment.deploymentId()).isEqualTo("dpl_1");
              assertThat(deployment.projectId()).isEqualTo("prj_1");
              assertThat(deployment.deploymentLink()).isEqualTo("https://vercel.com/acme/shop/1");
            });
  }

  @Test
  void nothingReceivedIsLost() {
    String json =
        "{\"new\":[1.0,null],\"type\":\"domain.certificate-add\",\"createdAt\":1.7e12,"
            + "\"payload\":{\"cert\":{\"cns\":[\"a.example\"]},\"new\":{\"deep\":-0}}}";

    WebhookEvent event = WebhookEvent.parse(json);

    assertThat(event.json()).hasToString(json);
    assertThat(event.payload().get("new")).hasToString("{\"deep\":-0}");
    assertThat(event.createdAt()).isEqualTo(Instant.ofEpochMilli(1700000000000L));
  }

  @ParameterizedTest
  @CsvSource({
    "deployment, DeploymentEvent",
    "deployment-prepared, DeploymentEvent",
    "deployment.tomorrow, DeploymentEvent",
    "deployment.integration.action.start, DeploymentEvent",
    "project-created, ProjectEvent",
    "project.renamed, ProjectEvent",
    "project.rolling-release.started, ProjectEvent",
    "project.env-variable.created, EnvironmentVariableEvent",
    "project.domain.created, DomainEvent",
    "project.domain-verified, DomainEvent",
    "domain-created, DomainEvent",
    "domain.renewal, DomainEvent",
    "integration-configuration.removed, IntegrationConfigurationEvent",
    "integration-configuration-permission-updated, IntegrationConfigurationEvent",
    "integration-configuration.transferred, IntegrationConfigurationEvent",
    "integration-resource.project-connected, UnknownEvent",
    "projects.created, UnknownEvent",
    "project, UnknownEvent",
    "edge-config.created, UnknownEvent",
    "marketplace.invoice.paid, UnknownEvent",
    "test-webhook, UnknownEvent",
  })
  void classFollowsTheGroupOfTheType(String type, String simpleName) {
    WebhookEvent event = WebhookEvent.parse("{\"type\":\"" + type + "\"}");

    assertThat(event.getClass().getSimpleName()).isEqualTo(simpleName);
  }

  @Test
  void eventIsEqualAfterARoundTripThroughJson() {
    WebhookEvent event =
        WebhookEvent.parse("{\"type\":\"project.created\",\"payload\":{\"project\":null}}");
    WebhookEvent again = WebhookEvent.parse(event.json().toString());

    assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
    assertThat(again).isNotEqualTo(WebhookEvent.parse("{\"type\":\"project.created\"}"));
  }

  @Test
  void jsonThatIsNoEventIsRejected() {
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> WebhookEvent.parse("[]"))
        .withMessage("The event is JSON, but not an object")
        .returns(400, InvalidDeliveryException::status);
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> WebhookEvent.parse(""))
        .withMessage("The event is empty");
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> WebhookEvent.parse("{}"))
        .withMessage("The event has no type");
  }

  @Test
  void payloadIsNotPrinted() {
    WebhookEvent event =
        WebhookEvent.parse(
            "{\"id\":\"evt_1\",\"type\":\"project.created\",\"createdAt\":0,"
                + "\"payload\":{\"secret\":\"canary\"}}");

    assertThat(event)
        .hasToString(
            "ProjectEvent[type=project.created, id=evt_1, createdAt=1970-01-01T00:00:00Z]");
  }

  static Stream<String> typesOfEachClass() {
    return Stream.of(
        "deployment.created",
        "project.created",
        "project.env-variable.created",
        "domain.created",
        "integration-configuration.removed",
        "integration-configuration.scope-change-confirmed",
        "planet.landing");
  }

  /** Whatever stands where an object, a string or a list is expected. */
  @ParameterizedTest
  @MethodSource("typesOfEachClass")
  void accessorsNeverThrow(String type) throws ReflectiveOperationException {
    List<String> keys =
        List.of(
            "team",
            "user",
            "deployment",
            "project",
            "projects",
            "domain",
            "configuration",
            "links",
            "check",
            "alias",
            "regions",
            "next",
            "to",
            "dnsNames",
            "target",
            "previousName",
            "envVarId");
    for (String value :
        List.of("null", "1", "\"\"", "[]", "[1,null,{}]", "{}", "{\"id\":[],\"meta\":[]}")) {
      StringBuilder payload = new StringBuilder();
      for (String key : keys) {
        payload.append(payload.isEmpty() ? "" : ",").append('"').append(key).append("\":");
        payload.append(value);
      }
      assertNoAccessorThrows(
          WebhookEvent.parse("{\"type\":\"" + type + "\",\"payload\":{" + payload + "}}"));
    }
    assertNoAccessorThrows(WebhookEvent.parse("{\"type\":\"" + type + "\"}"));
  }

  private static void assertNoAccessorThrows(WebhookEvent event)
      throws ReflectiveOperationException {
    for (Method method : event.getClass().getMethods()) {
      if (method.getParameterCount() == 0
          && !Modifier.isStatic(method.getModifiers())
          && method.getDeclaringClass().getPackage().equals(WebhookEvent.class.getPackage())) {
        Object value;
        try {
          value = method.invoke(event);
        } catch (InvocationTargetException e) {
          throw new AssertionError(method + " of " + event.json(), e.getCause());
        }
        if (Collection.class.isAssignableFrom(method.getReturnType())
            || Map.class.isAssignableFrom(method.getReturnType())) {
          assertThat(value).as(method.getName()).isNotNull();
        }
      }
    }
  }
}
