package io.github.vercel4j.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.vercel4j.ConflictException;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.WithServer;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.environment.EnvironmentVariableOutcome.Result;
import io.github.vercel4j.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What setting environment variables comes to, over what is set already. */
class EnvironmentVariableOutcomeTest extends WithServer {
  private static final String LIST = "GET /v10/projects/shop/env?decrypt=true&teamId=team_7";
  private static final String CREATE = "POST /v10/projects/shop/env?teamId=team_7 ";

  @Test
  void variableThatIsNotThereIsCreated() {
    existing();
    respond(201, created("e1", "API_URL", "production", "preview"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.CREATED);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.conflict()).isNull();
    assertThat(outcome.failure()).isNull();
    assertThat(sent())
        .containsExactly(
            LIST,
            CREATE
                + "{'key':'API_URL','target':['production','preview'],'type':'encrypted',"
                + "'value':'v1'}");
  }

  @Test
  void variableOfTheSameValueIsLeftAlone() {
    existing(stored("e1", "API_URL", "v1", "preview", "production"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.UNCHANGED);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.furtherTargets()).isEmpty();
    assertThat(sent()).containsExactly(LIST);
  }

  @Test
  void variableOfAnotherValueIsChanged() {
    existing(stored("e1", "API_URL", "v0", "production", "preview"));
    respond(200, stored("e1", "API_URL", "v1", "production", "preview"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.UPDATED);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(sent()).containsExactly(LIST, edit("e1", "{'type':'encrypted','value':'v1'}"));
  }

  @Test
  void nullResponseToAChangeIsAnUpdate() {
    existing(stored("e1", "API_URL", "v0", "production"));
    respond(200, " null\n");

    assertThat(upsert(variable("API_URL", "v1", "production")).result()).isEqualTo(Result.UPDATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'value':'v1'", "'value':''", "'value':null", "'other':1"})
  void sensitiveVariableIsAlwaysSetAndStaysSensitive(String value) {
    existing("{'id':'e1','key':'API_URL','target':'production','type':'sensitive'," + value + "}");
    respond(200, stored("e1", "API_URL", "", "production"));

    assertThat(upsert(variable("API_URL", "v1", "production")).result()).isEqualTo(Result.UPDATED);
    assertThat(sent()).containsExactly(LIST, edit("e1", "{'value':'v1'}"));
  }

  @Test
  void encryptedValueIsSet() {
    existing(stored("e1", "API_URL", "eyJ2IjoidjIiLCJjIjoi", "production"));
    respond(200, stored("e1", "API_URL", "", "production"));

    assertThat(upsert(variable("API_URL", "v1", "production")).result()).isEqualTo(Result.UPDATED);
  }

  @Test
  void typeAndCommentAreChangedToo() {
    existing(
        stored("e1", "A", "v1", "production").replace("encrypted", "plain"),
        stored("e2", "B", "v1", "production"));
    respond(200, "null");
    respond(200, "null");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production").toBuilder().comment("Ours").build());

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.UPDATED, Result.UPDATED);
    assertThat(sent())
        .containsExactly(
            LIST,
            edit("e1", "{'type':'encrypted','value':'v1'}"),
            edit("e2", "{'comment':'Ours','type':'encrypted','value':'v1'}"));
  }

  @Test
  void targetsSplitAcrossVariablesAreSetInEach() {
    existing(
        stored("e1", "API_URL", "v0", "production"),
        stored("e2", "API_URL", "v1", "preview"),
        stored("e3", "API_URL", "v2", "development"));
    respond(200, "null");
    respond(200, "null");

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "production", "preview", "development"));

    assertThat(outcome.result()).isEqualTo(Result.UPDATED);
    assertThat(outcome.ids()).containsExactlyInAnyOrder("e1", "e2", "e3");
    assertThat(sent())
        .containsExactly(
            LIST,
            edit("e1", "{'type':'encrypted','value':'v1'}"),
            edit("e3", "{'type':'encrypted','value':'v1'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0", "v1"})
  void variableThatHasTooFewTargetsGetsTheOthers(String value) {
    existing(stored("e1", "API_URL", value, "preview"));
    respond(200, "null");

    EnvironmentVariableOutcome outcome =
        upsert(
            variable("API_URL", "v1", "production", "preview").toBuilder()
                .customEnvironmentIds(List.of("env_9"))
                .build());

    assertThat(outcome.result()).isEqualTo(Result.UPDATED);
    assertThat(sent())
        .containsExactly(
            LIST,
            edit(
                "e1",
                "{'customEnvironmentIds':['env_9'],'target':['preview','production'],"
                    + "'type':'encrypted','value':'v1'}"));
  }

  @Test
  void missingTargetsBesideAWiderVariableAreCreated() {
    existing(stored("e1", "API_URL", "v1", "preview", "development"));
    respond(201, created("e2", "API_URL", "production"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e1", "e2");
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("development")));
    assertThat(sent())
        .containsExactly(
            LIST,
            CREATE + "{'key':'API_URL','target':['production'],'type':'encrypted','value':'v1'}");
  }

  @Test
  void moreTargetsAndAnotherValueAreAConflict() {
    existing(
        stored("e1", "API_URL", "v0", "production"),
        stored("e2", "API_URL", "v0", "preview", "development"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.CONFLICT);
    assertThat(outcome.conflict())
        .isEqualTo(
            EnvironmentVariableConflict.builder("API_URL")
                .targets(List.of("preview", "development"))
                .id("e2")
                .build());
    assertThat(outcome.ids()).isEmpty();
    assertThat(outcome.furtherTargets()).isEmpty();
    assertThat(outcome.failure()).isNull();
    assertThat(sent()).containsExactly(LIST);
  }

  @Test
  void moreTargetsAndTheSameValueAreWider() {
    existing(
        stored("e1", "API_URL", "v1", "preview", "production", "development")
            .replace("'id'", "'customEnvironmentIds':['env_9'],'id'"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.furtherTargets())
        .isEqualTo(Map.of("e1", List.of("preview", "development", "env_9")));
    assertThat(sent()).containsExactly(LIST);
  }

  @Test
  void customEnvironmentWithMoreTargetsIsWider() {
    existing(
        "{'id':'e1','key':'API_URL','target':'preview','customEnvironmentIds':['env_8','env_9'],"
            + "'type':'encrypted','value':'v1'}");

    EnvironmentVariableOutcome outcome =
        upsert(
            variable("API_URL", "v1").toBuilder().customEnvironmentIds(List.of("env_9")).build());

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("preview", "env_8")));
  }

  @Test
  void eachOfSeveralVariablesThatHaveMoreTargetsIsNamed() {
    existing(
        stored("e1", "API_URL", "v1", "production", "development"),
        stored("e2", "API_URL", "v1", "preview")
            .replace("'id'", "'customEnvironmentIds':['env_9'],'id'"),
        stored("e3", "API_URL", "v1", "env_7"));

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "production", "preview", "env_7"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e1", "e2", "e3");
    assertThat(outcome.furtherTargets())
        .containsExactly(entry("e1", List.of("development")), entry("e2", List.of("env_9")));
    assertThat(sent()).containsExactly(LIST);
  }

  @Test
  void changeOfOneVariableBesideAWiderOneIsWider() {
    existing(
        stored("e1", "API_URL", "v0", "production"),
        stored("e2", "API_URL", "v1", "preview", "development"));
    respond(200, stored("e1", "API_URL", "v1", "production"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e2", "e1");
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e2", List.of("development")));
    assertThat(sent()).containsExactly(LIST, edit("e1", "{'type':'encrypted','value':'v1'}"));
  }

  @Test
  void extensionOfOneVariableBesideAWiderOneIsWider() {
    existing(
        stored("e1", "API_URL", "v1", "production"),
        stored("e2", "API_URL", "v1", "preview", "env_9"));
    respond(200, "null");

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "production", "preview", "development"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e2", List.of("env_9")));
    assertThat(sent())
        .containsExactly(
            LIST,
            edit("e1", "{'target':['production','development'],'type':'encrypted','value':'v1'}"));
  }

  @Test
  void sensitiveVariableBesideAWiderOneIsWider() {
    existing(
        stored("e1", "API_URL", "", "production").replace("encrypted", "sensitive"),
        stored("e2", "API_URL", "v1", "preview", "development"));
    respond(200, "null");

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e2", List.of("development")));
    assertThat(sent()).containsExactly(LIST, edit("e1", "{'value':'v1'}"));
  }

  /** Its value cannot be read, so setting it may change what the further targets have. */
  @Test
  void sensitiveVariableThatHasMoreTargetsIsAConflict() {
    existing(
        stored("e1", "API_URL", "v1", "production", "preview").replace("encrypted", "sensitive"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production"));

    assertThat(outcome.result()).isEqualTo(Result.CONFLICT);
    assertThat(outcome.conflict())
        .isEqualTo(
            EnvironmentVariableConflict.builder("API_URL")
                .targets(List.of("production", "preview"))
                .id("e1")
                .build());
    assertThat(sent()).containsExactly(LIST);
  }

  @Test
  void variableOfABranchThatHasMoreTargetsIsWider() {
    existing(
        stored("e1", "API_URL", "v1", "preview", "env_9")
            .replace("'id'", "'gitBranch':'next','id'"));

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "preview").toBuilder().gitBranch("next").build());

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("env_9")));
  }

  /** That one is another variable, which has the value for itself. */
  @ParameterizedTest
  @CsvSource({"next, ''", "'', next", "next, old"})
  void variableOfAnotherBranchDoesNotMakeItWider(String branch, String other) {
    existing(
        stored("e1", "API_URL", "v1", "preview", "production")
            .replace("'id'", "'gitBranch':'" + other + "','id'"));
    respond(201, created("e2", "API_URL", "preview"));

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "preview").toBuilder().gitBranch(branch).build());

