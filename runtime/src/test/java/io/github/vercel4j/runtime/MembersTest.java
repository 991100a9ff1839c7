package io.github.vercel4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 10, 100})
  void membersOfAnySizeEqualLinkedHashMap(int count) {
    Members<Integer> members = new Members<>();
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (int i = count; i > 0; i--) {
      assertThat(members.add("k" + i, i)).isFalse();
      expected.put("k" + i, i);
    }

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
  @ValueSource(ints = {2, 8, 9})
  void duplicateKeyKeepsFirstPlaceAndLastValue(int count) {
    Members<Integer> members = new Members<>();
    for (int i = 0; i < count; i++) {
      members.add("k" + i, i);
    }

    assertThat(members.add("k0", 77)).isTrue();

    assertThat(members).hasSize(count).containsEntry("k0", 77);
    assertThat(members.keySet()).first().isEqualTo("k0");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void nullValueIsKept(int count) {
    Members<String> members = new Members<>();
    for (int i = 0; i < count; i++) {
      members.add("k" + i, null);
    }

    assertThat(members).hasSize(count).containsEntry("k1", null).containsKey("k1");
    assertThat(members.add("k1", null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void everyChangeThrowsUnsupportedOperation(int count) {
    Members<Integer> members = new Members<>();
    for (int i = 0; i < count; i++) {
      members.add("k" + i, i);
    }

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
    Members<Integer> members = new Members<>();
    members.add("a", 1);
    Iterator<Map.Entry<String, Integer>> entries = members.entrySet().iterator();
    entries.next();

    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
