package io.github.vercel4j.internal;

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
  void standsInTheUrlOnce(String url, String expected) {
    assertThat(Team.addTo(HttpUrl.get(url), "t")).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"?teamId=u", "?teamId=t&teamId=u", "?teamId=", "?teamId"})
  void anotherOneIsRefused(String query) {
    assertThatThrownBy(() -> Team.addTo(HttpUrl.get("https://v.example/" + query), "t"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noneChangesNothing() {
    HttpUrl url = HttpUrl.get("https://v.example/?teamId=t&teamId=u");

    assertThat(Team.addTo(url, null)).isEqualTo(url);
  }
}
