package io.github.vercel4j.generator;

import static io.github.vercel4j.generator.GeneratedClient.call;
import static io.github.vercel4j.generator.GeneratedClient.callStatic;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.LosslessCollections;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.json.PageResponse;
import io.github.vercel4j.runtime.JsonInput;
import io.github.vercel4j.runtime.JsonOutput;
import io.github.vercel4j.runtime.LosslessAdapter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedModelsTest {
  private static final String EVERYTHING =
      """
      {
        "id": "prj_1", "accountId": "team_1", "live": true, "createdAt": 1761523200000,
        "updatedAt": 1761523200, "speed": 1.5, "price": 10.50, "retries": 3, "framework": "nextjs",
        "analytics": 9007199254740993, "source": {"type": "github", "repoId": 7},
        "routes": ["/a", {"src": "/b", "headers": {"x": "y"}}, {"status": 404, "reason": "gone"}],
        "target": ["production"], "tree": {"name": "/", "children": [{"name": "a"}]},
        "env": [{"key": "A", "value": "1"}], "tags": ["a", null], "counts": {"b": 2, "a": 1},
        "matrix": [[1, 2], []], "permissions": {"read": true, "write": null},
        "metadata": [1.0, {"deep": null}], "labels": {"z": 1e2}, "created_at": "2025-10-27",
        "hashCode": "h", "values": "v", "extras": "e", "required": true, "set": "s", "wait": 5,
        "build": "b", "x-vercel-id": "iad1"
      }
      """;

  private static GeneratedClient client;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    client = GeneratedClient.compile(GeneratedClient.resource("/contract.json"), folder);
  }

  @Test
  void eachJsonTypeIsReadAsItsJavaType() throws IOException {
    Object project = client.read("Project", EVERYTHING);

    assertThat(call(project, "id")).isEqualTo("prj_1");
    assertThat(call(project, "live")).isEqualTo(true);
    assertThat(call(project, "createdAt")).isEqualTo(Instant.parse("2025-10-27T00:00:00Z"));
    assertThat(call(project, "updatedAt")).isEqualTo(Instant.parse("2025-10-27T00:00:00Z"));
    assertThat(call(project, "speed")).isEqualTo(1.5);
    assertThat(call(project, "price")).isEqualTo(new BigDecimal("10.50"));
    assertThat(call(project, "retries")).isEqualTo(3);
    assertThat(call(project, "framework")).isSameAs(constant("Framework", "NEXTJS"));
    assertThat(call(project, "analytics")).isEqualTo(9007199254740993L);
    assertThat(call(project, "tags")).isEqualTo(Arrays.asList("a", null));
    assertThat(call(project, "counts")).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(call(project, "matrix")).isEqualTo(List.of(List.of(1L, 2L), List.of()));
    assertThat(call(project, "metadata")).hasToString("[1.0,{\"deep\":null}]");
    assertThat(call(project, "wait_")).isEqualTo(5L);
    assertThat(call(project, "xVercelId")).isEqualTo("iad1");
    assertThat(call(project, "createdAt_")).isEqualTo("2025-10-27");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1761523200000",
        "1.7615232e12",
        "\"1761523200000\"",
        "\"2025-10-27T00:00:00Z\"",
        "\"2025-10-27T00:00:00.000Z\"",
        "\"2025-10-27T01:00:00.000+01:00\""
      })
  void timeIsReadInAnySpellingAndKeepsIt(String time) throws IOException {
    for (String key : List.of("createdAt", "renewedAt")) {
      String json = "{\"" + key + "\":" + time + "}";
      Object project = client.read("Project", json);

      assertThat(call(project, key)).as(json).isEqualTo(Instant.parse("2025-10-27T00:00:00Z"));
      assertThat((Map<?, ?>) call(project, "unexpectedProperties")).isEmpty();
      assertRoundTrip("Project", json);
    }
  }

  @Test
  void timeInSecondsIsReadFromTextAsWell() throws IOException {
    for (String time : List.of("\"1761523200\"", "\"2025-10-27T00:00:00.000Z\"")) {
      String json = "{\"updatedAt\":" + time + "}";

      assertThat(call(client.read("Project", json), "updatedAt"))
          .isEqualTo(Instant.parse("2025-10-27T00:00:00Z"));
      assertRoundTrip("Project", json);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2025-10-27\"", "\"\"", "\"soon\"", "\"99999999999999999999\"", "true", "1.5"})
  void textThatIsNoTimeIsUnexpected(String text) throws IOException {
    for (String key : List.of("createdAt", "updatedAt", "renewedAt")) {
      String json = "{\"" + key + "\":" + text + "}";

      assertThat((Map<?, ?>) call(client.read("Project", json), "unexpectedProperties"))
          .hasToString("{" + key + "=" + text + "}");
      assertRoundTrip("Project", json);
    }
  }

  @Test
  void keysSeenBeforeAreReadLikeNewOnes() throws IOException {
    String id = "{\"id\":\"prj_1\",\"accountId\":\"a\",\"live\":true,";
    List<String> members = new ArrayList<>();
    for (String key :
        List.of("news", "NEWS", "new", "newest", "?", "ä", "", " ", "a\\\"b", "\\ud83d")) {
      members.add("\"" + key + "\":{\"" + key + "\":1}");
      members.add("\"counts\":{\"a\":1,\"b\":2,\"c\":3,\"" + key + "\":4}");
    }
    for (int i = 0; i < 100; i++) {
      members.add("\"key" + i + "\":" + i);
      members.add("\"counts\":{\"a" + i + "\":1,\"b\":2,\"c" + i + "\":3,\"d" + i + "\":4}");
    }
    members.add("\"k" + "e".repeat(100) + "y\":1");

    for (int round = 0; round < 3; round++) {
      for (String member : members) {
        String json = id + member + "}";
        assertThat(JsonValue.parse(client.write("Project", client.read("Project", json))))
            .isEqualTo(JsonValue.parse(json));
      }
    }
  }

  @Test
  void documentedJsonIsWrittenBackUnchanged() throws IOException {
    assertRoundTrip("Project", EVERYTHING);
  }

  @Test
  void unknownKeysKeepTheirOrder() throws IOException {
    String json = "{\"key\":\"A\",\"value\":\"1\",\"z\":1.0,\"a\":{\"b\":[null]},\"m\":null}";
    Object variable = client.read("Variable", json);

    assertThat(client.write("Variable", variable)).isEqualTo(json);
    assertThat((Map<?, ?>) call(variable, "additionalProperties"))
        .hasToString("{z=1.0, a={\"b\":[null]}, m=null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":null,\"accountId\":null,\"live\":null,\"createdAt\":null,\"speed\":null}",
        "{\"framework\":null,\"source\":null,\"routes\":null,\"target\":null,\"counts\":null}",
        "{\"id\":1,\"live\":\"yes\",\"createdAt\":{},\"speed\":[],\"env\":\"x\",\"tree\":[1]}",
        "{\"framework\":7,\"source\":\"none\",\"matrix\":{\"a\":1},\"counts\":[1],\"price\":true}",
        "{\"env\":[{\"key\":\"A\"},5,null,{\"value\":2}],\"matrix\":[[1,\"x\"],2,[null]]}",
        "{\"counts\":{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":2.5},\"permissions\":{\"a\":1}}",
        "{\"createdAt\":1.5,\"analytics\":1e3,\"retries\":1.0,\"speed\":1,\"price\":1E2}",
        "{\"createdAt\":-0,\"analytics\":99999999999999999999,\"retries\":2147483648}",
        "{\"speed\":1e999,\"price\":1e99999999999,\"updatedAt\":9223372036854775807}",
        "{\"speed\":0.10,\"matrix\":[[1.0,2],[3]],\"counts\":{\"a\":1e1}}",
        "{\"routes\":[null,1,true,{},{\"src\":\"x\"},[]],\"target\":{\"a\":true,\"b\":0}}",
        "{\"target\":1.0}",
        "{\"target\":false}",
        "{\"framework\":\"tomorrow\"}",
        "{\"id\":\"\\u0000\\u2028\\ud83d\\ude00\\\"\"}",
        "{\"tree\":{\"name\":\"a\",\"parent\":{\"name\":\"b\",\"parent\":{\"x\":1}}}}",
        "{\"labels\":{},\"metadata\":null,\"env\":[]}"
      })
  void undocumentedJsonIsWrittenBackUnchanged(String json) throws IOException {
    assertRoundTrip("Project", json);
  }

  @Test
  void typeMismatchLeavesOtherPropertiesReadable() throws IOException {
    Object project = client.read("Project", "{\"id\":1,\"accountId\":\"a\",\"price\":\"dear\"}");

    assertThat(call(project, "accountId")).isEqualTo("a");
    assertThat(call(project, "price")).isNull();
    assertThat((Map<?, ?>) call(project, "unexpectedProperties"))
        .hasToString("{id=1, price=\"dear\"}");
  }

  @Test
  void typeMismatchInListLeavesOtherElementsReadable() throws IOException {
    Object project =
        client.read(
            "Project",
            "{\"matrix\":[[1,\"x\",2],7],\"counts\":{\"a\":1,\"b\":true,\"c\":null},\"routes\":[\"/a\",null]}");

    assertThat(call(project, "matrix")).isEqualTo(List.of(List.of(1L, 2L)));
    assertThat(call(project, "counts")).isEqualTo(Map.of("a", 1L));
    assertThat((List<?>) call(project, "routes")).hasSize(1);
  }

  @Test
  void integerWithExponentOrFractionIsRead() throws IOException {
    Object project =
        client.read("Project", "{\"analytics\":1e3,\"retries\":2.0,\"matrix\":[[3.0]]}");

    assertThat(call(project, "analytics")).isEqualTo(1000L);
    assertThat(call(project, "retries")).isEqualTo(2);
    assertThat(call(project, "matrix")).isEqualTo(List.of(List.of(3L)));
  }

  @Test
  void wholeDoubleIsWrittenWithoutFraction() {
    assertThat(writtenSpeed(3.0)).isEqualTo("{\"speed\":3}");
    assertThat(writtenSpeed(-0.0)).isEqualTo("{\"speed\":-0.0}");
    assertThat(writtenSpeed(0.1)).isEqualTo("{\"speed\":0.1}");
    assertThat(writtenSpeed(1e300)).isEqualTo("{\"speed\":1.0E300}");
  }

  private static String writtenSpeed(double speed) {
    return client.write("Project", build(call(builder("Project"), "speed", speed)));
  }

  @Test
  void missingRequiredValueThrowsNamingPath() throws IOException {
    Object page =
        client.read(
            "GetProjectsResponse",
            "{\"projects\":[{\"id\":\"a\"},{\"x\":1,\"id\":null,\"live\":\"s3cret\",\"env\":[{}]}]}");
    Object project = ((List<?>) call(page, "projects")).get(1);

    assertMissing(project, "id", "Project.id has no value: $.projects[1].id is null");
    assertMissing(project, "live", "Project.live has no value: $.projects[1].live is a string");
    assertMissing(
        project, "speed", "Project.speed has no value: $.projects[1].speed is not in the response");
    Object variable = ((List<?>) call(project, "env")).get(0);
    assertMissing(
        variable,
        "key",
        "Variable.key has no value: $.projects[1].env[0].key is not in the response");
  }

  @Test
  void requiredValueNeverSetThrowsNamingKey() {
    Object pagination = build(builder("Pagination"));

    assertMissing(pagination, "count", "Pagination.count has no value: $.count was not set");
    assertThat(call(pagination, "next")).isNull();
  }

  @Test
  void duplicateKeyKeepsLastValue() throws IOException {
    assertThat(rewritten("Variable", "{\"key\":1,\"key\":null,\"key\":\"b\",\"x\":1,\"x\":2}"))
        .isEqualTo("{\"key\":\"b\",\"x\":2}");
    assertThat(rewritten("Variable", "{\"key\":\"a\",\"key\":null}")).isEqualTo("{\"key\":null}");
    assertThat(rewritten("Variable", "{\"key\":\"a\",\"key\":5}")).isEqualTo("{\"key\":5}");
    assertThat(rewritten("Pagination", "{\"count\":1.0,\"count\":2}")).isEqualTo("{\"count\":2}");
  }

  @Test
  void unknownEnumValueIsKept() throws IOException {
    Object framework = call(client.read("Project", "{\"framework\":\"x\"}"), "framework");

    assertThat(call(framework, "isKnown")).isEqualTo(false);
    assertThat(call(framework, "value")).isEqualTo("x");
    assertThat(framework).isEqualTo(enumOf("Framework", "x")).hasToString("x");
    assertThat(enumOf("Framework", "nextjs")).isSameAs(constant("Framework", "NEXTJS"));
    assertThat(call(constant("Framework", "NEXTJS"), "isKnown")).isEqualTo(true);
  }

  @Test
  void enumValuesGiveReadableConstantNames() {
    Class<?> type = client.type("model.Framework");

    assertThat(type.getFields())
        .extracting(field -> field.getName())
        .containsExactly(
            "NEXTJS",
            "NODE_18_X",
            "ASTERISK",
            "EMPTY",
            "V1ST",
            "CLASS",
            "UPPER",
            "UPPER_",
            "CAMEL_CASE");
    assertThat((List<?>) callStatic(type, "values")).hasSize(9);
  }

  @Test
  void jsonTypeDecidesUnionVariant() throws IOException {
    assertThat(target("\"a\"")).isEqualTo("OfString[string=a]");
    assertThat(target("[\"a\"]")).isEqualTo("OfList[list=[a]]");
    assertThat(target("{\"a\":true}")).isEqualTo("OfMap[map={a=true}]");
    assertThat(target("7")).isEqualTo("OfLong[longValue=7]");
    assertThat(target("true")).isEqualTo("OfBoolean[booleanValue=true]");
    assertThat(target("7.5")).isEqualTo("Unknown[a number]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Target$OfString   | "a"         | OfString[string=a]         | 7
          Target$OfList     | ["a",5]     | OfList[list=[a]]           | "a"
          Target$OfMap      | {"a":true}  | OfMap[map={a=true}]        | ["a"]
          Target$OfBoolean  | true        | OfBoolean[booleanValue=true] | null
          Target$Unknown    | 7.5         | Unknown[a number]          | true
          GitSource$Unknown | {"type":"svn"} | Unknown[an object]      | {"type":"github"}
          """)
  void variantOfItsOwnTypeIsReadByPlainMoshi(
      String type, String json, String text, String otherVariant) throws IOException {
    Object variant = client.read(type, json);

    assertThat(variant).hasToString(text).isInstanceOf(client.type("model." + type));
    assertThat(client.write(type, variant)).isEqualTo(json);
    if (otherVariant.equals("null")) {
      assertThat(client.adapter(type).fromJson("null")).isNull();
    } else {
      assertThatThrownBy(() -> client.read(type, otherVariant))
          .isInstanceOf(JsonDataException.class);
    }
  }

  @Test
  void enumIsKeyOfMapInPlainMoshi() throws IOException {
    Type type = Types.newParameterizedType(Map.class, client.type("model.Framework"), String.class);
    JsonAdapter<Map<?, ?>> adapter = new Moshi.Builder().build().adapter(type);
    String json = "{\"nextjs\":\"a\",\"of tomorrow\":\"b\"}";

    Map<?, ?> map = requireNonNull(adapter.fromJson(json));

    assertThat(map.get(constant("Framework", "NEXTJS"))).isEqualTo("a");
    assertThat(map.get(enumOf("Framework", "of tomorrow"))).isEqualTo("b");
    assertThat(adapter.toJson(map)).isEqualTo(json);
  }

  @Test
  void javaValueOfModelKeepsDigitsAndNulls() throws IOException {
    // A Java number has no other spelling
    Object project = client.read("Project", EVERYTHING.replace("1e2", "100"));

    Object value = client.adapter("Project").toJsonValue(project);

    assertThat(asMap(value))
        .containsEntry("analytics", 9007199254740993L)
        .containsEntry("price", new BigDecimal("10.50"))
        .containsEntry("speed", 1.5)
        .extracting("permissions")
        .isEqualTo(mapOf("read", true, "write", null));
    assertThat(client.adapter("Project").fromJsonValue(value)).isEqualTo(project);
  }

  @SuppressWarnings("unchecked") // as Moshi makes it of an object
  private static Map<String, @Nullable Object> asMap(@Nullable Object value) {
    return (Map<String, @Nullable Object>) requireNonNull(value);
  }

  private static Map<String, @Nullable Object> mapOf(
      String key, Object value, String other, @Nullable Object otherValue) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(other, otherValue);
    return map;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tags    | ["a",5,"b"]       | [a, b]
          tags    | ["a",["b"]]       | [a]
          counts  | {"a":1,"b":"x"}   | {a=1}
          counts  | {"a":1,"b":[2]}   | {a=1}
          matrix  | [[1,"x"],[2]]     | [[1], [2]]
          target  | ["a",5]           | OfList[list=[a]]
          """)
  void elementOfAnotherTypeIsReachableAndKept(String key, String json, String matching)
      throws IOException {
    String document = "{\"" + key + "\":" + json + "}";
    Object project = client.read("Project", document);

    assertThat(call(project, key)).hasToString(matching);
    assertThat((Map<?, ?>) call(project, "unexpectedProperties"))
        .hasToString("{" + key + "=" + json + "}");
    Object rebuilt = build(call(project, "toBuilder"));
    assertThat(rebuilt).isEqualTo(project);
    assertThat(client.write("Project", rebuilt)).isEqualTo(document);
    Object moved = build(call(builder("Project"), key, call(project, key)));
    assertThat(client.write("Project", moved)).isEqualTo(document);
  }

  @Test
  void elementWrittenInAnotherWayIsNotUnexpected() throws IOException {
    Object project = client.read("Project", "{\"matrix\":[[1.0,1e2]],\"target\":[\"a\"]}");

    assertThat((Map<?, ?>) call(project, "unexpectedProperties")).isEmpty();
    assertThat(client.write("Project", project))
        .isEqualTo("{\"target\":[\"a\"],\"matrix\":[[1.0,1e2]]}");
  }

  @Test
  void constantKeyDecidesUnionVariant() throws IOException {
    assertThat(variant("GitSource", "{\"repoId\":{},\"type\":\"github-custom-host\"}"))
        .isEqualTo("GithubSource");
    assertThat(variant("GitSource", "{\"type\":\"gitlab\"}")).isEqualTo("GitlabSource");
    assertThat(variant("GitSource", "{\"type\":\"svn\"}")).isEqualTo("Unknown");
    assertThat(variant("GitSource", "{\"repoId\":7}")).isEqualTo("Unknown");
    assertThat(variant("GitSource", "{\"type\":[]}")).isEqualTo("Unknown");
    assertThat(variant("GitSource", "\"github\"")).isEqualTo("Unknown");
  }

  @Test
  void requiredKeyDecidesUnionVariant() throws IOException {
    assertThat(variant("Route", "{\"src\":\"x\",\"headers\":1}")).isEqualTo("HeaderRoute");
    assertThat(variant("Route", "{\"reason\":\"x\"}")).isEqualTo("StatusRoute");
    assertThat(variant("Route", "{\"src\":\"x\"}")).isEqualTo("Unknown");
    assertThat(variant("Route", "\"/x\"")).isEqualTo("OfString");
  }

  @Test
  void everyUnionVariantIsWrittenBackUnchanged() throws IOException {
    for (String json : List.of("\"a\"", "[\"a\",1]", "{\"a\":true,\"b\":1}", "1.0", "1", "false")) {
      assertThat(rewritten("Project", "{\"target\":" + json + "}"))
          .isEqualTo("{\"target\":" + json + "}");
    }
    assertRoundTrip("GitSource", "{\"type\":\"svn\",\"x\":[1.0]}");
    assertRoundTrip("Route", "{\"status\":1.0,\"reason\":null,\"x\":1}");
    assertRoundTrip("Target", "[\"a\",null,5]");
  }

  @Test
  void oneValueIsReadAsListOfOne() throws IOException {
    Object rollout =
        client.read(
            "Rollout",
            "{\"hosts\":\"a\",\"levels\":1.0,\"stages\":\"nextjs\",\"forced\":\"tomorrow\"}");

    assertThat(call(rollout, "hosts")).isEqualTo(List.of("a"));
    assertThat(call(rollout, "levels")).isEqualTo(List.of(1L));
    assertThat(call(rollout, "stages")).isEqualTo(List.of(constant("Framework", "NEXTJS")));
    assertThat(call(rollout, "forced")).isEqualTo(List.of(enumOf("Framework", "tomorrow")));
    assertThat((Map<?, ?>) call(rollout, "unexpectedProperties")).isEmpty();
    assertThat(rollout)
        .hasToString("Rollout[hosts=[a], levels=[1], stages=[nextjs], forced=[tomorrow]]");
  }

  @Test
  void severalValuesAreReadAsListOfAll() throws IOException {
    Object rollout = client.read("Rollout", "{\"hosts\":[\"a\",\"b\",5],\"stages\":[]}");

    assertThat(call(rollout, "hosts")).isEqualTo(List.of("a", "b"));
    assertThat(call(rollout, "stages")).isEqualTo(List.of());
    assertThat(call(rollout, "levels")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"hosts\":\"a\"}",
        "{\"hosts\":[\"a\"]}",
        "{\"hosts\":[],\"stages\":[\"nextjs\",\"new\"]}",
        "{\"hosts\":[\"a\",5,null,[\"b\"]]}",
        "{\"hosts\":5}",
        "{\"hosts\":null}",
        "{\"hosts\":{\"a\":[1.0]}}",
        "{\"levels\":7}",
        "{\"levels\":1.0}",
        "{\"levels\":[1.0,1e1,2]}",
        "{\"levels\":99999999999999999999}",
        "{\"stages\":\"nextjs\"}",
        "{\"forced\":\"new\",\"tokens\":\"x\"}"
      })
  void oneOrManyIsWrittenBackUnchanged(String json) throws IOException {
    Object read = client.read("Rollout", json);

    assertThat(client.write("Rollout", read)).isEqualTo(json);
    assertThat(client.read("Rollout", json)).isEqualTo(read).hasSameHashCodeAs(read);
  }

  @Test
  void oneValueOfWrongTypeIsUnexpectedProperty() throws IOException {
    List<Drift> drifts = new ArrayList<>();
    Object rollout =
        JsonInput.read(
            requireNonNull(LosslessAdapter.within(client.adapter("Rollout"))),
            new Buffer().writeUtf8("{\"hosts\":5,\"levels\":\"s\",\"stages\":\"new\"}"),
            "$",
            Long.MAX_VALUE,
            drifts::add);

    assertThat(requireNonNull(rollout)).extracting(read -> call(read, "levels")).isNull();
    assertThat((Map<?, ?>) call(rollout, "unexpectedProperties"))
        .hasToString("{hosts=5, levels=\"s\"}");
    assertMissing(rollout, "hosts", "Rollout.hosts has no value: $.hosts is a number");
    assertThat(drifts)
        .containsExactly(
            new Drift(Drift.Kind.UNEXPECTED_TYPE, "$.hosts"),
            new Drift(Drift.Kind.UNEXPECTED_TYPE, "$.levels"),
            new Drift(Drift.Kind.UNKNOWN_ENUM_VALUE, "$.stages"));
  }

  @Test
  void listSetByBuilderIsWrittenAsArray() throws IOException {
    Object read = client.read("Rollout", "{\"hosts\":\"a\",\"levels\":1}");
    Object changed =
        build(
            call(
                call(call(read, "toBuilder"), "hosts", call(read, "hosts")),
                "stages",
                List.of(enumOf("Framework", "nextjs"))));

    assertThat(client.write("Rollout", changed))
        .isEqualTo("{\"hosts\":[\"a\"],\"levels\":1,\"stages\":[\"nextjs\"]}");
    assertThatThrownBy(() -> call(builder("Rollout"), "hosts", Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void oneSecretValueIsMaskedAndCollected() throws IOException {
    Object rollout = client.read("Rollout", "{\"tokens\":\"s3cret\"}");
    List<String> secrets = new ArrayList<>();
    JsonWriter writer = JsonWriter.of(new Buffer());
    JsonOutput.listenForSecrets(writer, secrets::add);
    client.adapter("Rollout").toJson(writer, rollout);

    assertThat(rollout).hasToString("Rollout[tokens=***]");
    assertThat(secrets).containsExactly("s3cret");
  }

  @Test
  void oneOrManyOfDifferentMeaningStaysUnion() throws IOException {
    Object rollout =
        client.read("Rollout", "{\"keyword\":\"*\",\"kept\":[\"a\"],\"other\":\"any text\"}");

    assertThat(call(rollout, "keyword")).hasToString("OfString[string=*]");
    assertThat(call(rollout, "kept")).hasToString("OfList[list=[a]]");
    assertThat(call(rollout, "other")).hasToString("OfString[string=any text]");
  }

  @Test
  void fromJsonOfToJsonGivesEqualModel() throws IOException {
    Object project = client.read("Project", EVERYTHING);
    String json = (String) call(project, "toJson");

    assertThat(callStatic(client.type("model.Project"), "fromJson", json)).isEqualTo(project);
    assertThat(json).isEqualTo(client.write("Project", project));
    assertThat(callStatic(client.type("model.Target"), "fromJson", " [\"a\"] "))
        .hasToString("OfList[list=[a]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Variable | [\"canary_value\"]                     | Not the documented JSON at $
          Variable | \"canary_value\"                       | Not the documented JSON at $
          Variable | {\"value\":\"canary_value\"} canary    | Not JSON at $
          Variable | {\"value\":\"canary_value\"}{}         | Not JSON at $
          Variable | {\"value\":\"canary_value\"            | Not JSON at $.value
          Variable | {\"key\":canary_value}               | Not JSON at $.key
          Variable | null                                 | Null in place of a value
          Target   | null                                 | Null in place of a value
          Target   | \"canary_value\" 5                     | Not JSON at $
          Target   | canary_value                         | Not JSON at $
          """)
  void fromJsonOfOtherTextThrowsWithoutQuotingIt(String type, String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callStatic(client.type("model." + type), "fromJson", json))
        .withMessageStartingWith(message)
        .withMessageNotContaining("canary")
        .withNoCause();
  }

  @Test
  void nullableKeyIsUnsetSetOrNull() {
    Object unset = build(call(builder("CreateProjectRequest"), "name", "n"));
    Object nulled =
        build(call(call(builder("CreateProjectRequest"), "name", "n"), "framework", NULL));
    Object set =
        build(
            call(
                call(builder("CreateProjectRequest"), "name", "n"),
                "framework",
                enumOf("Framework", "mine")));

    assertThat(client.write("CreateProjectRequest", unset))
        .isEqualTo("{\"name\":\"n\",\"kind\":\"plain\"}");
    assertThat(client.write("CreateProjectRequest", nulled))
        .isEqualTo("{\"name\":\"n\",\"kind\":\"plain\",\"framework\":null}");
    assertThat(client.write("CreateProjectRequest", set))
        .isEqualTo("{\"name\":\"n\",\"kind\":\"plain\",\"framework\":\"mine\"}");
  }

  @Test
  void buildWithoutMandatoryKeysThrowsNamingAll() {
    assertThatIllegalState(() -> build(builder("CreateProjectRequest")))
        .isEqualTo("CreateProjectRequest needs name: set it before build()");
    assertThatIllegalState(() -> build(call(builder("Variable"), "key", "A")))
        .isEqualTo("Variable needs value: set it before build()");
    assertThatIllegalState(() -> build(builder("Variable")))
        .isEqualTo("Variable needs key, value: set them before build()");
    assertThat(build(builder("Project"))).isNotNull();
  }

  @Test
  void nullForNonNullableKeyThrowsNullPointer() {
    assertThatThrownBy(() -> call(builder("CreateProjectRequest"), "name", NULL))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("CreateProjectRequest.name must not be null");
    assertThatThrownBy(() -> call(builder("CreateProjectRequest"), "class_", NULL))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("CreateProjectRequest.class can be left out but not be null");
    assertThatThrownBy(() -> call(builder("Project"), "matrix", List.of(Arrays.asList(1L, null))))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void constantPropertyHasNoSetter() {
    assertThat(client.type("model.CreateProjectRequest$Builder").getMethods())
        .extracting(method -> method.getName())
        .contains("name", "framework")
        .doesNotContain("kind");
  }

  @Test
  void toBuilderKeepsEverythingUnchanged() throws IOException {
    Object read = client.read("Variable", "{\"key\":\"A\",\"value\":null,\"x\":1.0,\"y\":null}");
    Object changed = build(call(call(call(read, "toBuilder"), "key", "B"), "value", "2"));

    assertThat(client.write("Variable", changed))
        .isEqualTo("{\"key\":\"B\",\"value\":\"2\",\"x\":1.0,\"y\":null}");
    assertThat(client.write("Variable", read))
        .isEqualTo("{\"key\":\"A\",\"value\":null,\"x\":1.0,\"y\":null}");
  }

  @Test
  void builderChangedAfterBuildLeavesModelUnchanged() throws IOException {
    Object builder = call(call(builder("Variable"), "key", "A"), "value", "1");
    Object first = build(builder);
    call(builder, "value", "2");

    assertThat(client.write("Variable", first)).isEqualTo("{\"key\":\"A\",\"value\":\"1\"}");
  }

  @Test
  void changeOfSourceListLeavesModelUnchanged() {
    List<Long> row = new ArrayList<>(List.of(1L));
    List<List<Long>> matrix = new ArrayList<>(List.of(row));
    Object project = build(call(builder("Project"), "matrix", matrix));
    row.add(2L);
    matrix.clear();

    assertThat(client.write("Project", project)).isEqualTo("{\"matrix\":[[1]]}");
    assertThatThrownBy(() -> ((List<?>) call(project, "matrix")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void changeOfReadCollectionThrows() throws IOException {
    Object project = client.read("Project", EVERYTHING);

    assertThatThrownBy(() -> ((List<?>) call(project, "tags")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) call(project, "counts")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) call(project, "additionalProperties")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void toStringMasksSecretsAndUnknownValues() throws IOException {
    Object variable =
        client.read("Variable", "{\"key\":\"A\",\"value\":\"s3cret\",\"later\":\"s3cret\"}");
    Object wrongType = client.read("Variable", "{\"key\":1,\"value\":[\"s3cret\"]}");

    assertThat(variable).hasToString("Variable[key=A, value=***, additional keys [later]]");
    assertThat(wrongType).hasToString("Variable[key=a number, value=***]");
    assertThat(client.read("Variable", "{\"value\":null}")).hasToString("Variable[value=null]");
  }

  @Test
  void modelsAreEqualOnlyIfTheirJsonIs() throws IOException {
    Object one = client.read("Variable", "{\"key\":\"A\",\"value\":\"1\",\"x\":1}");

    assertThat(client.read("Variable", "{\"x\":1,\"value\":\"1\",\"key\":\"A\"}"))
        .isEqualTo(one)
        .hasSameHashCodeAs(one);
    for (String other :
        List.of(
            "{\"key\":\"A\",\"value\":\"1\",\"x\":2}",
            "{\"key\":\"A\",\"value\":\"2\",\"x\":1}",
            "{\"key\":\"A\",\"value\":null,\"x\":1}",
            "{\"key\":\"A\",\"x\":1}",
            "{\"key\":\"A\",\"value\":5,\"x\":1}")) {
      assertThat(client.read("Variable", other)).isNotEqualTo(one);
    }
    assertThat(client.read("Variable", "{\"value\":5}"))
        .isNotEqualTo(client.read("Variable", "{\"value\":6}"));
    assertThat(client.read("Variable", "{\"key\":\"A\",\"value\":null}"))
        .isNotEqualTo(client.read("Variable", "{\"key\":\"A\"}"));
  }

  @Test
  void wrongTypeAtTopThrowsJsonData() {
    assertThatExceptionOfType(JsonDataException.class)
        .isThrownBy(() -> client.read("Project", "[]"))
        .withMessage("Unexpected BEGIN_ARRAY at path $");
  }

  @Test
  void truncatedJsonThrowsAtEveryByte() {
    String json = EVERYTHING.replaceAll("\\s", "");
    for (int length = 0; length < json.length(); length++) {
      String truncated = json.substring(0, length);
      assertThatThrownBy(() -> client.read("Project", truncated))
          .isInstanceOfAny(IOException.class, JsonDataException.class);
    }
  }

  @Test
  void listOutsideModelKeepsMismatchedElements() throws Exception {
    Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
    var variables =
        moshi.adapter(Types.newParameterizedType(List.class, client.type("model.Variable")));
    String json = "[{\"key\":\"A\"},5,null,{\"x\":1.0}]";

    Object read = variables.fromJson(json);

    assertThat((List<?>) read).hasSize(2);
    assertThat(variables.toJson(read)).isEqualTo(json);
  }

  private static final @Nullable Object NULL = null;

  private static Object builder(String model) {
    return callStatic(client.type("model." + model), "builder");
  }

  private static Object build(Object builder) {
    return call(builder, "build");
  }

  private static Object enumOf(String type, String value) {
    return callStatic(client.type("model." + type), "of", value);
  }

  private static Object constant(String type, String name) {
    try {
      return client.type("model." + type).getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void pageGivesElementsAndNextCursor() throws IOException {
    Object page =
        client.read(
            "GetProjectsResponse",
            "{\"projects\":[{\"id\":\"a\"}],\"pagination\":{\"count\":1,\"next\":1761523200000}}");

    assertThat(call(page, "pageElements")).isEqualTo(call(page, "projects"));
    assertThat((List<?>) call(page, "pageElements")).hasSize(1);
    assertThat(call(page, "nextPageCursor")).isEqualTo("1761523200000");
    assertThat(call(call(page, "toBuilder"), "build"))
        .extracting(p -> call(p, "nextPageCursor"))
        .isEqualTo("1761523200000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"pagination\":null}",
        "{\"pagination\":{}}",
        "{\"pagination\":{\"next\":null}}",
        "{\"pagination\":{\"next\":\"\"}}"
      })
  void pageWithoutNextHasNullCursor(String json) throws IOException {
    assertThat(call(client.read("GetProjectsResponse", json), "nextPageCursor")).isNull();
    assertThat(call(client.read("VariablePage", json), "nextPageCursor")).isNull();
  }

  @Test
  void nextCursorKeepsItsText() throws IOException {
    assertThat(next("\"a=/b\"")).isEqualTo("a=/b");
    assertThat(next("1.7615232e12")).isEqualTo("1.7615232e12");
    assertThat(next("92233720368547758070")).isEqualTo("92233720368547758070");
  }

  @Test
  void nextCursorOfWrongTypeThrowsMissingProperty() throws IOException {
    assertMissing(
        client.read("GetProjectsResponse", "{\"pagination\":{\"next\":true}}"),
        "nextPageCursor",
        "GetProjectsResponse.pagination.next has no value: $.pagination.next is a boolean");
    assertMissing(
        client.read("GetProjectsResponse", "{\"pagination\":[7]}"),
        "nextPageCursor",
        "GetProjectsResponse.pagination has no value: $.pagination is an array");
    assertMissing(
        client.read("GetProjectsResponse", "{}"),
        "pageElements",
        "GetProjectsResponse.projects has no value: $.projects is not in the response");
  }

  @Test
  void unionWithPageVariantIsPageResponse() throws IOException {
    Class<?> paginated = PageResponse.class;
    Object page = client.read("Variables", "{\"items\":[],\"pagination\":{\"next\":7}}");

    assertThat(paginated).isAssignableFrom(client.type("model.Variables"));
    assertThat(page).isInstanceOf(Page.class);
    assertThat(call(page, "nextPageCursor")).isEqualTo("7");
    assertThat(call(page, "items")).isSameAs(call(page, "pageElements"));
    assertThat(call(page, "next")).isNull();
  }

  private static @Nullable Object next(String json) throws IOException {
    return call(
        client.read("GetProjectsResponse", "{\"pagination\":{\"next\":" + json + "}}"),
        "nextPageCursor");
  }

  private static String target(String json) throws IOException {
    return String.valueOf(call(client.read("Project", "{\"target\":" + json + "}"), "target"));
  }

  private static String variant(String union, String json) throws IOException {
    return client.read(union, json).getClass().getSimpleName();
  }

  private static String rewritten(String model, String json) throws IOException {
    return client.write(model, client.read(model, json));
  }

  private static void assertRoundTrip(String model, String json) throws IOException {
    assertThat(JsonValue.parse(rewritten(model, json))).isEqualTo(JsonValue.parse(json));
  }

  private static void assertMissing(Object model, String accessor, String message) {
    assertThatThrownBy(() -> call(model, accessor))
        .hasMessage(message)
        .extracting(e -> e.getClass().getName())
        .isEqualTo("io.github.vercel4j.json.MissingPropertyException");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertThatIllegalState(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    return assertThat(
        org.assertj.core.api.Assertions.catchThrowableOfType(IllegalStateException.class, code)
            .getMessage());
  }
}
