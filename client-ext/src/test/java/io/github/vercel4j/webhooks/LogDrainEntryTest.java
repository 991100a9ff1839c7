package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogDrainEntryTest {
  private static LogDrainEntry entry(String json) {
    String body = json.replace("\n", "");
    return (LogDrainEntry)
        DrainReceiver.of("canary").receive(bytes(body), sign("canary", body)).iterator().next();
  }

  @Test
  void logOfARequestIsRead() {
    LogDrainEntry entry =
        entry(
            """
            {"id":"1573817187330377061717300000","timestamp":1573817187330,"message":"Adding",
             "level":"info","source":"lambda","type":"stdout","projectId":"prj_1",
             "projectName":"shop","deploymentId":"dpl_1","buildId":"bld_1",
             "environment":"production","branch":"main","host":"shop.vercel.app",
             "path":"/dynamic/[route].json","entrypoint":"api/index.js",
             "destination":"https://a.example/v1","requestId":"req_1","statusCode":200,
             "executionRegion":"sfo1","traceId":"1b02","spanId":"f24e",
             "proxy":{"timestamp":1573817250172,"method":"GET","scheme":"https",
               "host":"shop.example","path":"/dynamic/a.json?x=1","statusCode":-1,
               "clientIp":"192.0.2.7","userAgent":["Mozilla/5.0"],"referer":"https://b.example",
               "region":"fra1","vercelCache":"MISS","vercelId":"fra1::1","wafAction":"deny",
               "wafRuleId":"rule_1","cacheId":"pdx1::2"}}""");

    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.id()).isEqualTo("1573817187330377061717300000");
    assertThat(entry.timestamp()).isEqualTo(Instant.ofEpochMilli(1573817187330L));
    assertThat(entry.message()).isEqualTo("Adding");
    assertThat(entry.level()).isEqualTo("info");
    assertThat(entry.source()).isEqualTo("lambda");
    assertThat(entry.type()).isEqualTo("stdout");
    assertThat(entry.projectId()).isEqualTo("prj_1");
    assertThat(entry.projectName()).isEqualTo("shop");
    assertThat(entry.deploymentId()).isEqualTo("dpl_1");
    assertThat(entry.buildId()).isEqualTo("bld_1");
    assertThat(entry.environment()).isEqualTo("production");
    assertThat(entry.branch()).isEqualTo("main");
    assertThat(entry.host()).isEqualTo("shop.vercel.app");
    assertThat(entry.path()).isEqualTo("/dynamic/[route].json");
    assertThat(entry.entrypoint()).isEqualTo("api/index.js");
    assertThat(entry.destination()).isEqualTo("https://a.example/v1");
    assertThat(entry.requestId()).isEqualTo("req_1");
    assertThat(entry.statusCode()).isEqualTo(200);
    assertThat(entry.executionRegion()).isEqualTo("sfo1");
    assertThat(entry.traceId()).isEqualTo("1b02");
    assertThat(entry.spanId()).isEqualTo("f24e");

    LogDrainEntry.Proxy proxy = requireNonNull(entry.proxy());
    assertThat(proxy.timestamp()).isEqualTo(Instant.ofEpochMilli(1573817250172L));
    assertThat(proxy.method()).isEqualTo("GET");
    assertThat(proxy.scheme()).isEqualTo("https");
    assertThat(proxy.host()).isEqualTo("shop.example");
    assertThat(proxy.path()).isEqualTo("/dynamic/a.json?x=1");
    assertThat(proxy.statusCode()).isEqualTo(-1);
    assertThat(proxy.clientIp()).isEqualTo("192.0.2.7");
    assertThat(proxy.userAgent()).containsExactly("Mozilla/5.0");
    assertThat(proxy.referer()).isEqualTo("https://b.example");
    assertThat(proxy.region()).isEqualTo("fra1");
    assertThat(proxy.vercelCache()).isEqualTo("MISS");
    assertThat(proxy.vercelId()).isEqualTo("fra1::1");
    assertThat(proxy.wafAction()).isEqualTo("deny");
    assertThat(proxy.wafRuleId()).isEqualTo("rule_1");
    assertThat(proxy.json().get("cacheId")).hasToString("\"pdx1::2\"");
  }

  @Test
  void missingPropertiesAreNull() throws ReflectiveOperationException {
    LogDrainEntry entry = entry("{\"other\":1}");

    for (Method method : LogDrainEntry.class.getDeclaredMethods()) {
      if (method.getParameterCount() == 0
          && !method.getName().matches("number|json|hashCode|toString")) {
        assertThat(method.invoke(entry)).as(method.getName()).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"200\"", "200.5", "1e10", "[]", "1e999999999"})
  void statusThatIsNoNumberIsNull(String status) {
    LogDrainEntry entry = entry("{\"statusCode\":" + status + ",\"timestamp\":\"x\",\"proxy\":[]}");

    assertThat(entry.statusCode()).isNull();
    assertThat(entry.timestamp()).isNull();
    assertThat(entry.proxy()).isNull();
    assertThat(entry.json().get("statusCode")).hasToString(status);
  }

  @Test
  void entriesOfOtherDrainsAreKept() {
    LogDrainEntry entry = entry("{\"schema\":\"vercel.analytics.v1\",\"eventType\":\"pageview\"}");

    assertThat(entry.id()).isNull();
    assertThat(entry.json().get("eventType")).hasToString("\"pageview\"");
  }

  @Test
  void entriesOfEqualNumberAndJsonAreEqual() {
    assertThat(entry("{\"id\":\"1\",\"level\":\"info\"}"))
        .isEqualTo(entry("{\"level\":\"info\",\"id\":\"1\"}"))
        .hasSameHashCodeAs(entry("{\"level\":\"info\",\"id\":\"1\"}"))
        .isNotEqualTo(entry("{\"id\":\"2\",\"level\":\"info\"}"))
        .isNotEqualTo(new MalformedDrainEntry(1, "is not JSON", "{"));
  }

  @Test
  void loggedTextIsNotPrinted() {
    LogDrainEntry entry =
        entry(
            "{\"id\":\"1\",\"source\":\"lambda\",\"message\":\"canary\","
                + "\"proxy\":{\"method\":\"GET\",\"host\":\"a.example\",\"path\":\"/canary\"}}");

    assertThat(entry).hasToString("LogDrainEntry[number=1, id=1, source=lambda]");
    assertThat(entry.proxy()).hasToString("Proxy[method=GET, host=a.example, statusCode=null]");
    assertThat(new MalformedDrainEntry(3, "is not JSON", "canary"))
        .hasToString("MalformedDrainEntry[number=3, problem=is not JSON]");
  }
}
