package io.github.vercel4j.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthStateTest {
  @Test
  void newStateHas256BitsAndNeedsNoEncoding() {
    String state = OAuthState.create().value();

    assertThat(Base64.getUrlDecoder().decode(state)).hasSize(32);
    assertThat(state).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void noTwoStatesAreTheSame() {
    Set<String> states = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      states.add(OAuthState.create().value());
    }

    assertThat(states).hasSize(1_000);
  }

  @Test
  void storedStateMatchesTheReceivedOne() {
    OAuthState sent = OAuthState.create();
    OAuthState stored = OAuthState.of(sent.value());
    OAuthCallback callback = OAuthCallback.parse("code=c&" + sent.installUrl("acme").getRawQuery());

    assertThat(stored.matches(callback.state())).isTrue();
  }

  @Test
  void anotherStateDoesNotMatch() {
    OAuthState state = OAuthState.of("0123456789abcdef");

    assertThat(state.matches("0123456789abcdeF")).isFalse();
    assertThat(state.matches("0123456789abcde")).isFalse();
    assertThat(state.matches("0123456789abcdef0")).isFalse();
    assertThat(state.matches("")).isFalse();
    assertThat(state.matches(OAuthState.create().value())).isFalse();
  }

  @Test
  void missingStateDoesNotMatch() {
    assertThat(OAuthState.create().matches(null)).isFalse();
  }

  @Test
  void installUrlCarriesSlugAndState() {
    assertThat(OAuthState.of("abc").installUrl("acme-logs"))
        .hasToString("https://vercel.com/integrations/acme-logs/new?state=abc");
  }

  @Test
  void anyStateSurvivesTheInstallUrl() {
    StringBuilder printable = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      printable.append(c);
    }
    OAuthState state = OAuthState.of(printable.toString());

    HttpUrl url = HttpUrl.get(state.installUrl("acme").toString());

    assertThat(url.queryParameterNames()).containsExactly("state");
    assertThat(state.matches(url.queryParameter("state"))).isTrue();
    assertThat(url.fragment()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "a/b",
        "a?b",
        "a#b",
        "a%2Fb",
        "a\\b",
        "a b",
        "é",
        "a\n",
        "https://vercel.com/integrations/acme"
      })
  void invalidSlugIsRejected(String slug) {
    OAuthState state = OAuthState.create();

    assertThatThrownBy(() -> state.installUrl(slug))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + slug + "\"")
        .hasMessageContaining("https://vercel.com/integrations/…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void blankStateIsRejected(String value) {
    assertThatThrownBy(() -> OAuthState.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The state is blank; OAuthState.create() makes one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary\n", "canary\u0000", "canaryé", "canary\u007f"})
  void stateOutsideOfRfc6749IsRejectedUnprinted(String value) {
    assertThatThrownBy(() -> OAuthState.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("printable ASCII")
        .hasMessageNotContaining("canary");
  }

  @Test
  void printingMasksTheState() {
    assertThat(OAuthState.of("abc")).hasToString("OAuthState[***]");
  }
}
