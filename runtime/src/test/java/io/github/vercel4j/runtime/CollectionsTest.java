package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionsTest {
  private static final LosslessAdapter<List<Long>> LIST = Json.list(Json.INT64);
  private static final LosslessAdapter<Map<String, Long>> MAP = Json.map(Json.INT64);

  @Test
  void listsAreEqualByTheirElementsAlone() throws IOException {
    List<Long> plain = List.of(1L);
    List<Long> exact = requireNonNull(LIST.fromJson("[1]"));
    List<Long> spelled = requireNonNull(LIST.fromJson("[1.0]"));
    List<Long> mixed = requireNonNull(LIST.fromJson("[1,\"a\"]"));

    for (List<Long> one : List.of(plain, exact, spelled, mixed)) {
      for (List<Long> other : List.of(plain, exact, spelled, mixed)) {
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
      }
    }
  }

  @Test
  void mapsAreEqualByTheirEntriesAlone() throws IOException {
    Map<String, Long> plain = Map.of("a", 1L);
    Map<String, Long> exact = requireNonNull(MAP.fromJson("{\"a\":1}"));
    Map<String, Long> spelled = requireNonNull(MAP.fromJson("{\"a\":1.0}"));
    Map<String, Long> mixed = requireNonNull(MAP.fromJson("{\"a\":1,\"b\":\"c\"}"));

    for (Map<String, Long> one : List.of(plain, exact, spelled, mixed)) {
      for (Map<String, Long> other : List.of(plain, exact, spelled, mixed)) {
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1.0]", "[1,\"a\",null,[2]]", "[]", "[1e400]"})
  void listIsWrittenAsItCame(String json) throws IOException {
    assertThat(LIST.toJson(LIST.fromJson(json))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1.0}", "{\"a\":1,\"b\":\"c\",\"d\":null}", "{}"})
  void mapIsWrittenAsItCame(String json) throws IOException {
    assertThat(MAP.toJson(MAP.fromJson(json))).isEqualTo(json);
  }

  @Test
  void copyHoldsNothingThatCanBeChanged() {
    List<String> words = new ArrayList<>(List.of("a"));
    Map<String, List<String>> byKey = new HashMap<>(Map.of("k", words));
    List<Map<String, List<String>>> copy = Json.copyOf(List.of(byKey));
    Map<String, Map<String, List<String>>> copyOfMap = Json.copyOf(Map.of("m", byKey));

    words.add("b");
    byKey.clear();

    assertThat(copy).hasToString("[{k=[a]}]");
    assertThat(copyOfMap).hasToString("{m={k=[a]}}");
    assertThatThrownBy(() -> copy.get(0).clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> requireNonNull(copy.get(0).get("k")).add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
