package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.squareup.moshi.Types;
import com.sun.management.ThreadMXBean;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.api.model.ProjectCreator;
import io.github.vercel4j.api.model.ProjectCreatorApp;
import io.github.vercel4j.api.model.ProjectCreatorUser;
import io.github.vercel4j.input.Schema.Kind;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** How many arrays and objects may stand in each other; Moshi takes no more. */
  private static final int DEEPEST = 255;

  /** Bytes that decoding may take for each byte of the document: the worst is {@code {"":0},}. */
  private static final int MULTIPLE = 75;

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
  void documentsWithRequiredKeysOnlyAreKept() {
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
  void documentsWithUnknownKeysAndValuesAreKept() {
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
  void everyVariantOfAUnionIsKept() {
    Trials trials = new Trials("variant");
    for (Schema union : UNIONS) {
      Samples samples = Samples.ofToday(trials.random(union));
      for (Schema variant : union.variants()) {
        trials.keeps(union, samples.of(variant, 1));
      }
      for (JsonValue value : oneOfEachType(false)) {
        trials.keeps(union, value);
      }
    }
    trials.failIfAny();
  }

  @Test
  void knownAndUnknownEnumValuesAreKept() {
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
  void missingKeyIsKeptMissing() {
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
  void pathNamesNoKeyOfASecretMap() {
    Trials trials = new Trials("key missing below a secret");
    for (Schema model : MODELS) {
      JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (property.secret && property.kind == Kind.MAP) {
                  for (JsonObject empty : withoutMost(property.item())) {
                    JsonValue map = JsonValue.of(Map.of(Samples.SECRET, empty));
                    trials.keeps(model, with(minimal, key, map));
                  }
                }
              });
    }
    trials.failIfAny();
  }

  /** Objects of the schema with the constants only. */
  private static List<JsonObject> withoutMost(Schema schema) {
    List<JsonObject> objects = new ArrayList<>();
    if (schema.kind == Kind.UNION) {
      schema.variants().forEach(variant -> objects.addAll(withoutMost(variant)));
    } else if (schema.kind == Kind.MODEL) {
      Map<String, JsonValue> constants = new LinkedHashMap<>();
      schema
          .properties()
          .forEach(
              (key, property) -> {
                if (!property.constants().isEmpty()) {
                  constants.put(key, property.constants().get(0));
                }
              });
      objects.add(JsonValue.of(constants));
    }
    return objects;
  }

  @Test
  void nullValueIsKept() {
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
  void valueOfAnotherTypeIsKept() {
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
  void elementOfAnotherTypeIsKept() {
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
  void numbersKeepAllDigits() {
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
      case UNION -> schema.variants().stream().anyMatch(BadInputTest::isNumber);
      default -> false;
    };
  }

  @Test
  void stringsOfAnyCharactersAreKept() {
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
  void keysOfAnyCharactersAreKept() {
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
  void lastOfEqualKeysCounts() {
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
    trials.keeps(model, with(object, key, last), JsonText.of(members), Drift.Kind.DUPLICATE_KEY);
  }

  @Test
  void lastOfEqualConstantsDecidesTheVariant() {
    Trials trials = new Trials("duplicate constant");
    for (Schema union : UNIONS) {
      Samples samples = Samples.ofToday(trials.random(union));
      for (Schema variant : union.variants()) {
        if (variant.kind == Kind.MODEL) {
          JsonObject document = (JsonObject) samples.of(variant, 0);
          for (Schema other : union.variants()) {
            if (other.kind == Kind.MODEL) {
              ((JsonObject) samples.of(other, 0))
                  .members()
                  .forEach(
                      (key, value) -> {
                        if (document.get(key) != null) {
                          List<Map.Entry<String, JsonValue>> members = new ArrayList<>();
                          members.add(Map.entry(key, value));
                          members.addAll(document.members().entrySet());
                          String text = JsonText.of(members);
                          trials.keeps(union, document, text, Drift.Kind.DUPLICATE_KEY);
                          members.set(0, Map.entry(key, JsonValue.of("invented")));
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

  @Test
  void variantDecidedAgainKeepsItsPath() throws IOException {
    List<?> creators =
        (List<?>)
            Trials.decoded(
                Types.newParameterizedType(List.class, ProjectCreator.class),
                """
                [{"type": "user", "type": "app"}, {"type": 1, "type": "user"}]
                """);

    ProjectCreatorApp app = (ProjectCreatorApp) creators.get(0);
    ProjectCreatorUser user = (ProjectCreatorUser) creators.get(1);

    assertThatThrownBy(app::app).hasMessageContaining(" $[0].app ");
    assertThatThrownBy(user::user).hasMessageContaining(" $[1].user ");
  }

  @Test
  void numbersInARootListOrMapKeepAllDigits() {
    Trials trials = new Trials("number at the root");
    for (Schema union : UNIONS) {
      if (isNumber(union)) {
        for (Schema schema : List.of(CONTRACT.listOf(union), CONTRACT.mapOf(union))) {
          trials.keeps(schema, around(schema, NUMBERS.toArray(JsonValue[]::new)));
        }
      }
    }
    trials.failIfAny();
  }

  @Test
  void nullAtTheRootIsAJsonValue() throws IOException {
    Object map =
        Trials.decoded(
            Types.newParameterizedType(Map.class, String.class, JsonValue.class), "{\"a\":null}");
    Object list =
        Trials.decoded(Types.newParameterizedType(List.class, JsonValue.class), "[null,1]");

    assertThat(map).isEqualTo(Map.of("a", JsonValue.NULL));
    assertThat(list).isEqualTo(List.of(JsonValue.NULL, JsonValue.of(1)));
  }

  @Test
  void elementOfAnotherTypeLosesNoOtherElement() {
    Trials trials = new Trials("wrong element at the root");
    for (Schema component : ALL) {
      for (Schema schema : List.of(CONTRACT.listOf(component), CONTRACT.mapOf(component))) {
        JsonValue fitting = Samples.ofToday(trials.random(schema)).of(component, 0);
        List<JsonValue> others = oneOfEachType(false);
        others.add(JsonValue.NULL);
        others.add(JsonValue.of(List.of(fitting)));
        others.removeIf(component::fits);
        for (JsonValue other : others) {
          trials.keeps(schema, around(schema, fitting, other, fitting));
        }
      }
    }
    trials.failIfAny();
  }

  @Test
  void nestingBeyondTheDepthLimitIsRejected() {
    Trials trials = new Trials("deep");
    for (Schema model : MODELS) {
      JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
      String key = model.properties().keySet().iterator().next();
      for (String place : List.of(Samples.UNKNOWN, key)) {
        for (boolean objects : new boolean[] {false, true}) {
          trials.keeps(model, with(minimal, place, nested(objects, DEEPEST - 1)));
          trials.rejects(model, JsonText.of(with(minimal, place, nested(objects, DEEPEST))));
        }
      }
      trials.rejects(model, "{\"~\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
      trials.rejects(model, "{\"~\":".repeat(10_000) + "1" + "}".repeat(10_000));
      trials.rejects(model, ("{\"" + key + "\":").repeat(10_000) + "1" + "}".repeat(10_000));
    }
    trials.failIfAny();
  }

  private static JsonValue nested(boolean objects, int levels) {
    JsonValue value = objects ? JsonValue.of(Map.of()) : JsonValue.of(List.of());
    for (int i = 1; i < levels; i++) {
      value = objects ? JsonValue.of(Map.of(Samples.UNKNOWN, value)) : JsonValue.of(List.of(value));
    }
    return value;
  }

  @Test
  void recursiveModelIsKeptUpToTheDepthLimit() {
    Trials trials = new Trials("deep model");
    for (Schema model : MODELS) {
      model
          .properties()
          .forEach(
              (key, property) -> {
                if (property.kind == Kind.LIST && property.item().name().equals(model.name())) {
                  JsonObject minimal =
                      (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
                  JsonObject document = minimal;
                  for (int levels = 1; levels + 2 <= DEEPEST; levels += 2) {
                    document = with(minimal, key, JsonValue.of(List.of(document)));
                  }
                  trials.keeps(model, document);
                }
              });
    }
    trials.failIfAny();
  }

  @Test
  void documentCutAtAnyByteIsRejected() {
    Trials trials = new Trials("truncated");
    List<Schema> models = new ArrayList<>(MODELS);
    Collections.shuffle(models, trials.random(MODELS.get(0)));
    int cut = 0;
    for (Schema model : models) {
      ByteString document =
          ByteString.encodeUtf8(JsonText.of(Samples.ofTomorrow(trials.random(model)).of(model, 1)));
      if (document.size() < 200 || document.size() > 1_000 || cut == 20) {
        continue;
      }
      for (int size = 0; size < document.size(); size++) {
        trials.rejects(model, new Buffer().write(document.substring(0, size)));
      }
      cut++;
    }
    trials.failIfAny();
    assertThat(cut).as("models cut").isEqualTo(20);
  }

  @Test
  void malformedDocumentIsRejected() {
    Trials trials = new Trials("no document");
    for (Schema model : MODELS) {
      String document = JsonText.of(Samples.ofToday(trials.random(model)).of(model, 0));
      for (String text :
          List.of(
              "",
              " \n",
              "null",
              "true",
              "1.5",
              "\"" + Samples.SECRET + "\"",
              "[]",
              "[{}]",
              "\uFEFF" + document,
              document + "}",
              document + document,
              document + " null",
              document + "\0",
              "{" + document + "}",
              "{\"~\":01}",
              "{\"~\":+1}",
              "{\"~\":.5}",
              "{\"~\":1.}",
              "{\"~\":1e}",
              "{\"~\":NaN}",
              "{\"~\":-}",
              "{\"~\":0x10}",
              "{\"~\":'" + Samples.SECRET + "'}",
              "{\"~\":" + Samples.SECRET + "}",
              "{~:1}",
              "{\"~\" 1}",
              "{\"~\":1,}",
              "{,}",
              "{\"~\"}",
              "{\"~\":\"\\x\"}",
              "{\"~\":\"\\u12G4\"}",
              "{\"~\":1 \"~\":2}",
              "{\"~\":[1,]}",
              "/**/" + document,
              "<html>" + document)) {
        trials.rejects(model, text);
      }
    }
    trials.failIfAny();
  }

  @Test
  void numberOfAMillionDigitsIsKept() {
    Trials trials = new Trials("million digits");
    JsonNumber number = new JsonNumber("-" + "9".repeat(1_000_000));
    Set<Kind> kinds =
        EnumSet.of(Kind.DECIMAL, Kind.DOUBLE, Kind.EPOCH_MILLIS, Kind.INT32, Kind.INT64);
    for (Schema model : MODELS) {
      for (Map.Entry<String, Schema> property : model.properties().entrySet()) {
        if (kinds.remove(property.getValue().kind)) {
          JsonObject minimal = (JsonObject) Samples.ofToday(trials.random(model)).of(model, 0);
          trials.keeps(model, with(minimal, property.getKey(), number));
        }
      }
    }
    trials.keeps(MODELS.get(0), JsonValue.of(Map.of(Samples.UNKNOWN, number)));
    trials.failIfAny();
    assertThat(kinds).as("kinds that no model has").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fuzzSeedIsKeptOrRejected(Path seed) throws IOException {
    FuzzTarget.fuzzerTestOneInput(Files.readAllBytes(seed));
  }

  static List<Path> seeds() throws IOException, URISyntaxException {
    Path folder = Path.of(requireNonNull(BadInputTest.class.getResource("seeds")).toURI());
    try (Stream<Path> seeds = Files.list(folder)) {
      return seeds.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("expensive")
  void decodingTakesMemoryInProportionToTheDocument(String kind, String element, String end)
      throws IOException {
    Buffer document = new Buffer().writeUtf8("{\"~\":[");
    while (document.size() < 1_000_000) {
      document.writeUtf8(element).writeUtf8(",");
    }
    document.writeUtf8("0]").writeUtf8(end);
    long size = document.size();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable rejected = catchThrowable(() -> Trials.decoded(Project.class, document));
    long taken = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(rejected != null).isEqualTo(end.isEmpty());
    System.out.printf("%s: %d bytes, %.1f times%n", kind, size, 1.0 * taken / size);
    assertThat(taken).as("bytes taken for %d bytes of %s", size, kind).isLessThan(MULTIPLE * size);
  }

  static Stream<Arguments> expensive() {
    return Stream.of(
        arguments("small numbers", "1", "}"),
        arguments("empty arrays", "[]", "}"),
        arguments("empty objects", "{}", "}"),
        arguments("empty strings", "\"\"", "}"),
        arguments("objects with one key", "{\"\":0}", "}"),
        arguments("escapes", "\"" + "\\u0041".repeat(50) + "\"", "}"),
        arguments("small numbers without an end", "1", ""),
        arguments("nulls", "null", "}"));
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
