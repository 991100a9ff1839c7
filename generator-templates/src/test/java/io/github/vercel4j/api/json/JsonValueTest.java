package io.github.vercel4j.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.api.json.JsonValue.JsonNumber;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1.0,\"a\":[null,true,{}],\"c\":\"\\\"\\\\\\n\"}",
        "-0",
        "1e400",
        "12345678901234567890.10",
        "null",
        "\"\"",
        "[[[]]]"
      })
  void textSurvivesExactly(String json) {
    assertThat(JsonValue.parse(json)).hasToString(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1", "1 2", "{} x", "nul", "{\"a\" 1}", "<html>", "\uFEFF{}"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonValue.parse(text))
        .withMessageStartingWith("Not JSON");
  }

  @Test
  void nestingTooDeepIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonValue.parse("[".repeat(10_000)))
        .withMessageStartingWith("Not JSON at $[0]");
  }

  @Test
  void theLastOfEqualKeysCounts() {
    assertThat(JsonValue.parse("{\"a\":1,\"b\":2,\"a\":3}")).hasToString("{\"a\":3,\"b\":2}");
  }

  @Test
  void numbersConvertOnlyWithoutLoss() {
    assertThat(new JsonNumber("1e3").longValue()).isEqualTo(1000);
    assertThat(new JsonNumber("0.10").bigDecimalValue()).isEqualTo(new BigDecimal("0.10"));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new JsonNumber("1.5").longValue());
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new JsonNumber("9".repeat(1_000_000)).bigDecimalValue())
        .withMessage("A number of 1000000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "1.", ".5", "+1", "NaN", "0x1", "1e", "1 "})
  void aLiteralThatIsNoNumberIsRefused(String literal) {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber(literal));
  }

  @Test
  void anObjectKeepsItsOwnCopy() {
    Map<String, JsonValue> members = new LinkedHashMap<>(Map.of("a", JsonValue.of(1)));
    JsonObject object = JsonValue.of(members);
    members.clear();

    assertThat(object.get("a")).isEqualTo(JsonValue.of(1));
    assertThat(object.get("b")).isNull();
  }

  @Test
  void plainMoshiReadsAndWritesIt() throws IOException {
    var adapter = new Moshi.Builder().build().adapter(JsonValue.class);
    String json = "{\"a\":[1.0,null],\"b\":null}";

    assertThat(adapter.toJson(adapter.fromJson(json))).isEqualTo(json);
    assertThat(JsonValue.of(List.of(JsonValue.of(true), JsonValue.of("x"), JsonValue.NULL)))
        .hasToString("[true,\"x\",null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1} | an object
          [1]     | an array
          "a"     | a string
          1       | a number
          true    | a boolean
          null    | null
          """)
  void kindTellsTheTypeAndNothingOfTheContent(String json, String kind) {
    assertThat(JsonValue.parse(json).kind()).isEqualTo(kind);
  }
}
