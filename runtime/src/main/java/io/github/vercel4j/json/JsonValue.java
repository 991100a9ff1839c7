package io.github.vercel4j.json;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonReader;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.JsonNumbers;
import io.github.vercel4j.runtime.JsonOutput;
import io.github.vercel4j.runtime.Members;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value, kept exactly: numbers to the digit, keys in their order.
 *
 * <p>{@code toString()} is JSON.
 */
@JsonClass(generateAdapter = true, generator = "vercel4j")
public sealed interface JsonValue {
  JsonNull NULL = new JsonNull();

  static JsonString of(String value) {
    return new JsonString(value);
  }

  static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  static JsonNumber of(BigDecimal value) {
    return new JsonNumber(value.toString());
  }

  static JsonBoolean of(boolean value) {
    return new JsonBoolean(value);
  }

  static JsonArray of(List<? extends JsonValue> elements) {
    return new JsonArray(List.copyOf(elements));
  }

  static JsonObject of(Map<String, ? extends JsonValue> members) {
    return new JsonObject(Members.copyOf(members));
  }

  /**
   * Reads one JSON document.
   *
   * @throws IllegalArgumentException where the text is not exactly one JSON value
   */
  static JsonValue parse(String json) {
    return Json.ANY.parseDocument(json);
  }

  /** Takes the next value off the reader. */
  static JsonValue read(JsonReader reader) throws IOException {
    return requireNonNull(Json.ANY.fromJson(reader));
  }

  /** What this is, without its content, as a message may say it: {@code an object}. */
  String kind();

  /** The members of an object in their order. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    public JsonObject {
      members = members instanceof Members ? members : Members.copyOf(members);
    }

    public @Nullable JsonValue get(String name) {
      return members.get(name);
    }

    @Override
    public String kind() {
      return "an object";
    }

    @Override
    public String toString() {
      return JsonOutput.text(this);
    }
  }

  /** The elements of an array. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonArray(List<JsonValue> elements) implements JsonValue {
    public JsonArray {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return "an array";
    }

    @Override
    public String toString() {
      return JsonOutput.text(this);
    }
  }

  /** A string. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonString(String value) implements JsonValue {
    public JsonString {
      requireNonNull(value, "value");
    }

    @Override
    public String kind() {
      return "a string";
    }

    @Override
    public String toString() {
      return JsonOutput.text(this);
    }
  }

  /** A number as it was written; {@code 1.0} and {@code 1} are different literals. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonNumber(String literal) implements JsonValue {
    public JsonNumber {
      if (!JsonNumbers.isLiteral(literal)) {
        throw new IllegalArgumentException("Not a JSON number");
      }
    }

    /**
     * The number as an integer.
     *
     * @throws ArithmeticException where it has a fraction or is too large
     */
    public long longValue() {
      return bigDecimalValue().longValueExact();
    }

    /**
     * The number with all its digits.
     *
     * @throws ArithmeticException where it is too long to be worth converting
     */
    public BigDecimal bigDecimalValue() {
      BigDecimal value = JsonNumbers.decimal(literal);
      if (value == null) {
        throw new ArithmeticException("A number of " + literal.length() + " characters");
      }
      return value;
    }

    @Override
    public String kind() {
      return "a number";
    }

    @Override
    public String toString() {
      return literal;
    }
  }

  /** True or false. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonBoolean(boolean value) implements JsonValue {
    @Override
    public String kind() {
      return "a boolean";
    }

    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /** The value null. */
  @JsonClass(generateAdapter = true, generator = "vercel4j")
  record JsonNull() implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }

    @Override
    public String toString() {
      return "null";
    }
  }
}
