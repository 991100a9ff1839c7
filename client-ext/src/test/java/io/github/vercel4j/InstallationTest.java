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
    Installation installation = Installation.of("canary");

    assertThat(installation.accessToken()).isEqualTo("canary");
    assertThat(installation.teamId()).isNull();
    assertThat(installation.configurationId()).isNull();
    assertThat(installation.userId()).isNull();
  }

  @Test
  void withersKeepTheOtherValues() {
    Installation installation =
        Installation.of("canary").withTeamId("team_1").withConfigurationId("icfg_1");

    assertThat(installation.withUserId("usr_1"))
        .isEqualTo(
            Installation.of("canary")
                .withUserId("usr_1")
                .withConfigurationId("icfg_1")
                .withTeamId("team_1"))
        .hasSameHashCodeAs(installation.withUserId("usr_1"));
    assertThat(installation.withTeamId(null).teamId()).isNull();
    assertThat(installation.withTeamId(null).configurationId()).isEqualTo("icfg_1");
  }

  @Test
  void anotherValueMakesAnotherInstallation() {
    Installation installation = Installation.of("canary");

    assertThat(installation)
        .isNotEqualTo(Installation.of("canary2"))
        .isNotEqualTo(installation.withTeamId("a"))
        .isNotEqualTo(installation.withConfigurationId("a"))
        .isNotEqualTo(installation.withUserId("a"));
  }

  @Test
  void printingMasksTheToken() {
    assertThat(Installation.of("canary").withTeamId("team_1").withUserId("usr_1"))
        .hasToString(
            "Installation[accessToken=***, teamId=team_1, configurationId=null, userId=usr_1]");
  }

  @Test
  @NullUnmarked
  void nullTokenIsRejected() {
    assertThatThrownBy(() -> Installation.of(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The access token is null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void blankTokenIsRejected(String token) {
    assertThatThrownBy(() -> Installation.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The access token is blank");
  }

  @ParameterizedTest
  @CsvSource({
    "'canary\n', a line break at position 7 of 7",
    "'canary\r\nX: y', a line break at position 7 of 12",
    "'Bearer canary', a space at position 7 of 13",
    "'canaryé', a non-ASCII character at position 7 of 7",
    "'canary\u0007', a control character at position 7 of 7",
    "'canary\u007f', a control character at position 7 of 7"
  })
  void invalidTokenIsRejectedWithoutPrintingIt(String token, String problem) {
    assertThatThrownBy(() -> Installation.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("canary", "vca_");
  }

  @Test
  void blankIdIsRejected() {
    Installation installation = Installation.of("canary");

    assertThatThrownBy(() -> installation.withTeamId(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("teamId is blank");
    assertThatThrownBy(() -> installation.withConfigurationId(""))
        .hasMessageContaining("configurationId is blank");
    assertThatThrownBy(() -> installation.withUserId("")).hasMessageContaining("userId is blank");
  }

  @Test
  void jsonBringsEveryInstallationBack() {
    Installation alone = Installation.of("canary");
    Installation personal = alone.withConfigurationId("icfg_1").withUserId("usr_1");

    for (Installation installation :
        new Installation[] {alone, personal, personal.withTeamId("team_\"1\u2028é")}) {
      assertThat(Installation.fromJson(installation.toJson())).isEqualTo(installation);
    }
  }

  @Test
  void jsonHasTheKeysOfTheExchange() {
    assertThat(Installation.of("canary").withConfigurationId("icfg_1").withUserId("usr_1").toJson())
        .isEqualTo(
            """
            {"access_token":"canary","installation_id":"icfg_1","user_id":"usr_1","team_id":null}\
            """);
  }

  @Test
  void responseOfAnExchangeIsRead() {
    assertThat(
            Installation.fromJson(
                """
                {"token_type":"Bearer","access_token":"canary","installation_id":"icfg_1",
                 "user_id":"usr_1","team_id":"team_1","new":{"key":[1]}}
                """))
        .isEqualTo(
            Installation.of("canary")
                .withTeamId("team_1")
                .withConfigurationId("icfg_1")
                .withUserId("usr_1"));
  }

  @Test
  void absentIdIsNone() {
    assertThat(Installation.fromJson("{\"access_token\":\"canary\"}"))
        .isEqualTo(Installation.of("canary"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                          | The 0 characters given as an installation are not JSON",
        "canary                                       | The 6 characters given as an installation are not JSON",
        "{\"access_token\":\"canary\"                   | are not JSON",
        "{\"access_token\":\"canary\"}}                 | are not JSON",
        "{\"vca_1\":{,}                              | are not JSON",
        "\"canary\"                                   | is a string, not an object",
        "[\"canary\"]                                 | is an array, not an object",
        "null                                        | is null, not an object",
        "1                                           | is a number, not an object",
        "true                                        | is a boolean, not an object",
        "{\"accessToken\":\"canary\"}                   | has no access_token",
        "{\"access_token\":null}                     | has no access_token",
        "{\"access_token\":{\"a\":\"canary\"}}          | The access_token in the JSON given as an installation is an object, not a string",
        "{\"access_token\":\"\"}                       | The access token is blank",
        "{\"access_token\":\"canary\\n\"}               | a line break at position 7 of 7",
        "{\"access_token\":\"canary\",\"team_id\":7}    | The team_id in the JSON given as an installation is a number",
        "{\"access_token\":\"canary\",\"team_id\":\"\"} | teamId is blank"
      })
  void invalidJsonIsRejectedWithoutPrintingIt(String json, String problem) {
    assertThatThrownBy(() -> Installation.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("canary", "vca_")
        .hasNoCause();
  }
}
