package io.github.vercel4j.input;

import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.JsonValue.JsonNumber;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import io.github.vercel4j.api.json.JsonValue.JsonString;
import io.github.vercel4j.input.Schema.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Documents of every model and union through the adapters, as the client sets them up. What they
 * are made of depends on a seed, which {@code -Dvercel4j.seed=…} overrides.
 */
class BadInputTest {
  private static final Contract CONTRACT = new Contract();
  private static final List<Schema> MODELS = CONTRACT.components(Kind.MODEL);
  private static final List<Schema> UNIONS = CONTRACT.components(Kind.UNION);
  private static final List<Schema> ENUMS = CONTRACT.components(Kind.ENUM);
  private static final List<Schema> ALL = CONTRACT.components(Kind.MODEL, Kind.UNION);

  private static final List<JsonValue> NUMBERS =
      Stream.of(
              "1.0",
              "1e2",
              "1E+2",
              "100e-2",
              "-0",
              "0.0",
              "-0.0",
              "0e5",
              "0.10",
              "1e-400",
              "1E400",
              "-1e400",
              "2147483647",
              "2147483648",
              "-2147483649",
              "9007199254740993",
              "9223372036854775807",
              "9223372036854775808",
              "-9223372036854775808",
              "123456789012345678901234567890",
              "0.30000000000000004",
              "1.7976931348623157e308",
              "4.9e-324",
              "1e2147483647",
              "1e2147483648",
              "1e-2147483648",
              "1.5e3",
              "7".repeat(1_001))
          .<JsonValue>map(JsonNumber::new)
          .toList();

  /** Halves of characters, what no XML may hold, what JavaScript takes for the end of a line. */
  private static final List<JsonValue> STRINGS =
      Stream.of(
              "\uD800",
              "\uDC00x",
              "a\uD83D",
              "\uDE80\uD83D",
              "\0",
              "a\0b",
              "\uFEFF",
              "\uFEFFa",
              "\uD83D\uDE80",
              "\u2028\u2029",
              "\u007F\u0080",
              "\uFFFE\uFFFF",
              "\u0301",
              "\u202Eabc",
              "\r\n\t\b\f",
              "\\u0041",
              "<!--",
              "")
          .<JsonValue>map(JsonValue::of)
          .toList();

  @AfterAll
  static void report() {
    System.out.printf(
        "Bad input: %d models, %d unions, %d enums; %s%n",
        MODELS.size(), UNIONS.size(), ENUMS.size(), Trials.report());
  }

  @Test
  void documentsWithTheRequiredKeysOnlyAreKept() {
    Trials trials = new Trials("minimal");
    for (Schema schema : ALL) {
      trials.keeps(schema, Samples.ofToday(trials.random(schema)).of(schema, 0));
    }
    trials.failIfAny();
  }

  @Test
  void documentsWithEveryKeyAreKept() {
    Trials trials = new Trials("full");
    for (Schema schema : ALL) {
      Samples samples = Samples.ofToday(trials.random(schema));
      trials.keeps(schema, samples.of(schema, 1));
      trials.keeps(schema, samples.of(schema, 3));
    }
    trials.failIfAny();
  }

  @Test
  void documentsOfTomorrowAreKept() {
    Trials trials = new Trials("extended");
    for (Schema schema : ALL) {
      Samples samples = Samples.ofTomorrow(trials.random(schema));
      for (int depth = 0; depth < 3; depth++) {
        trials.keeps(schema, samples.of(schema, depth));
      }
    }
    trials.failIfAny();
  }

  @Test
  void everyBranchOfAUnionIsKept() {
    Trials trials = new Trials("branch");
    for (Schema union : UNIONS) {
      Samples samples = Samples.ofToday(trials.random(union));
      for (Schema branch : union.branches()) {
        trials.keeps(union, samples.of(branch, 1));
      }
      for (JsonValue value : oneOfEachType(false)) {
        trials.keeps(union, value);
      }
    }
    trials.failIfAny();
  }

  @Test
  void everyConstantAndAnyOtherStringOfAnEnumIsKept() {
    Trials trials = new Trials("constant");
    for (Schema schema : ENUMS) {
      for (JsonValue constant : schema.constants()) {
        trials.keeps(schema, constant);
      }
      trials.keeps(schema, JsonValue.of("invented"));
    }
    trials.failIfAny();
  }

