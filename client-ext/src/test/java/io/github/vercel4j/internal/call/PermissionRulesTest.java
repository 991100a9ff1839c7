package io.github.vercel4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionRulesTest {
  private static List<List<String>> anyOf(String... alternatives) {
    List<List<String>> need = new ArrayList<>();
    for (String alternative : alternatives) {
      need.add(List.of(alternative.split(" and ")));
    }
    return need;
  }

  private static long cost(Set<String> permissions) {
    return permissions.size() * 1_000L
        + permissions.stream().filter(permission -> permission.startsWith("read-write:")).count();
  }

  private static boolean suffices(Set<String> held, List<List<List<String>>> needs) {
    return needs.stream()
        .allMatch(
            need ->
                need.stream()
                    .anyMatch(
                        alternative ->
                            alternative.stream()
                                .allMatch(
                                    permission -> PermissionRules.includes(held, permission))));
  }

  @Test
  void noNeedsNeedNoPermissions() {
    assertThat(PermissionRules.smallestFor(Set.of(), List.of())).isEmpty();
  }

  @Test
  void onePermissionForManyNeedsIsPreferred() {
    assertThat(
            PermissionRules.smallestFor(
                Set.of(), List.of(anyOf("a:1", "x:1"), anyOf("b:1", "x:1"), anyOf("c:1", "x:1"))))
        .containsExactly("x:1");
  }

  @Test
  void laterNeedChangesEarlierChoices() {
    assertThat(
            PermissionRules.smallestFor(
                Set.of(), List.of(anyOf("a:1", "b:1 and c:1"), anyOf("b:1"), anyOf("c:1"))))
        .containsExactly("b:1", "c:1");
  }

  @Test
  void readingIsPreferredToWriting() {
    assertThat(PermissionRules.smallestFor(Set.of(), List.of(anyOf("read-write:a", "read:b"))))
        .containsExactly("read:b");
  }

  @Test
  void upgradeOfAReadPermissionIsOnePermission() {
    assertThat(
            PermissionRules.smallestFor(
                Set.of("read:a"), List.of(anyOf("read-write:a", "read:b and read:c"))))
        .containsExactly("read-write:a");
  }

  @Test
  void firstOfEqualAlternativesIsChosen() {
    assertThat(PermissionRules.smallestFor(Set.of(), List.of(anyOf("read:z", "read:a"))))
        .containsExactly("read:z");
  }

  @Test
  void orderOfTheNeedsDoesNotMatter() {
    List<List<List<String>>> needs =
        List.of(anyOf("a:1", "b:1"), anyOf("b:1", "a:1"), anyOf("c:1", "d:1"), anyOf("d:1", "c:1"));
    List<List<List<String>>> reversed = new ArrayList<>(needs);
    Collections.reverse(reversed);

    assertThat(PermissionRules.smallestFor(Set.of(), needs))
        .hasSize(2)
        .containsExactlyElementsOf(PermissionRules.smallestFor(Set.of(), reversed));
  }

  /** Against trying all sets of permissions that occur. */
  @Test
  void noSmallerSetSuffices() {
    Random random = new Random(7);
    List<String> permissions =
        List.of("read:a", "read-write:a", "read:b", "read-write:b", "read-write:c", "d", "e");
    for (int round = 0; round < 500; round++) {
      Set<String> held = new LinkedHashSet<>();
      List<List<List<String>>> needs = new ArrayList<>();
      if (random.nextBoolean()) {
        held.add(permissions.get(random.nextInt(permissions.size())));
      }
      for (int i = random.nextInt(5); i >= 0; i--) {
        List<List<String>> need = new ArrayList<>();
        for (int j = random.nextInt(3); j >= 0; j--) {
          Set<String> alternative = new LinkedHashSet<>();
          for (int k = random.nextInt(3); k >= 0; k--) {
            alternative.add(permissions.get(random.nextInt(permissions.size())));
          }
          need.add(List.copyOf(alternative));
        }
        needs.add(need);
      }
      long smallest = Long.MAX_VALUE;
      for (int bits = 0; bits < 1 << permissions.size(); bits++) {
        Set<String> added = new LinkedHashSet<>();
        for (int i = 0; i < permissions.size(); i++) {
          if ((bits >> i & 1) == 1) {
            added.add(permissions.get(i));
          }
        }
        Set<String> sum = new LinkedHashSet<>(held);
        sum.addAll(added);
        if (suffices(sum, needs)) {
          smallest = Math.min(smallest, cost(added));
        }
      }

      Set<String> found = PermissionRules.smallestFor(held, needs);

      Set<String> sum = new LinkedHashSet<>(held);
      sum.addAll(found);
      assertThat(suffices(sum, needs)).as("%s with %s for %s", found, held, needs).isTrue();
      assertThat(cost(found)).as("%s with %s for %s", found, held, needs).isEqualTo(smallest);
    }
  }

  /** Two to the power of sixty combinations, none of which is better than another. */
  @Test
  void searchEndsWhateverTheNeeds() {
    List<List<List<String>>> needs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      needs.add(anyOf("a:" + i, "b:" + i));
    }

    Set<String> found = PermissionRules.smallestFor(Set.of(), needs);

    assertThat(found).hasSize(60);
    assertThat(suffices(found, needs)).isTrue();
  }

  @Test
  void alternativesAreListedForPeople() {
    assertThat(PermissionRules.needed(Operation.UPDATE_PROJECT_DOMAIN))
        .isEqualTo("read-write:project and read-write:domain");
    assertThat(PermissionRules.needed(Operation.VERIFY_PROJECT_DOMAIN))
        .isEqualTo("read-write:project or read-write:domain");
  }
}
