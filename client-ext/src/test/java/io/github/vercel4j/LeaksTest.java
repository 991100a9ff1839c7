package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaksTest {
  private final Leaks leaks = new Leaks(List.of("other", "m4rk"));

  @AfterEach
  void stop() {
    leaks.close();
  }

  @Test
  void printedMarkIsFound() {
    System.out.print("a m4");
    System.out.println("rk");
    System.err.println("m4rk");
    System.out.println("nothing");

    assertThat(leaks.printed()).hasSize(2);
    assertThat(leaks.printed()).isEmpty();
  }

  @Test
  void loggedMarkIsFoundAtTheFinestLevel() {
    System.getLogger("io.github.vercel4j").log(System.Logger.Level.TRACE, "m4rk");
    Logger.getLogger("okhttp3.OkHttpClient").finest("m4rk");
    Logger.getLogger("a").log(java.util.logging.Level.FINE, "failed", new IOException("m4rk"));

    assertThat(leaks.printed()).hasSize(3);
  }

  @Test
  void markIsFoundInHiddenExceptions() {
    assertThatThrownBy(
            () -> {
              throw new IOException("m4rk");
            })
        .isInstanceOf(IOException.class);

    assertThat(leaks.thrown()).singleElement().asString().contains("m4rk", "LeaksTest");
  }
}
