package io.github.vercel4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneOrManyAdapterTest {
  private static final LosslessAdapter<List<List<Long>>> ROWS =
      Json.list(Json.oneOrMany(Json.INT64));

  @Test
  void oneAndManyAreReadAsLists() throws IOException {
    assertThat(ROWS.fromJson("[1,[2],[3,4],[],5.0]"))
        .isEqualTo(List.of(List.of(1L), List.of(2L), List.of(3L, 4L), List.of(), List.of(5L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,[2],[3,4],[],5.0]", "[null,\"a\",[true,6],99999999999999999999]"})
  void oneAndManyAreWrittenAsTheyCame(String json) throws IOException {
    assertThat(ROWS.toJson(ROWS.fromJson(json))).isEqualTo(json);
  }

  @Test
  void listsOfAnyOriginAreWrittenAsArrays() {
    assertThat(ROWS.toJson(List.of(List.of(1L), List.of()))).isEqualTo("[[1],[]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"canary_value\"", "{\"canary_value\":1}", "null", "1 2", "99999999999999999999"})
  void documentOfWrongTypeThrowsWithoutQuotingIt(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.oneOrMany(Json.INT64).parseDocument(json))
        .withMessageNotContaining("canary");
  }

  @Test
  void oneValueAloneIsDocument() {
    assertThat(Json.oneOrMany(Json.INT64).parseDocument("1")).containsExactly(1L);
    assertThat(Json.oneOrMany(Json.INT64).parseDocument("[1]")).containsExactly(1L);
  }
}
