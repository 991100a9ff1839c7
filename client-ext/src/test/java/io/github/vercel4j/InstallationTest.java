package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  @Test
  void tokenAloneHasNoIds() {
    Installation installation = Installation.of("vca_1");

    assertThat(installation.accessToken()).isEqualTo("vca_1");
    assertThat(installation.teamId()).isNull();
    assertThat(installation.configurationId()).isNull();
    assertThat(installation.userId()).isNull();
  }

  @Test
  void withersKeepTheOtherValues() {
    Installation installation =
        Installation.of("vca_1").withTeamId("team_1").withConfigurationId("icfg_1");

    assertThat(installation.withUserId("usr_1"))
        .isEqualTo(
            Installation.of("vca_1")
                .withUserId("usr_1")
                .withConfigurationId("icfg_1")
                .withTeamId("team_1"))
        .hasSameHashCodeAs(installation.withUserId("usr_1"));
    assertThat(installation.withTeamId(null).teamId()).isNull();
    assertThat(installation.withTeamId(null).configurationId()).isEqualTo("icfg_1");
  }

  @Test
  void anotherValueMakesAnotherInstallation() {
    Installation installation = Installation.of("vca_1");

    assertThat(installation)
        .isNotEqualTo(Installation.of("vca_2"))
        .isNotEqualTo(installation.withTeamId("a"))
        .isNotEqualTo(installation.withConfigurationId("a"))
        .isNotEqualTo(installation.withUserId("a"));
  }

  @Test
  void printingMasksTheToken() {
    assertThat(Installation.of("vca_1").withTeamId("team_1").withUserId("usr_1"))
        .hasToString(
            "Installation[accessToken=***, teamId=team_1, configurationId=null, userId=usr_1]");
  }

  @Test
  @NullUnmarked
  void nullTokenIsRefused() {
    assertThatThrownBy(() -> Installation.of(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The access token is null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void blankTokenIsRefused(String token) {
    assertThatThrownBy(() -> Installation.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The access token is blank");
  }

  @ParameterizedTest
  @CsvSource({
    "'vca_1\n', a line break at position 6 of 6",
    "'vca_1\r\nX: y', a line break at position 6 of 11",
    "'Bearer vca_1', a space at position 7 of 12",
    "'vca_é', a non-ASCII character at position 5 of 5",
    "'vca_\u0007', a control character at position 5 of 5",
    "'vca_\u007f', a control character at position 5 of 5"
  })
  void tokenThatCannotBeOneIsRefusedWithoutPrintingIt(String token, String problem) {
    assertThatThrownBy(() -> Installation.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("vca_");
  }

  @Test
  void blankIdIsRefused() {
    Installation installation = Installation.of("vca_1");

    assertThatThrownBy(() -> installation.withTeamId(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("teamId is blank");
    assertThatThrownBy(() -> installation.withConfigurationId(""))
        .hasMessageContaining("configurationId is blank");
    assertThatThrownBy(() -> installation.withUserId("")).hasMessageContaining("userId is blank");
  }
}
