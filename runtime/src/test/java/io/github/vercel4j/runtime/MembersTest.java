package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 23, 24, 25, 26, 100})
  void membersOfAnySizeEqualLinkedHashMap(int count) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (int i = count; i > 0; i--) {
      expected.put("k" + i, i);
    }
    Map<String, Integer> members = Members.copyOf(expected);

    assertThat(members).containsExactlyEntriesOf(expected).hasSize(count).isEqualTo(expected);
    assertThat(expected).isEqualTo(members).hasSameHashCodeAs(members);
    assertThat(Members.copyOf(members)).containsExactlyEntriesOf(expected);
    for (int i = 1; i <= count; i++) {
      assertThat(members.get("k" + i)).isEqualTo(i);
      assertThat(members).containsKey("k" + i);
    }
    assertThat(members.get("k0")).isNull();
    assertThat(members.get(null)).isNull();
    assertThat(members).doesNotContainKey("k0");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 24, 25})
  void duplicateKeyKeepsFirstPlaceAndLastValue(int count) throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append("\"k").append(i).append("\":").append(i).append(',');
    }

    Map<String, Long> members =
        requireNonNull(Json.map(Json.INT64).fromJson(json + "\"k0\":77,\"last\":78}"));

    assertThat(members).hasSize(count + 1).containsEntry("k0", 77L);
    assertThat(members.keySet()).first().isEqualTo("k0");
    assertThat(members.keySet()).last().isEqualTo("last");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30})
  void nullValueIsKept(int count) {
    Map<String, @Nullable String> nulls = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      nulls.put("k" + i, null);
    }

    assertThat(Members.<@Nullable String>copyOf(nulls))
        .hasSize(count)
        .containsEntry("k1", null)
        .containsKey("k1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30})
  void everyChangeThrowsUnsupportedOperation(int count) {
    Map<String, Integer> members = numbers(count);

    assertThatThrownBy(() -> members.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.remove("k0"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.values().removeIf(value -> true))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(members).hasSize(count);
  }

  @Test
  void nextBehindLastEntryThrows() {
    Iterator<Map.Entry<String, Integer>> entries = numbers(1).entrySet().iterator();
    entries.next();

    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  private static Map<String, Integer> numbers(int count) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put("k" + i, i);
    }
    return Members.copyOf(numbers);
  }
}
