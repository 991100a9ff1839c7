package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.DriftCollector.OperationDrift;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.environment.EnvironmentVariableConflict;
import io.github.vercel4j.json.Drift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes that stand for a value: the first of each list, then one that differs in a field. */
class ValuesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Drift UNKNOWN_KEY = new Drift(Drift.Kind.UNKNOWN_KEY, "$.a");

  static Stream<Supplier<List<Object>>> values() {
    return Stream.of(
        () ->
            List.of(
                Explanation.of(Cause.WRONG_TEAM, "It is.", "Fix it."),
                Explanation.of(Cause.INVALID_TOKEN, "It is.", "Fix it."),
                Explanation.of(Cause.WRONG_TEAM, "It may be.", "Fix it."),
                Explanation.of(Cause.WRONG_TEAM, "It is.", "Leave it.")),
        () ->
            List.of(
                RateLimit.of(10, 9, NOON),
                RateLimit.of(11, 9, NOON),
                RateLimit.of(10, 8, NOON),
                RateLimit.of(10, 9, NOON.plus(SECOND))),
        () ->
            List.of(
                RetryPolicy.standard(),
                RetryPolicy.none(),
                RetryPolicy.standard().withDeadline(SECOND),
                RetryPolicy.standard().withDelays(SECOND, Duration.ofSeconds(8)),
                RetryPolicy.standard().withDelays(Duration.ofMillis(500), SECOND)),
        () ->
            List.of(
                conflict().build(),
                EnvironmentVariableConflict.builder("B").build(),
                conflict().targets(List.of("preview")).build(),
                conflict().gitBranch("next").build(),
                conflict().id("env_1").build()),
        () ->
            List.of(
                new OperationDrift(Operation.GET_PROJECT, UNKNOWN_KEY),
                new OperationDrift(Operation.GET_PROJECTS, UNKNOWN_KEY),
                new OperationDrift(
                    Operation.GET_PROJECT, new Drift(Drift.Kind.UNKNOWN_KEY, "$.b"))));
  }

  private static EnvironmentVariableConflict.Builder conflict() {
    return EnvironmentVariableConflict.builder("A");
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreEqualWhereAllFieldsAre(Supplier<List<Object>> values) {
    List<Object> some = values.get();
    List<Object> same = values.get();

    assertThat(some).isEqualTo(same).doesNotHaveDuplicates();
    assertThat(some)
        .extracting(Object::hashCode)
        .isEqualTo(same.stream().map(Object::hashCode).toList());
    assertThat(some).extracting(Object::hashCode).doesNotHaveDuplicates();
    assertThat(some.get(0)).isNotEqualTo("");
  }

  @ParameterizedTest
  @MethodSource("values")
  void differentValuesArePrintedDifferently(Supplier<List<Object>> values) {
    assertThat(values.get()).extracting(Object::toString).doesNotHaveDuplicates();
  }
}
