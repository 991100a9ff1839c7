package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void leakCheckWatchesTheTestsOfThisModule() {
    assertThat(Logger.getLogger("").getHandlers())
        .extracting(handler -> handler.getClass().getName())
        .anyMatch(name -> name.startsWith("io.github.vercel4j.Leaks"));
  }
}
