package io.github.vercel4j.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link Load} for a moment, or for {@code -Dload.calls=10000} of each caller as a measurement. */
class LoadTest {
  private static final int CALLERS = 64;

  @Test
  void manyCallersGetTheirOwnResponses() throws Exception {
    int calls = Integer.getInteger("load.calls", 50);
    Load.bare(CALLERS, calls / 10);
    Load.ours(CALLERS, calls / 10);

    Load.Result okhttp = Load.bare(CALLERS, calls);
    Load.Result ours = Load.ours(CALLERS, calls);

    System.out.printf(
        "%d callers, %,d calls each, a tenth with faults%nokhttp: %s%nours:   %s%n",
        CALLERS, calls, okhttp, ours);
    for (Load.Result result : new Load.Result[] {okhttp, ours}) {
      assertThat(result.wrong()).isEmpty();
      assertThat(result.values() + result.failures()).isEqualTo((long) CALLERS * calls);
      assertThat(result.failures()).isBetween(1L, CALLERS * (calls / 10L));
      assertThat(result.connectionsLeft()).isZero();
      assertThat(result.connectionsOpenAtServer()).isZero();
    }
  }
}
