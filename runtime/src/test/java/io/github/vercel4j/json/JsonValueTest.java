package io.github.vercel4j.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
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
  void parsedJsonIsPrintedAsTheSameText(String json) {
    assertThat(JsonValue.parse(json)).hasToString(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1", "1 2", "{} x", "nul", "{\"a\" 1}", "<html>", "\uFEFF{}"})
  void invalidJsonThrowsIllegalArgument(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonValue.parse(text))
        .withMessageStartingWith("Not JSON");
  }

  @Test
  void nestingTooDeepThrowsIllegalArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonValue.parse("[".repeat(10_000)))
        .withMessageStartingWith("Not JSON at $[0]");
  }

  @Test
  void everyCharacterWrittenIsReadBackByMoshi() throws IOException {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += step(codePoint)) {
      String text = "<" + Character.toString(codePoint) + ">";
      String json = JsonValue.of(Map.of(text, JsonValue.of(text))).toString();
      JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json));
      reader.beginObject();
      assertThat(reader.nextName()).as("U+%x", codePoint).isEqualTo(text);
      assertThat(reader.nextString()).as("U+%x", codePoint).isEqualTo(text);
    }
  }

  /** All that are special one by one, the many others now and then. */
  private static int step(int codePoint) {
    return codePoint < 0x1000 || (codePoint >= 0xd7f0 && codePoint < 0x10010) ? 1 : 61;
  }

  @Test
  void onlySpecialCharactersAreEscaped() {
    assertThat(JsonValue.of("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é\ud83d\ude00\ud83d"))
        .hasToString("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u2028é\ud83d\ude00\\ud83d\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\n", "é", "\u2028", "\ud83d\ude00", "\u0001"})
  void textOfAnyLengthIsWrittenCompletely(String character) {
    for (int length = 1000; length < 1030; length++) {
      JsonValue value = JsonValue.of("a".repeat(length) + character.repeat(2000));
      JsonValue both = JsonValue.of(Map.of(character.repeat(length), value));
      assertThat(JsonValue.parse(both.toString())).isEqualTo(both);
    }
  }

  @Test
  void writingDeeperThanReadableThrows() {
    JsonValue value = JsonValue.NULL;
    for (int depth = 0; depth < 255; depth++) {
      value = JsonValue.of(List.of(value));
    }
    assertThat(JsonValue.parse(value.toString())).isEqualTo(value);
    assertThatExceptionOfType(JsonDataException.class)
        .isThrownBy(JsonValue.of(List.of(value))::toString)
        .withMessage("More than 255 arrays and objects in each other");
  }

  @Test
  void duplicateKeyKeepsLastValue() {
    assertThat(JsonValue.parse("{\"a\":1,\"b\":2,\"a\":3}")).hasToString("{\"a\":3,\"b\":2}");
  }

  @Test
  void numberConversionWithLossThrows() {
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
  void invalidNumberLiteralThrowsIllegalArgument(String literal) {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber(literal));
  }

  @Test
  void changeOfSourceMapLeavesObjectUnchanged() {
    Map<String, JsonValue> members = new LinkedHashMap<>(Map.of("a", JsonValue.of(1)));
    JsonObject object = JsonValue.of(members);
    members.clear();

    assertThat(object.get("a")).isEqualTo(JsonValue.of(1));
    assertThat(object.get("b")).isNull();
  }

  @Test
  void plainMoshiReadsAndWritesJsonValue() throws IOException {
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
  void kindNamesTypeWithoutContent(String json, String kind) {
    assertThat(JsonValue.parse(json).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":[1.0,null]}", "[true,\"x\"]", "\"x\"", "1.50", "false", "null"})
  void plainMoshiReadsAndWritesEachKindOfValue(String json) throws IOException {
    JsonValue value = JsonValue.parse(json);
    JsonAdapter<Object> adapter = adapter(value.getClass());

    assertThat(adapter.toJson(value)).isEqualTo(json);
    // Moshi itself takes null for all types
    assertThat(adapter.fromJson(json)).isEqualTo(value == JsonValue.NULL ? null : value);
    for (String other : List.of("{}", "[]", "\"\"", "0", "true")) {
      if (!JsonValue.parse(other).kind().equals(value.kind())) {
        assertThatExceptionOfType(JsonDataException.class)
            .isThrownBy(() -> adapter.fromJson(other))
            .withMessageContaining("Unexpected")
            .withMessageEndingWith("at path $");
      }
    }
  }

  @SuppressWarnings("unchecked") // of the value's own class
  private static JsonAdapter<Object> adapter(Class<?> type) {
    return (JsonAdapter<Object>) new Moshi.Builder().build().adapter(type);
  }
}
