package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameLintTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Project",
        "DnsRecord",
        "Dinner",
        "ResponseHeader",
        "Certificate",
        "ANameOfFortyCharactersThatIsJustNotTooLo"
      })
  void nameThatPeopleWouldChooseIsAccepted(String name) throws IOException {
    assertThat(problems(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ProjectInner, Inner",
    "OneOfStringNumber, OneOf",
    "ProjectAnyOf, AnyOf",
    "AllOfProject, AllOf",
    "LinkItem2, Item2",
    "GetProjectResponse200, Response2",
    "CreateProjectBody1, Body1"
  })
  void nameThatOnlyAToolMakesIsRejected(String name, String part) throws IOException {
    assertThat(problems(name))
        .contains(
            "#/components/schemas/" + name + ": \"" + part + "\" says nothing; choose what it is");
  }

  @Test
  void numberThatTheApiLacksIsRejected() throws IOException {
    assertThat(problems("Link2"))
        .containsExactly(
            "#/components/schemas/Link2: the API has no \"Link2\"; choose a name without a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DrainFilterV2", "DeliveryS3", "Oauth2Client"})
  void numberThatTheApiHasIsAccepted(String name) throws IOException {
    assertThat(
            NameLint.problems(
                new ObjectMapper()
                    .readTree(
                        """
                        {"paths": {"/v1/token": {"get": {"operationId": "getOauth2Token"}}},
                         "components": {"schemas": {"%s": {"type": "object", "properties": {
                           "filterV2": {"type": "string", "enum": ["s3"]}}}}}}
                        """
                            .formatted(name))))
        .isEmpty();
  }

  @Test
  void nameOver40CharactersIsRejected() throws IOException {
    assertThat(problems("ANameOfFortyOneCharactersThatIsOneTooLong"))
        .containsExactly(
            "#/components/schemas/ANameOfFortyOneCharactersThatIsOneTooLong: longer than 40"
                + " characters; choose a shorter name");
  }

  @ParameterizedTest
  @CsvSource({
    "Object, java.lang.Object",
    "Record, java.lang.Record",
    "List, java.util.List",
    "Optional, java.util.Optional",
    "Duration, java.time.Duration",
    "Function, java.util.function.Function",
    "File, java.io.File",
    "Path, java.nio.file.Path",
    "Query, 'a class of Retrofit, OkHttp or Moshi'",
    "ModelState, 'a class that generated code uses'",
    "Operation, 'a class that generated code uses'",
    "Value, 'what many other types are called'"
  })
  void nameThatHidesAnImportedTypeIsRejected(String name, String hidden) throws IOException {
    assertThat(problems(name))
        .containsExactly(
            "#/components/schemas/" + name + ": hides " + hidden + "; choose another name");
  }

  @Test
  void enumValuesWithOneConstantAreRejected() throws IOException {
    assertThat(
            NameLint.problems(
                new ObjectMapper()
                    .readTree(
                        """
                        {"components": {"schemas": {"Framework": {"enum": ["next.js", "vue", "nextjs"]}}}}
                        """)))
        .containsExactly(
            "#/components/schemas/Framework: the values \"next.js\" and \"nextjs\" would be one"
                + " constant; make it text by an overlay");
  }

  private static List<String> problems(String name) throws IOException {
    return NameLint.problems(
        new ObjectMapper()
            .readTree(
                """
                {"components": {"schemas": {"%s": {"type": "object", "properties": {"id": {}}}}}}
                """
                    .formatted(name)));
  }
}
