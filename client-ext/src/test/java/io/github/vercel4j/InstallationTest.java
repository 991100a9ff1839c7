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

  @Test
  void jsonBringsEveryInstallationBack() {
    Installation alone = Installation.of("vca_1");
    Installation personal = alone.withConfigurationId("icfg_1").withUserId("usr_1");

    for (Installation installation :
        new Installation[] {alone, personal, personal.withTeamId("team_\"1\u2028é")}) {
      assertThat(Installation.fromJson(installation.toJson())).isEqualTo(installation);
    }
  }

  @Test
  void jsonHasTheKeysOfTheExchange() {
    assertThat(Installation.of("vca_1").withConfigurationId("icfg_1").withUserId("usr_1").toJson())
        .isEqualTo(
            """
            {"access_token":"vca_1","installation_id":"icfg_1","user_id":"usr_1","team_id":null}\
            """);
  }

  @Test
  void answerOfAnExchangeIsRead() {
    assertThat(
            Installation.fromJson(
                """
                {"token_type":"Bearer","access_token":"vca_1","installation_id":"icfg_1",
                 "user_id":"usr_1","team_id":"team_1","new":{"key":[1]}}
                """))
        .isEqualTo(
            Installation.of("vca_1")
                .withTeamId("team_1")
                .withConfigurationId("icfg_1")
                .withUserId("usr_1"));
  }

  @Test
  void absentIdIsNone() {
    assertThat(Installation.fromJson("{\"access_token\":\"vca_1\"}"))
        .isEqualTo(Installation.of("vca_1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                          | The 0 characters given as an installation are not JSON",
        "vca_1                                       | The 5 characters given as an installation are not JSON",
        "{\"access_token\":\"vca_1\"                   | are not JSON",
        "{\"access_token\":\"vca_1\"}}                 | are not JSON",
        "{\"vca_1\":{,}                              | are not JSON",
        "\"vca_1\"                                   | is a string, not an object",
        "[\"vca_1\"]                                 | is an array, not an object",
        "null                                        | is null, not an object",
        "1                                           | is a number, not an object",
        "true                                        | is a boolean, not an object",
        "{\"accessToken\":\"vca_1\"}                   | has no access_token",
        "{\"access_token\":null}                     | has no access_token",
        "{\"access_token\":{\"a\":\"vca_1\"}}          | The access_token in the JSON given as an installation is an object, not a string",
        "{\"access_token\":\"\"}                       | The access token is blank",
        "{\"access_token\":\"vca_1\\n\"}               | a line break at position 6 of 6",
        "{\"access_token\":\"vca_1\",\"team_id\":7}    | The team_id in the JSON given as an installation is a number",
        "{\"access_token\":\"vca_1\",\"team_id\":\"\"} | teamId is blank"
      })
  void jsonOfNoInstallationIsRefusedWithoutPrintingIt(String json, String problem) {
    assertThatThrownBy(() -> Installation.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("vca_")
        .hasNoCause();
  }
}
