package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

/** A Maven project in Kotlin, whose compiler reads what may be null from our annotations. */
class KotlinIT {
  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void kotlinProgramReadsNullableAndNonNullValues() throws Exception {
    server.setDispatcher(Consumer.service());

    String printed =
        MavenConsumer.of("kotlin").succeeds("compile", "exec:exec", "-DbaseUrl=" + server.url("/"));

    assertThat(printed).contains("project storefront of nextjs");
  }

  @Test
  void kotlinCompilerRejectsWrongNullness() throws Exception {
    String printed = MavenConsumer.of("kotlin").fails("compile", "-Dsources=wrong");

    // Maven says it twice, once for the compiler and once for the build that failed
    assertThat(
            Pattern.compile("Wrong\\.kt:.*")
                .matcher(printed)
                .results()
                .map(MatchResult::group)
                .distinct())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("Only safe (?.) or non-null asserted (!!.) calls are allowed"),
            line -> assertThat(line).contains("Null cannot be a value of a non-null type"));
  }
}
