package io.github.vercel4j.oauth;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthCallbackTest {
  private static final String QUERY =
      "code=canary_c&configurationId=icfg_1&teamId=team_7&next=https%3A%2F%2Fvercel.com%2Facme%3Fa%3D1"
          + "&source=marketplace&state=st4te&currentProjectId=prj_1&external-id=ext%20%2B1&new=a%26b";

  private static void assertComplete(OAuthCallback callback) {
    assertThat(callback.code()).isEqualTo("canary_c");
    assertThat(callback.configurationId()).isEqualTo("icfg_1");
    assertThat(callback.teamId()).isEqualTo("team_7");
    assertThat(callback.next()).isEqualTo(URI.create("https://vercel.com/acme?a=1"));
    assertThat(callback.source()).isEqualTo("marketplace");
    assertThat(callback.state()).isEqualTo("st4te");
    assertThat(callback.currentProjectId()).isEqualTo("prj_1");
    assertThat(callback.externalId()).isEqualTo("ext +1");
    assertThat(callback.error()).isNull();
    assertThat(callback.errorDescription()).isNull();
    assertThat(callback.additionalParameters()).containsExactly(Map.entry("new", "a&b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "/callback?",
        "https://acme.example/callback?",
        "http://localhost:8080/?",
        "acme+x://callback?"
      })
  void queryIsReadByItselfAndWithinUrls(String before) {
    assertComplete(OAuthCallback.parse(before + QUERY));
    assertComplete(OAuthCallback.parse(before + QUERY + "#code=2"));
    assertComplete(OAuthCallback.parse(" " + before + QUERY + "\n"));
  }

  @Test
  void parametersOfFrameworksAreRead() {
    Map<String, String> single = new LinkedHashMap<>();
    single.put("code", "canary_c");
    single.put("configurationId", "icfg_1");
    single.put("teamId", "team_7");
    single.put("next", "https://vercel.com/acme?a=1");
    single.put("source", "marketplace");
    single.put("state", "st4te");
    single.put("currentProjectId", "prj_1");
    single.put("external-id", "ext +1");
    single.put("new", "a&b");
    Map<String, String[]> arrays = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    single.forEach((name, value) -> arrays.put(name, new String[] {value}));
    single.forEach((name, value) -> lists.put(name, List.of(value)));

    assertComplete(OAuthCallback.of(single));
    assertComplete(OAuthCallback.of(arrays));
    assertComplete(OAuthCallback.of(lists));
  }

  @Test
  void questionMarkWithinTheQueryIsKept() {
    OAuthCallback callback = OAuthCallback.parse("next=https://vercel.com/a?b=1&code=c");

    assertThat(callback.code()).isEqualTo("c");
    assertThat(callback.next()).isEqualTo(URI.create("https://vercel.com/a?b=1"));
  }

  @Test
  void personalAccountHasNoTeam() {
    OAuthCallback callback = OAuthCallback.parse("code=c&configurationId=icfg_1&teamId=&next");

    assertThat(callback.teamId()).isNull();
    assertThat(callback.next()).isNull();
    assertThat(callback.additionalParameters()).isEmpty();
    assertThat(OAuthCallback.of(Collections.singletonMap("code", "c")).teamId()).isNull();
  }

  @Test
  void emptyValuesAreLeftOut() {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("code", "c");
    parameters.put("teamId", null);
    parameters.put("source", new String[0]);
    parameters.put("state", List.of());

    OAuthCallback callback = OAuthCallback.of(parameters);

    assertThat(callback.teamId()).isNull();
    assertThat(callback.source()).isNull();
    assertThat(callback.state()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=canary1&code=canary2",
        "code=canary1&code=canary1",
        "code=canary1&c%6fde=canary2",
        "code=canary1&code",
      })
  void repeatedParameterIsRejectedWithoutItsValues(String query) {
    assertThatThrownBy(() -> OAuthCallback.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("In the callback the parameter code stands more than once");
  }

  @Test
  void repeatedParameterOfAFrameworkIsRejected() {
    assertThatThrownBy(() -> OAuthCallback.of(Map.of("next", new String[] {"a", "b"})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("In the callback the parameter next stands more than once");
    assertThatThrownBy(() -> OAuthCallback.of(Map.of("state", List.of("a", "a"))))
        .hasMessage("In the callback the parameter state stands more than once");
  }

  @Test
  void unknownNameIsNotPrinted() {
    assertThatThrownBy(() -> OAuthCallback.parse("code=c&canary=1&canary=2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("In the callback a parameter that is none of Vercel's stands more than once");
  }

  @ParameterizedTest
  @CsvSource({
    "code=canary%, the parameter code",
    "code=canary%2, the parameter code",
    "code=%zzcanary, the parameter code",
    "canary=%zz, a parameter that is none of Vercel's",
    "canary%zz=1, the name of a parameter"
  })
  void brokenEncodingIsRejectedWithoutTheValue(String query, String place) {
    assertThatThrownBy(() -> OAuthCallback.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two hexadecimal digits")
        .hasMessageEndingWith(": in " + place)
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary%0a", "canary%00", "canary%1b[31m", "canary%7f", "canary%ff"})
  void unprintableCharactersAreRejected(String value) {
    assertThatThrownBy(() -> OAuthCallback.parse("code=" + value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the parameter code holds a control character or is no UTF-8")
        .hasMessageNotContaining("canary");
    assertThat(OAuthCallback.parse("code=c&new=" + value).additionalParameters())
        .containsKey("new");
  }

  @Test
  void valueThatIsNoStringIsRejected() {
    assertThatThrownBy(() -> OAuthCallback.of(Map.of("code", 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "In the callback the parameter code is a java.lang.Integer, not a string or several");
    assertThatThrownBy(() -> OAuthCallback.of(Map.of("code", List.of(List.of("c")))))
        .hasMessageContaining("not a string or several");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "canary", "/canary?", "https://acme.example/canary", "code="})
  void queryWithoutCodeIsRejectedWithoutPrintingIt(String query) {
    assertThatThrownBy(() -> OAuthCallback.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither code nor error")
        .hasMessageContaining("pass the whole query")
        .hasMessageNotContaining("canary");
  }

  @Test
  void rejectionNamesTheParameters() {
    assertThatThrownBy(() -> OAuthCallback.parse("teamId=t&x=canary"))
        .hasMessageContaining("only [teamId];")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> OAuthCallback.of(Map.of()))
        .hasMessageContaining("none of Vercel's parameters");
  }

  @Test
  void deniedInstallationHasAnErrorAndNoCode() {
    OAuthCallback callback =
        OAuthCallback.parse("error=access_denied&error_description=The+user+said+no&state=s");

    assertThat(callback.code()).isNull();
    assertThat(callback.error()).isEqualTo("access_denied");
    assertThat(callback.errorDescription()).isEqualTo("The user said no");
    assertThat(callback.state()).isEqualTo("s");
    assertThatThrownBy(() -> callback.exchange("oac_1", "s", "https://acme.example/"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The callback brings no code but the error access_denied: The user said no");
    assertThatThrownBy(
            () -> OAuthCallback.parse("error=access_denied").exchange("oac_1", "s", "https://a"))
        .hasMessage("The callback brings no code but the error access_denied");
  }

  @Test
  void codeLeadsToItsExchange() {
    CodeExchange exchange =
        OAuthCallback.parse("code=canary_c%2F1")
            .exchange("oac_1", "canary", "https://acme.example/callback");

    assertThat(exchange.clientId()).isEqualTo("oac_1");
    assertThat(exchange.clientSecret()).isEqualTo("canary");
    assertThat(exchange.code()).isEqualTo("canary_c/1");
    assertThat(exchange.redirectUri()).isEqualTo("https://acme.example/callback");
  }

  @Test
  void blankClientSecretIsRejected() {
    OAuthCallback callback = OAuthCallback.parse("code=c");

    assertThatThrownBy(() -> callback.exchange("oac_1", " ", "https://acme.example/callback"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clientSecret");
  }

  private static @Nullable URI next(String next, String... otherHosts) {
    return OAuthCallback.of(Map.of("code", "c", "next", next)).next(otherHosts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vercel.com",
        "https://vercel.com/",
        "https://vercel.com:443/a",
        "https://Vercel.COM/acme/~/integrations?x=1#y",
        "https://vercel.com?next=https://evil.example",
        "https://vercel.com/@evil.example",
        "https://a.b.vercel.com/x%2Fy"
      })
  void nextToVercelIsReturned(String next) {
    URI uri = requireNonNull(next(next));

    assertThat(uri.getScheme()).isEqualTo("https");
    assertThat(uri.getHost())
        .satisfiesAnyOf(
            host -> assertThat(host).isEqualTo("vercel.com"),
            host -> assertThat(host).isEqualTo("a.b.vercel.com"));
    assertThat(uri.getPort()).isEqualTo(-1);
    assertThat(uri.getUserInfo()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://vercel.com/",
        "//vercel.com/",
        "/acme",
        "acme",
        "javascript:alert(1)//vercel.com",
        "data:text/html,https://vercel.com/",
        "https:vercel.com",
        "https:/vercel.com",
        "https:///vercel.com",
        "https://",
        "https:///",
        "https://evil.example/",
        "https://evil.example/https://vercel.com/",
        "https://evil.example?https://vercel.com/",
        "https://evil.example#.vercel.com/",
        "https://vercel.com.evil.example/",
        "https://evilvercel.com/",
        "https://vercel.com.",
        "https://vercel.community/",
        "https://vercel.app/",
        "https://acme.vercel.app/",
        "https://vercel.co",
        "https://com/",
        "https://vercel.com@evil.example/",
        "https://vercel.com:443@evil.example/",
        "https://user@vercel.com/",
        "https://user:password@vercel.com/",
        "https://@vercel.com/",
        "https://vercel.com:8443/",
        "https://vercel.com:80/",
        "https://vercel.com:/",
        "https://vercel.com:443443/",
        "https://evil.example\\.vercel.com/",
        "https://evil.example\\@vercel.com/",
        "https:\\\\vercel.com/",
        "https://vercel.com\\evil",
        "https://vercel.com/\\evil",
        "https://vercel.com%2eevil.example/",
        "https://evil.example%2f.vercel.com/",
        "https://evil.example%00.vercel.com/",
        "https://vercel.com/a b",
        "https://vercel.com /",
        " https://evil.example/",
        "https://vercel\u3002com/",
        "https://ver\u00adcel.com/",
        "https://\uff56ercel.com/",
        "https://xn--vercel-/",
        "https://vercel.com/\u202e",
        "https://[::1]/",
        "https://[::ffff:1.2.3.4].vercel.com/",
        "https://.vercel.com/",
        "https://..vercel.com/",
        "https://evil.example;.vercel.com/",
        "https://evil.example,vercel.com/",
        "https://evil_.example&.vercel.com/"
      })
  void nextToAnotherHostIsNull(String next) {
    assertThat(next(next)).isNull();
    assertThat(OAuthCallback.parse("code=c&next=" + encode(next)).next()).isNull();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void nextToAnAllowedHostIsReturned() {
    assertThat(next("https://v0.app/chat", "v0.app")).isEqualTo(URI.create("https://v0.app/chat"));
    assertThat(next("https://www.v0.app/", "example.com", "V0.app"))
        .isEqualTo(URI.create("https://www.v0.app/"));
    assertThat(next("https://vercel.com/", "v0.app")).isEqualTo(URI.create("https://vercel.com/"));
    assertThat(next("https://evilv0.app/", "v0.app")).isNull();
    assertThat(next("http://v0.app/", "v0.app")).isNull();
    assertThat(next("https://user@v0.app/", "v0.app")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "https://v0.app", "v0.app/", "*.v0.app", "v0.app:443", ".v0.app"})
  void malformedHostIsRejected(String host) {
    OAuthCallback callback = OAuthCallback.parse("code=c");

    assertThatThrownBy(() -> callback.next(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + host + "\" is no host name such as v0.app");
  }

  @Test
  void additionalParametersDoNotChange() {
    OAuthCallback callback = OAuthCallback.parse("code=c&a=1");

    assertThatThrownBy(() -> callback.additionalParameters().put("b", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void printingMasksCodeStateAndUnknownParameters() {
    assertThat(OAuthCallback.parse(QUERY))
        .hasToString(
            "OAuthCallback[code=***, state=***, configurationId=icfg_1, teamId=team_7,"
                + " source=marketplace, error=null]");
    assertThat(OAuthCallback.parse("error=access_denied"))
        .hasToString(
            "OAuthCallback[code=null, state=null, configurationId=null, teamId=null, source=null,"
                + " error=access_denied]");
  }
}
