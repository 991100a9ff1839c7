package io.github.vercel4j.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentEventTest {
  private static DeploymentEvent event(String type, String payload) {
    return (DeploymentEvent)
        WebhookEvent.parse("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  @Test
  void createdDeploymentIsRead() {
    DeploymentEvent event =
        event(
            "deployment.created",
            """
            {"team":{"id":"team_1"},"user":{"id":"usr_1"},
             "alias":["shop.example","shop-git-main.vercel.app"],
             "deployment":{"id":"dpl_1","name":"shop","url":"shop-1.vercel.app",
               "meta":{"githubCommitSha":"ab12","githubDeployment":1,"x":null,"y":{"z":true}}},
             "links":{"deployment":"https://vercel.com/acme/shop/1",
               "project":"https://vercel.com/acme/shop"},
             "target":"production","project":{"id":"prj_1"},"plan":"pro",
             "regions":["fra1","sfo1"]}""");

    assertThat(event.type()).isEqualTo(WebhookEventType.DEPLOYMENT_CREATED);
    assertThat(event.deploymentId()).isEqualTo("dpl_1");
    assertThat(event.deploymentName()).isEqualTo("shop");
    assertThat(event.deploymentUrl()).isEqualTo("shop-1.vercel.app");
    assertThat(event.meta())
        .containsExactly(
            entry("githubCommitSha", "ab12"),
            entry("githubDeployment", "1"),
            entry("x", "null"),
            entry("y", "{\"z\":true}"));
    assertThat(event.projectId()).isEqualTo("prj_1");
    assertThat(event.target()).isEqualTo("production");
    assertThat(event.aliases()).containsExactly("shop.example", "shop-git-main.vercel.app");
    assertThat(event.regions()).containsExactly("fra1", "sfo1");
    assertThat(event.plan()).isEqualTo("pro");
    assertThat(event.deploymentLink()).isEqualTo("https://vercel.com/acme/shop/1");
    assertThat(event.projectLink()).isEqualTo("https://vercel.com/acme/shop");
    assertThat(event.checkId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployment.succeeded",
        "deployment.ready",
        "deployment.error",
        "deployment.canceled",
        "deployment-ready",
        "deployment-error"
      })
  void previewHasNoTargetAndNoAlias(String type) {
    DeploymentEvent event =
        event(
            type, "{\"deployment\":{\"id\":\"dpl_1\"},\"target\":null,\"project\":{\"id\":\"p\"}}");

    assertThat(event.deploymentId()).isEqualTo("dpl_1");
    assertThat(event.target()).isNull();
    assertThat(event.aliases()).isEmpty();
    assertThat(event.meta()).isEmpty();
  }

  @Test
  void checkToRunAgainIsRead() {
    DeploymentEvent event =
        event(
            "deployment.check-rerequested",
            "{\"deployment\":{\"id\":\"dpl_1\"},\"check\":{\"id\":\"check_1\"}}");

    assertThat(event.type()).isEqualTo(WebhookEventType.DEPLOYMENT_CHECK_REREQUESTED);
    assertThat(event.deploymentId()).isEqualTo("dpl_1");
    assertThat(event.checkId()).isEqualTo("check_1");
  }

  /** Old webhooks repeat what the deployment holds; where it does not, that counts. */
  @Test
  void legacyPayloadIsRead() {
    DeploymentEvent event =
        event(
            "deployment-ready",
            "{\"deploymentId\":\"dpl_1\",\"name\":\"shop\",\"url\":\"shop-1.vercel.app\","
                + "\"project\":\"prj_1\",\"projectId\":\"prj_1\"}");

    assertThat(event.deploymentId()).isEqualTo("dpl_1");
    assertThat(event.deploymentName()).isEqualTo("shop");
    assertThat(event.deploymentUrl()).isEqualTo("shop-1.vercel.app");
    assertThat(event.projectId()).isEqualTo("prj_1");
  }
}
