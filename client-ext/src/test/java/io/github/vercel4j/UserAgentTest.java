package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentTest extends WithServer {
  private static final String OWN = "vercel4j/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?";

  @Test
  void requestNamesTheClientAndItsVersion() {
    assertThat(sentBy(VercelClient.builder())).matches(OWN);
  }

  @Test
  void programOfTheUserIsNamedFirst() {
    assertThat(sentBy(VercelClient.builder().userAgent("acme/1.2 (test)")))
        .matches("acme/1\\.2 \\(test\\) " + OWN);
  }

  @Test
  void exchangeNamesThemToo() {
    respond(200, "{\"access_token\":\"vca_canary_1\"}");

    VercelClient.builder()
        .baseUrl(server.url("/"))
        .userAgent("acme/1.2")
        .build()
        .exchangeCode(EXCHANGE);

    assertThat(request().getHeaders().get("User-Agent")).matches("acme/1\\.2 " + OWN);
  }

  @Test
  void rawRequestNamesThemToo() {
    respond(200, "{}");

    client().forInstallation(TEAM).request("POST", "/v1/things").call().execute();

    assertThat(request().getHeaders().get("User-Agent")).matches(OWN);
  }

  @Test
  void headerOfTheCallOptionsTakesItsPlace() {
    assertThat(
            sentBy(
                VercelClient.builder()
                    .callOptions(CallOptions.defaults().withHeader("user-agent", "other"))))
        .isEqualTo("other");
  }

  @Test
  void interceptorMayTakeItsPlace() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("User-Agent", "mine").build()))
            .build();

    assertThat(sentBy(VercelClient.builder().httpClient(http))).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "acme ", " acme", "acme\r\nX: y", "acme\t1", "acmé", "a  b"})
  void malformedUserAgentIsRejected(String product) {
    assertThatThrownBy(() -> VercelClient.builder().userAgent(product))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("visible ASCII");
  }

  private String sentBy(VercelClient.Builder builder) {
    respond(200, "{\"user\":{}}");
    builder.baseUrl(server.url("/")).build().forInstallation(TEAM).user().getAuthUser().execute();
    List<String> sent = request().getHeaders().values("User-Agent");
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }
}
