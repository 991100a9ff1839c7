package io.github.vercel4j.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.vercel4j.faults.Fault.End;
import io.github.vercel4j.faults.Trial.Mode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a server or network, met by each kind of call. */
@Timeout(120)
class FaultsTest {
  @AfterAll
  static void writeReport() throws IOException {
    FaultReport.write();
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @MethodSource("trials")
  void faultEndsAsDocumentedAndLeavesNothingOpen(Fault fault, Kind kind, Mode mode)
      throws Exception {
    End end = requireNonNull(fault.ends.get(kind));
    try (Trial trial = new Trial(fault, kind, mode)) {
      trial.run();

      Throwable failure = trial.failure();
      int sent = trial.server.requests();
      FaultReport.add(fault.name, kind, mode, failure, sent);
      if (end.failure() == null) {
        assertThat(failure).isNull();
      } else {
        assertThat(failure).isExactlyInstanceOf(end.failure());
        trial.assertNamesTheCall();
        fault.texts.forEach(text -> assertThat(failure).hasMessageContaining(text));
        assertThat(trial.attempts())
            .as("attempts that the failure tells")
            .isEqualTo(
                fault.attempts != -1
                    ? fault.attempts
                    : sent == 0 ? trial.server.connections() : sent - (fault.warm ? 1 : 0));
      }
      trial.assertHoldsNoSecret();
      assertThat(sent).as("times that the server got the call").isEqualTo(end.sent());
      if (kind != Kind.READ) {
        assertThat(sent).isLessThanOrEqualTo(fault.mostSent(kind));
      }
      trial.assertNothingIsLeft();
      fault.check.accept(trial);
    }
  }

  static Stream<Arguments> trials() {
    return Faults.all().stream()
        .flatMap(
            fault ->
                fault.ends.keySet().stream()
                    .flatMap(
                        kind ->
                            Stream.of(Mode.values()).map(mode -> arguments(fault, kind, mode))));
  }
}
