package io.github.vercel4j.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.squareup.moshi.JsonDataException;
import io.github.vercel4j.api.model.Project;
import java.io.IOException;
import java.util.stream.Stream;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A response is read from its bytes, a value within a user's own type by Moshi's reader. What the
 * two do not treat alike is what stands here, and no more; all other tests of decoding go through
 * both.
 */
class DoorsTest {
  static Stream<Arguments> strings() {
    return Stream.of(
        arguments("a control character", "{\"name\":\"a\tb\"}", "a\tb"),
        arguments("an escape that JSON does not have", "{\"name\":\"a\\'b\"}", "a'b"),
        arguments("an escaped line break", "{\"name\":\"a\\\nb\"}", "a\nb"));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void stringThatOnlyMoshiTakesIsRejectedInResponses(String what, String json, String name)
      throws IOException {
    Project project = (Project) Trials.decodedByMoshi(Project.class, json);

    assertThat(project.name()).as(what).isEqualTo(name);
    assertThatThrownBy(() -> Trials.decoded(Project.class, json))
        .as(what)
        .isInstanceOf(IOException.class)
        .hasMessage("is not well-formed JSON");
  }

  @ParameterizedTest
  @CsvSource({"{\"live\":True},true", "{\"live\":FALSE},false"})
  void wordInCapitalsIsRejectedInResponses(String json, boolean live) throws IOException {
    Project project = (Project) Trials.decodedByMoshi(Project.class, json);

    assertThat(project.live()).isEqualTo(live);
    assertThatThrownBy(() -> Trials.decoded(Project.class, json))
        .isInstanceOf(IOException.class)
        .hasMessage("is not well-formed JSON");
  }

  @Test
  void bytesThatAreNotUtf8AreRejectedInResponses() throws IOException {
    ByteString json = ByteString.decodeHex("7b226e616d65223a22ff227d");

    Project project = (Project) Trials.decodedByMoshi(Project.class, new Buffer().write(json));

    assertThat(project.name()).isEqualTo("\ufffd");
    assertThatThrownBy(() -> Trials.decoded(Project.class, new Buffer().write(json)))
        .isInstanceOf(IOException.class)
        .hasMessage("is not UTF-8");
  }

  @Test
  void nestingTooDeepIsRejectedByBoth() {
    String json = "{\"x\":" + "[".repeat(255) + "]".repeat(255) + "}";

    assertThatThrownBy(() -> Trials.decodedByMoshi(Project.class, json))
        .isInstanceOf(JsonDataException.class);
    assertThatThrownBy(() -> Trials.decoded(Project.class, json))
        .isInstanceOf(IOException.class)
        .hasMessage("has more than 255 arrays and objects in each other");
  }
}