  @Test
  void aKeyMayBeMissing() {
    Trials trials = new Trials("key missing");
    for (Schema model : MODELS) {
      JsonObject full = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 1);
      Object complete = trials.keeps(model, full);
      for (String key : model.properties().keySet()) {
        Map<String, JsonValue> members = new LinkedHashMap<>(full.members());
        members.remove(key);
        JsonValue document = JsonValue.of(members);
        trials.tellsApart(model, complete, trials.keeps(model, document), document);
      }
    }
    trials.failIfAny();
  }

  @Test
  void aKeyMayBeNull() {
    Trials trials = new Trials("null");
    for (Schema model : MODELS) {
      JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
      Object complete = trials.keeps(model, minimal);
      for (String key : model.properties().keySet()) {
        JsonValue document = with(minimal, key, JsonValue.NULL);
        Object value = trials.keeps(model, document);
        if (minimal.get(key) != JsonValue.NULL) {
          trials.tellsApart(model, complete, value, document);
        }
      }
    }
    trials.failIfAny();
  }

  @Test
  void aValueMayBeOfTheWrongType() {
    Trials trials = new Trials("wrong type");
    for (Schema model : MODELS) {
      Samples samples = Samples.ofToday(trials.random(model));
      JsonObject minimal = (JsonObject) samples.of(model, 0);
      model
          .properties()
          .forEach(
              (key, property) -> {
                JsonValue fitting = samples.of(property, 0);
                Object expected = trials.keeps(model, with(minimal, key, fitting));
                List<JsonValue> others = oneOfEachType(property.secret);
                others.add(JsonValue.of(List.of(fitting)));
                others.remove(fitting);
                others.removeIf(value -> property.kind != Kind.UNION && property.fits(value));
                for (JsonValue other : others) {
                  JsonValue document = with(minimal, key, other);
                  trials.tellsApart(model, expected, trials.keeps(model, document), document);
                }
              });
    }
    trials.failIfAny();
  }

  @Test
  void anElementOfAListOrMapMayBeOfTheWrongType() {
    Trials trials = new Trials("wrong element");
    for (Schema model : MODELS) {
      Samples samples = Samples.ofToday(trials.random(model));
      JsonObject minimal = (JsonObject) samples.of(model, 0);
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (property.kind != Kind.LIST && property.kind != Kind.MAP) {
                  return;
                }
                JsonValue fitting = samples.of(property.item(), 0, property.secret);
                Object expected =
                    trials.keeps(model, with(minimal, key, around(property, fitting, fitting)));
                List<JsonValue> others = oneOfEachType(property.secret);
                others.add(JsonValue.NULL);
                others.add(JsonValue.of(List.of(fitting)));
                others.removeIf(property.item()::fits);
                for (JsonValue other : others) {
                  JsonValue document =
                      with(minimal, key, around(property, fitting, other, fitting));
                  trials.tellsApart(model, expected, trials.keeps(model, document), document);
                }
              });
    }
    trials.failIfAny();
  }

  private static List<JsonValue> oneOfEachType(boolean secret) {
    JsonValue text = JsonValue.of(secret ? Samples.SECRET : "text");
    return new ArrayList<>(
        List.of(
            JsonValue.of(true),
            new JsonNumber("1.5"),
            text,
            JsonValue.of(List.of()),
            JsonValue.of(Map.of()),
            JsonValue.of(Map.of(Samples.UNKNOWN, text))));
  }

  @Test
  void numbersAreKeptToTheDigit() {
    Trials trials = new Trials("number");
    for (Schema model : MODELS) {
      JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
      trials.keeps(model, with(minimal, Samples.UNKNOWN, JsonValue.of(NUMBERS)));
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (isNumber(property)) {
                  for (JsonValue number : NUMBERS) {
                    trials.keeps(model, with(minimal, key, number));
                  }
                } else if ((property.kind == Kind.LIST || property.kind == Kind.MAP)
                    && isNumber(property.item())) {
                  JsonValue document = around(property, NUMBERS.toArray(JsonValue[]::new));
                  trials.keeps(model, with(minimal, key, document));
                }
              });
    }
    trials.failIfAny();
  }

  private static boolean isNumber(Schema schema) {
    return switch (schema.kind) {
      case DECIMAL, DOUBLE, INT32, INT64, EPOCH_MILLIS -> true;
      case UNION -> schema.branches().stream().anyMatch(BadInputTest::isNumber);
      default -> false;
    };
  }

  @Test
  void stringsAreKeptWhateverIsInThem() {
    Trials trials = new Trials("odd string");
    for (Schema model : MODELS) {
      JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
      trials.keeps(model, with(minimal, Samples.UNKNOWN, JsonValue.of(STRINGS)));
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (property.fits(JsonValue.of(""))) {
                  for (int i = 0; i < 4; i++) { // every string in some key of every model
                    int next = Math.floorMod(key.hashCode() + i * 5, STRINGS.size());
                    trials.keeps(model, with(minimal, key, STRINGS.get(next)));
                  }
                } else if (property.kind == Kind.LIST || property.kind == Kind.MAP) {
                  JsonValue document = around(property, STRINGS.toArray(JsonValue[]::new));
                  trials.keeps(model, with(minimal, key, document));
                }
              });
    }
    trials.failIfAny();
  }

  @Test
  void keysAreKeptWhateverIsInThem() {
    Trials trials = new Trials("odd key");
    for (Schema model : MODELS) {
      Samples samples = Samples.ofToday(trials.random(model));
      JsonObject minimal = (JsonObject) samples.of(model, 0);
      trials.keeps(model, withOddKeys(minimal, JsonValue.of(Map.of())));
      trials.keeps(
          model,
          with(minimal, Samples.UNKNOWN, withOddKeys(JsonValue.of(Map.of()), JsonValue.NULL)));
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (property.kind == Kind.MAP) {
                  JsonValue value = samples.of(property.item(), 0, property.secret);
                  trials.keeps(
                      model, with(minimal, key, withOddKeys(JsonValue.of(Map.of()), value)));
                }
              });
    }
    trials.failIfAny();
  }

  private static JsonObject withOddKeys(JsonObject object, JsonValue value) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    for (JsonValue string : STRINGS) {
      members.put(Samples.UNKNOWN + ((JsonString) string).value(), value);
      members.put(((JsonString) string).value(), value);
    }
    return JsonValue.of(members);
  }

  @Test
  void ofEqualKeysTheLastCounts() {
    Trials trials = new Trials("duplicate key");
    for (Schema model : MODELS) {
      Samples samples = Samples.ofToday(trials.random(model));
      JsonObject minimal = (JsonObject) samples.of(model, 0);
      model
          .properties()
          .forEach(
              (key, property) -> {
                JsonValue fitting = samples.of(property, 0);
                List<JsonValue> others = oneOfEachType(property.secret);
                JsonValue other = others.get(Math.floorMod(key.hashCode(), others.size()));
                twice(trials, model, minimal, key, other, fitting);
                twice(trials, model, minimal, key, fitting, other);
                twice(trials, model, minimal, key, JsonValue.NULL, fitting);
                twice(trials, model, minimal, key, fitting, JsonValue.NULL);
              });
      twice(trials, model, minimal, Samples.UNKNOWN, samples.any(1, true), samples.any(1, true));
    }
    trials.failIfAny();
  }

  private static void twice(
      Trials trials, Schema model, JsonObject object, String key, JsonValue first, JsonValue last) {
    List<Map.Entry<String, JsonValue>> members = new ArrayList<>();
    members.add(Map.entry(key, first));
    with(object, key, last).members().forEach((each, value) -> members.add(Map.entry(each, value)));
    trials.keeps(model, with(object, key, last), JsonText.of(members));
  }

  @Test
  void theBranchOfAUnionIsThatOfTheLastConstant() {
    Trials trials = new Trials("duplicate constant");
    for (Schema union : UNIONS) {
      Samples samples = Samples.ofToday(trials.random(union));
      for (Schema branch : union.branches()) {
        if (branch.kind == Kind.MODEL) {
          JsonObject document = (JsonObject) samples.of(branch, 0);
          for (Schema other : union.branches()) {
            if (other.kind == Kind.MODEL) {
              ((JsonObject) samples.of(other, 0))
                  .members()
                  .forEach(
                      (key, value) -> {
                        if (document.get(key) != null) {
                          List<Map.Entry<String, JsonValue>> members = new ArrayList<>();
                          members.add(Map.entry(key, value));
                          members.addAll(document.members().entrySet());
                          trials.keeps(union, document, JsonText.of(members));
                        }
                      });
            }
          }
        }
      }
    }
    trials.failIfAny();
  }

  private static JsonObject with(JsonObject object, String key, JsonValue value) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.put(key, value);
    return JsonValue.of(members);
  }

  /** A list or map of the values. */
  private static JsonValue around(Schema schema, JsonValue... values) {
    if (schema.kind == Kind.LIST) {
      return JsonValue.of(List.of(values));
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (JsonValue value : values) {
      members.put(Samples.UNKNOWN + (99 - members.size()), value);
    }
    return JsonValue.of(members);
  }
}
