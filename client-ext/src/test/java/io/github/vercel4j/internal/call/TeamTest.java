package io.github.vercel4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamTest {
  @ParameterizedTest
  @CsvSource({
    "https://v.example/, https://v.example/?teamId=t",
    "https://v.example/?a=1, https://v.example/?a=1&teamId=t",
    "https://v.example/?teamId=t&a=1, https://v.example/?teamId=t&a=1",
    "https://v.example/?teamId=t&a=1&teamId=t, https://v.example/?a=1&teamId=t"
  })
  void teamIdIsInTheUrlOnce(String url, String expected) {
    assertThat(Team.ofId("t").addTo(HttpUrl.get(url))).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"?teamId=u", "?teamId=t&teamId=u", "?teamId=", "?teamId"})
  void otherTeamIdIsRejected(String query) {
    assertThatThrownBy(() -> Team.ofId("t").addTo(HttpUrl.get("https://v.example/" + query)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://v.example/, https://v.example/?slug=s",
    "https://v.example/?a=1&slug=s, https://v.example/?a=1&slug=s"
  })
  void teamSlugIsInTheUrlOnce(String url, String expected) {
    assertThat(Team.ofSlug("s").addTo(HttpUrl.get(url))).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"?teamId=s", "?slug=t", "?slug=s&teamId=t"})
  void otherTeamSlugIsRejected(String query) {
    assertThatThrownBy(() -> Team.ofSlug("s").addTo(HttpUrl.get("https://v.example/" + query)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the team s");
  }

  @Test
  void slugBesideTheIdIsSent() {
    assertThat(Team.ofId("t").addTo(HttpUrl.get("https://v.example/?slug=s")))
        .hasToString("https://v.example/?slug=s&teamId=t");
  }

  @Test
  void noTeamAddsNothingAndRejectsAny() {
    assertThat(Team.NONE.addTo(HttpUrl.get("https://v.example/?a=1")))
        .hasToString("https://v.example/?a=1");
    assertThatThrownBy(() -> Team.NONE.addTo(HttpUrl.get("https://v.example/?teamId=t")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a personal account");
  }
}
