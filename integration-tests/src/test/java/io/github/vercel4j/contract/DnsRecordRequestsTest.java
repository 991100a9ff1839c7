package io.github.vercel4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.model.CreateRecordRequest;
import io.github.vercel4j.api.model.DnsRecordType;
import io.github.vercel4j.api.model.HostRecordRequest;
import io.github.vercel4j.api.model.HostRecordRequestType;
import io.github.vercel4j.api.model.HttpsRecord;
import io.github.vercel4j.api.model.HttpsRecordRequest;
import io.github.vercel4j.api.model.MxRecordRequest;
import io.github.vercel4j.api.model.SrvRecord;
import io.github.vercel4j.api.model.SrvRecordRequest;
import io.github.vercel4j.api.model.TxtRecordRequest;
import io.github.vercel4j.api.model.UpdateRecordRequest;
import io.github.vercel4j.json.JsonValue;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of DNS record is sent with its name and what belongs to it, and with nothing else. */
class DnsRecordRequestsTest {
  private static final SrvRecord SRV =
      SrvRecord.builder().priority(10).weight(60).port(5060).target("sip.example.net.").build();
  private static final HttpsRecord HTTPS =
      HttpsRecord.builder().priority(1).target("shop.example.net.").params("alpn=h2,h3").build();
  private static final String SRV_JSON =
      "{'priority': 10, 'weight': 60, 'port': 5060, 'target': 'sip.example.net.'}";
  private static final String HTTPS_JSON =
      "{'priority': 1, 'target': 'shop.example.net.', 'params': 'alpn=h2,h3'}";

  @StartStop public final MockWebServer server = new MockWebServer();
  private VercelClient vercel;
  private InstallationClient client;

  @BeforeEach
  void connect() {
    vercel =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
            .build();
    client = vercel.forInstallation(Installation.of("canary_token").withTeamId("team_1"));
  }

  @AfterEach
  void disconnect() {
    vercel.close();
  }

  /** A record of each type that Vercel documents, and the JSON of it. */
  static Stream<ArgumentSet> newRecords() {
    return Stream.of(
        host("A", "shop", "203.0.113.10"),
        host("AAAA", "shop", "2001:db8::10"),
        host("ALIAS", "", "shop.example.net."),
        host("CAA", "", "0 issue \"ca.example.net\""),
        host("CNAME", "www", "shop.example.net."),
        host("NS", "lab", "ns1.example.net."),
        record(
            "MX",
            MxRecordRequest.builder()
                .name("")
                .value("mail.example.net.")
                .mxPriority(10)
                .ttl(300)
                .comment("Mail.")
                .build(),
            "{'type': 'MX', 'name': '', 'value': 'mail.example.net.', 'mxPriority': 10,"
                + " 'ttl': 300, 'comment': 'Mail.'}"),
        record(
            "TXT",
            TxtRecordRequest.builder()
                .name("_acme-challenge")
                .value("proof")
                .ttl(60)
                .comment("A certificate.")
                .build(),
            "{'type': 'TXT', 'name': '_acme-challenge', 'value': 'proof', 'ttl': 60,"
                + " 'comment': 'A certificate.'}"),
        record(
            "SRV",
            SrvRecordRequest.builder()
                .name("_sip._tcp")
                .srv(SRV)
                .ttl(300)
                .comment("Calls.")
                .build(),
            "{'type': 'SRV', 'name': '_sip._tcp', 'ttl': 300, 'comment': 'Calls.', 'srv': "
                + SRV_JSON
                + "}"),
        record(
            "HTTPS",
            HttpsRecordRequest.builder()
                .name("shop")
                .https(HTTPS)
                .ttl(300)
                .comment("HTTP/3.")
                .build(),
            "{'type': 'HTTPS', 'name': 'shop', 'ttl': 300, 'comment': 'HTTP/3.', 'https': "
                + HTTPS_JSON
                + "}"));
  }

  private static ArgumentSet host(String type, String name, String value) {
    return record(
        type,
        HostRecordRequest.builder()
            .type(HostRecordRequestType.of(type))
            .name(name)
            .value(value)
            .ttl(60)
            .comment("The shop.")
            .build(),
        "{'type': '%s', 'name': '%s', 'value': '%s', 'ttl': 60, 'comment': 'The shop.'}"
            .formatted(type, name, value.replace("\"", "\\\"")));
  }

  private static ArgumentSet record(String type, CreateRecordRequest request, String json) {
    return argumentSet(type, request, JsonValue.parse(json.replace('\'', '"')));
  }

  /** A changed name together with all that a type of record has. */
  static Stream<ArgumentSet> changedRecords() {
    return Stream.of(
        change(
            UpdateRecordRequest.builder()
                .name("_dmarc")
                .type(DnsRecordType.TXT)
                .value("v=DMARC1; p=none")
                .ttl(60)
                .comment("Mail.")
                .build(),
            "{'name': '_dmarc', 'type': 'TXT', 'value': 'v=DMARC1; p=none', 'ttl': 60,"
                + " 'comment': 'Mail.'}"),
        change(
            UpdateRecordRequest.builder().name("").type(DnsRecordType.MX).mxPriority(20).build(),
            "{'name': '', 'type': 'MX', 'mxPriority': 20}"),
        change(
            UpdateRecordRequest.builder()
                .name("_sip._tcp")
                .type(DnsRecordType.SRV)
                .srv(SRV)
                .build(),
            "{'name': '_sip._tcp', 'type': 'SRV', 'srv': " + SRV_JSON + "}"),
        change(
            UpdateRecordRequest.builder()
                .name("shop")
                .type(DnsRecordType.HTTPS)
                .https(HTTPS)
                .build(),
            "{'name': 'shop', 'type': 'HTTPS', 'https': " + HTTPS_JSON + "}"));
  }

  private static ArgumentSet change(UpdateRecordRequest request, String json) {
    return argumentSet(
        String.valueOf(request.type()), request, JsonValue.parse(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @MethodSource("newRecords")
  void newRecordIsSentWithItsName(CreateRecordRequest request, JsonValue json) throws Exception {
    server.enqueue(response("{\"uid\": \"rec_1\", \"updated\": 1761523200000}"));

    client.dns().createRecord("example.com", request).execute();

    assertThat(sent("POST /v2/domains/example.com/records?teamId=team_1 HTTP/1.1")).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("changedRecords")
  void changedRecordIsSentWithItsName(UpdateRecordRequest request, JsonValue json)
      throws Exception {
    server.enqueue(response("{\"id\": \"rec_1\"}"));

    client.dns().updateRecord("rec_1", request).execute();

    assertThat(sent("PATCH /v1/domains/records/rec_1?teamId=team_1 HTTP/1.1")).isEqualTo(json);
  }

  @Test
  void recordWithoutNameIsNotBuilt() {
    assertThatThrownBy(() -> TxtRecordRequest.builder().value("proof").build())
        .hasMessageContaining("name");
    assertThatThrownBy(() -> SrvRecordRequest.builder().srv(SRV).build())
        .hasMessageContaining("name");
    assertThatThrownBy(() -> HttpsRecordRequest.builder().https(HTTPS).build())
        .hasMessageContaining("name");
  }

  private JsonValue sent(String requestLine) throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo(requestLine);
    return JsonValue.parse(request.getBody().utf8());
  }

  private static MockResponse response(String body) {
    return new MockResponse.Builder()
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .body(body)
        .build();
  }
}