    assertThat(outcome.result()).isEqualTo(Result.CREATED);
    assertThat(outcome.ids()).containsExactly("e2");
    assertThat(outcome.furtherTargets()).isEmpty();
  }

  @Test
  void targetsWantedInPartsAreNotWider() {
    existing(stored("e1", "API_URL", "v1", "production", "preview"));

    assertThat(
            upsertAll(
                variable("API_URL", "v1", "production"), variable("API_URL", "v1", "preview")))
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.UNCHANGED, Result.UNCHANGED);
  }

  @Test
  void targetsWantedWithTwoValuesAreWider() {
    existing(stored("e1", "API_URL", "v1", "production", "preview"));

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(variable("API_URL", "v1", "production"), variable("API_URL", "v2", "preview"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.WIDER, Result.CONFLICT);
    assertThat(outcomes.get(0).furtherTargets()).isEqualTo(Map.of("e1", List.of("preview")));
  }

  @Test
  void creationTogetherWithMoreTargetsIsWider() {
    existing();
    respond(
        201,
        "{'created':["
            + stored("e1", "A", "v1", "production", "preview")
            + ','
            + stored("e2", "B", "v1", "production")
            + "],'failed':[]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(variable("A", "v1", "production"), variable("B", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.WIDER, Result.CREATED);
    assertThat(outcomes.get(0).furtherTargets()).isEqualTo(Map.of("e1", List.of("preview")));
  }

  @Test
  void creationAloneWithMoreTargetsIsWider() {
    existing();
    respond(201, created("e1", "API_URL", "production", "env_9"));

    EnvironmentVariableOutcome outcome =
        upsert(
            variable("API_URL", "v1").toBuilder().customEnvironmentIds(List.of("env_9")).build());

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("production")));
  }

  /** Somebody gave it another target since the list was read. */
  @Test
  void changeThatReturnsMoreTargetsIsWider() {
    existing(stored("e1", "API_URL", "v0", "production"));
    respond(200, stored("e1", "API_URL", "v1", "production", "preview"));

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production"));

    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("preview")));
  }

  @Test
  void widerVariableBesideAFailureIsNamed() {
    existing(stored("e1", "API_URL", "v1", "production", "development"));
    respond(500, "{}");

    EnvironmentVariableOutcome outcome = upsert(variable("API_URL", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("development")));
  }

  @Test
  void variableOfAnotherBranchIsAnother() {
    existing(
        stored("e1", "API_URL", "v0", "preview"),
        stored("e2", "API_URL", "v0", "preview").replace("'id'", "'gitBranch':'next','id'"),
        stored("e3", "API_URL", "v0", "preview").replace("'id'", "'gitBranch':'old','id'"));
    respond(200, "null");

    EnvironmentVariableOutcome outcome =
        upsert(variable("API_URL", "v1", "preview").toBuilder().gitBranch("next").build());

    assertThat(outcome.ids()).containsExactly("e2");
    assertThat(sent()).containsExactly(LIST, edit("e2", "{'type':'encrypted','value':'v1'}"));
  }

  @Test
  void emptyBranchIsNone() {
    existing(stored("e1", "API_URL", "v1", "preview").replace("'id'", "'gitBranch':'','id'"));

    assertThat(upsert(variable("API_URL", "v1", "preview")).result()).isEqualTo(Result.UNCHANGED);
  }

  @Test
  void customEnvironmentIsATarget() {
    existing(
        "{'id':'e1','key':'API_URL','customEnvironmentIds':['env_9'],'type':'encrypted',"
            + "'value':'v1'}");

    EnvironmentVariableOutcome outcome =
        upsert(
            variable("API_URL", "v1").toBuilder().customEnvironmentIds(List.of("env_9")).build());

    assertThat(outcome.result()).isEqualTo(Result.UNCHANGED);
  }

  @Test
  void allThatIsMissingIsCreatedInOneCall() {
    existing(stored("e1", "B", "v0", "production"));
    respond(200, "null");
    respond(
        201,
        "{'created':["
            + stored("e3", "C", "", "production")
            + ','
            + stored("e2", "A", "", "production")
            + "],'failed':[]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production"),
            variable("C", "v1", "production"));

    assertThat(outcomes)
        .extracting(outcome -> outcome.variable().key() + outcome.result() + outcome.ids())
        .containsExactly("ACREATED[e2]", "BUPDATED[e1]", "CCREATED[e3]");
    assertThat(sent()).hasSize(3);
  }

  @Test
  void failureAmongCreatedVariablesNamesItsVariable() {
    existing();
    respond(
        201,
        "{'created':["
            + stored("e1", "A", "", "production")
            + "],'failed':[{'error':{'code':'ENV_CONFLICT','message':'It exists.','envVarKey':'B',"
            + "'envVarId':'e9','gitBranch':'next','target':['preview'],'value':'v1'}},"
            + "{'error':{'code':'KEY_RESERVED','message':'Taken.','key':'C'}}]}");
    respond(201, created("e2", "B", "production"));

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production"),
            variable("B", "v1", "preview"),
            variable("C", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.CREATED, Result.CREATED, Result.CONFLICT, Result.FAILED);
    assertThat(outcomes.get(2).conflict())
        .isEqualTo(
            EnvironmentVariableConflict.builder("B")
                .targets(List.of("preview"))
                .gitBranch("next")
                .id("e9")
                .build());
    assertThat(outcomes.get(3).failure())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("got status 201 KEY_RESERVED: Taken.")
        .extracting(failure -> ((VercelApiException) failure).details().get("key"))
        .isEqualTo(JsonValue.of("C"));
    assertThat(outcomes.get(3).conflict()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "500"})
  void otherErrorResponseFailsAllMissingVariables(int status) {
    existing(stored("e1", "A", "v1", "production"));
    respond(status, "{'error':{'code':'no','message':'No.'}}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production"),
            variable("C", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.UNCHANGED, Result.FAILED, Result.FAILED);
    assertThat(outcomes.subList(1, 3))
        .extracting(EnvironmentVariableOutcome::failure)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(VercelApiException.class)
                    .hasMessageContaining("createProjectEnv"));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void createdVariablesOfOneKeyDifferByTargetsThenByBranch() {
    existing();
    respond(
        201,
        "{'created':["
            + stored("e1", "A", "", "preview").replace("'id'", "'gitBranch':'next','id'")
            + ','
            + stored("e2", "A", "", "preview")
            + ','
            + stored("e3", "A", "", "production").replace("'id'", "'gitBranch':'main','id'")
            + "],'failed':[]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("A", "v1", "preview"),
            variable("A", "v1", "preview").toBuilder().gitBranch("next").build());

    assertThat(outcomes)
        .extracting(outcome -> outcome.result() + " " + outcome.ids())
        .containsExactly("CREATED [e3]", "CREATED [e2]", "CREATED [e1]");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void failureWithoutACodeOrAMessageLosesNoOutcome() {
    existing();
    respond(
        201,
        "{'created':["
            + stored("e1", "A", "", "production")
            + "],'failed':[{'error':{'message':'Reserved','key':'B'}},"
            + "{'error':{'code':'BAD','key':'C'}}]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production"),
            variable("C", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.CREATED, Result.FAILED, Result.FAILED);
    assertThat(outcomes.get(1).failure()).hasMessageContaining("Reserved");
    assertThat(outcomes.get(2).failure()).hasMessageContaining("BAD");
  }

  @Test
  void valueThatAFailureRepeatsIsMasked() {
    existing();
    respond(
        201,
        "{'created':[],'failed':[{'error':{'code':'BAD','message':'Not canary_value',"
            + "'key':'A'}},{'error':{'code':'BAD','message':'Not canary_value','key':'B'}}]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "canary_value", "production"), variable("B", "other", "production"));

    assertThat(outcomes.toString()).contains("Not ***").doesNotContain("canary_value");
  }

  @Test
  void variablesMissingInTheResponseAreCreatedOneByOne() {
    existing();
    respond(201, "{'created':[],'failed':[{'error':{'code':'BAD','message':'Which one?'}}]}");
    respond(201, created("e1", "A", "production"));
    respond(201, "{'created':null,'failed':[{'error':{'code':'ENV_CONFLICT','message':'No.'}}]}");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(variable("A", "v1", "production"), variable("B", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.CREATED, Result.CONFLICT);
    assertThat(outcomes.get(1).conflict())
        .isEqualTo(EnvironmentVariableConflict.builder("B").targets(List.of("production")).build());
  }

  @ParameterizedTest
  @CsvSource({"400, ENV_CONFLICT", "403, ENV_ALREADY_EXISTS", "409, existing_key_and_target"})
  void hiddenConflictDoesNotStopOtherVariables(int status, String code) {
    existing();
    String error =
        "{'error':{'code':'"
            + code
            + "','message':'It exists.','key':'A','target':['production']}}";
    respond(status, error);
    respond(status, error);
    respond(201, created("e2", "B", "production"));

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(variable("A", "v1", "production"), variable("B", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.CONFLICT, Result.CREATED);
    assertThat(outcomes.get(0).conflict())
        .isEqualTo(EnvironmentVariableConflict.builder("A").targets(List.of("production")).build());
    assertThat(outcomes.get(0).failure()).isInstanceOf(ConflictException.class);
  }

  @Test
  void failedChangeDoesNotStopOtherVariables() {
    existing(stored("e1", "A", "v0", "production"), stored("e2", "B", "v0", "production"));
    respond(403, "{'error':{'code':'forbidden','message':'Not yours.'}}");
    respond(200, "null");

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(variable("A", "v1", "production"), variable("B", "v1", "production"));

    assertThat(outcomes)
        .extracting(EnvironmentVariableOutcome::result)
        .containsExactly(Result.FAILED, Result.UPDATED);
    assertThat(outcomes.get(0).failure()).isInstanceOf(PermissionDeniedException.class);
  }

  @Test
  void changesBeforeAFailureAreReported() {
    existing(stored("e1", "A", "v0", "production"), stored("e2", "A", "v0", "preview"));
    respond(200, "null");
    respond(500, "{}");

    EnvironmentVariableOutcome outcome = upsert(variable("A", "v1", "production", "preview"));

    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.failure()).isInstanceOf(ServerException.class);
  }

  @Test
  void nothingIsSentAfterTheConnectionIsLost() {
    existing(stored("e1", "A", "v0", "production"), stored("e2", "B", "v0", "production"));
    // The connection of the first request, and a new one in its place
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    List<EnvironmentVariableOutcome> outcomes =
        upsertAll(
            variable("A", "v1", "production"),
            variable("B", "v1", "production"),
            variable("C", "v1", "production"),
            variable("D", "v1", "production"));

    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(outcome.result()).isEqualTo(Result.FAILED);
              assertThat(outcome.failure()).isInstanceOf(VercelConnectionException.class);
            });
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void listThatCannotBeReadFailsAsAWhole() {
    respond(403, "{'error':{'code':'forbidden','message':'No.'}}");

    failure(PermissionDeniedException.class, () -> upsert(variable("API_URL", "v1", "production")));
  }

  @Test
  void listIsReadToItsEnd() {
    respond(
        200, "{'envs':[" + stored("e1", "B", "v1", "preview") + "],'pagination':{'next':2000}}");
    respond(
        200, "{'envs':[" + stored("e2", "A", "v1", "preview") + "],'pagination':{'next':1000}}");
    respond(200, "{'envs':[],'pagination':{'next':1000}}");

    assertThat(upsert(variable("A", "v1", "preview")).result()).isEqualTo(Result.UNCHANGED);
    assertThat(sent())
        .containsExactly(
            LIST, LIST.replace("&", "&until=2000&"), LIST.replace("&", "&until=1000&"));
  }

  /** Nothing of what was done before is forgotten on account of it. */
  @Test
  void variableWithoutTypeValueOrKeyIsAnother() {
    existing(
        stored("e1", "A", "v0", "production"),
        "{'id':'e2','key':'B','target':['production']}",
        "{'id':'e3','target':['production']}");
    respond(200, stored("e1", "A", "v1", "production"));
    respond(200, stored("e2", "B", "v1", "production"));
    respond(201, "{'created':[{'id':'e4','target':['production']}],'failed':[{}]}");
    respond(201, created("e4", "C", "production"));
    respond(201, created("e5", "D", "production"));

    assertThat(
            upsertAll(
                variable("A", "v1", "production"),
                variable("B", "v1", "production"),
                variable("C", "v1", "production"),
                variable("D", "v1", "production")))
        .extracting(outcome -> outcome.result() + " " + outcome.ids())
        .containsExactly("UPDATED [e1]", "UPDATED [e2]", "CREATED [e4]", "CREATED [e5]");
  }

  @Test
  void responseThatIsNoListChangesNothing() {
    respond(200, "[1]");

    assertThat(
            failure(VercelDecodingException.class, () -> upsert(variable("A", "v1", "production"))))
        .hasMessageContaining("filterProjectEnvs")
        .hasMessageContaining("lists no environment variables");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void noVariablesNeedNoCall() {
    assertThat(as(TEAM).upsertEnvironmentVariables("shop", List.of())).isEmpty();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void variableWithoutATargetIsRejected() {
    assertThatThrownBy(() -> upsert(variable("API_URL", "canary")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The environment variable API_URL names neither a target nor a custom environment to"
                + " set it for");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void twoVariablesForOneTargetAreRejected() {
    assertThatThrownBy(
            () ->
                upsert(
                    variable("API_URL", "canary", "production", "preview"),
                    variable("API_URL", "canary", "preview")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The environment variable API_URL is set twice for preview");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void outcomePrintsNoValue() {
    existing(stored("e1", "A", "canary0", "production"));
    respond(400, "{'error':{'code':'bad_request','message':'No.','value':'canary'}}");

    assertThat(upsert(variable("A", "canary", "production")).toString())
        .contains("A", "FAILED")
        .doesNotContain("canary");
  }

  @Test
  void builtOutcomeHasWhatWasSetAndCopiesIt() {
    List<String> ids = new ArrayList<>(List.of("e1"));
    Map<String, List<String>> furtherTargets =
        new HashMap<>(Map.of("e1", new ArrayList<>(List.of("preview"))));
    EnvironmentVariableOutcome outcome =
        EnvironmentVariableOutcome.builder(variable("A", "v1", "production"), Result.WIDER)
            .ids(ids)
            .furtherTargets(furtherTargets)
            .build();
    ids.clear();
    furtherTargets.values().forEach(List::clear);

    assertThat(outcome.variable().key()).isEqualTo("A");
    assertThat(outcome.result()).isEqualTo(Result.WIDER);
    assertThat(outcome.ids()).containsExactly("e1");
    assertThat(outcome.furtherTargets()).isEqualTo(Map.of("e1", List.of("preview")));
    assertThat(outcome.conflict()).isNull();
    assertThat(outcome.failure()).isNull();
  }

  private List<EnvironmentVariableOutcome> upsertAll(EnvironmentVariableRequest... variables) {
    return as(TEAM).upsertEnvironmentVariables("shop", List.of(variables));
  }

  private EnvironmentVariableOutcome upsert(EnvironmentVariableRequest... variables) {
    return upsertAll(variables).get(0);
  }

  private static EnvironmentVariableRequest variable(String key, String value, String... targets) {
    return EnvironmentVariableRequest.builder()
        .key(key)
        .value(value)
        .type(EnvironmentVariableType.ENCRYPTED)
        .target(Arrays.stream(targets).map(EnvironmentTarget::of).toList())
        .build();
  }

  private void existing(String... variables) {
    respond(200, "{'envs':[" + String.join(",", variables) + "]}");
  }

  private static String stored(String id, String key, String value, String... targets) {
    return "{'id':'"
        + id
        + "','key':'"
        + key
        + "','target':['"
        + String.join("','", targets)
        + "'],'type':'encrypted','value':'"
        + value
        + "'}";
  }

  private static String created(String id, String key, String... targets) {
    return "{'created':" + stored(id, key, "", targets) + ",'failed':[]}";
  }

  private static String edit(String id, String body) {
    return "PATCH /v9/projects/shop/env/" + id + "?teamId=team_7 " + body;
  }

  @Override
  protected void respond(int status, String body) {
    super.respond(status, body.replace('\'', '"'));
  }

  /** What was sent, as {@code METHOD target body} with the keys of the body in order. */
  private List<String> sent() {
    return Stream.generate(this::nextRequest)
        .limit(server.getRequestCount())
        .map(Objects::requireNonNull)
        .toList();
  }

  private @Nullable String nextRequest() {
    RecordedRequest request = request();
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    return (request.getMethod()
            + ' '
            + request.getTarget()
            + (body.isEmpty() ? "" : ' ' + JsonValue.parse(body).toString().replace('"', '\'')))
        .toString();
  }
}
