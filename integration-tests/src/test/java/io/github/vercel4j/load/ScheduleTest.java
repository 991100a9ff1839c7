package io.github.vercel4j.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vercel4j.consumers.Java25;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other seeds with each run; {@code -Dschedule.seed} is one to be seen again. */
@Timeout(300)
class ScheduleTest {
  static LongStream seeds() {
    Long given = Long.getLong("schedule.seed");
    return given == null ? new Random().longs(3) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void callsThatAreGivenUpLeaveNothing(long seed) throws Exception {
    System.out.println("Schedule of calls that are given up: seed " + seed);

    Schedule.run(seed, false);
  }

  /** Where there is no Java 25 the name of the only one says why it is left out. */
  static Stream<VirtualThreads> virtualThreads() throws IOException {
    List<Path> homes = Java25.homes();
    return homes.isEmpty()
        ? Stream.of(new VirtualThreads(null, 0))
        : seeds().mapToObj(seed -> new VirtualThreads(homes.get(0), seed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("virtualThreads")
  void callsThatAreGivenUpOnVirtualThreadsLeaveNothing(VirtualThreads java) throws Exception {
    assumeTrue(java.home != null, java.toString());
    System.out.println("Schedule on virtual threads: seed " + java.seed);

    Process program =
        new ProcessBuilder(
                Objects.requireNonNull(java.home).resolve(Path.of("bin", "java")).toString(),
                "-classpath",
                classPath(),
                Schedule.class.getName(),
                Long.toString(java.seed))
            .redirectErrorStream(true)
            .start();
    String printed = new String(program.getInputStream().readAllBytes(), UTF_8);

    assertThat(program.waitFor()).as(printed).isZero();
  }

  /** Of the class path and the module path, which a program on the class path needs both of. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path"),
        System.getProperty("jdk.module.path", ""));
  }

  private record VirtualThreads(@Nullable Path home, long seed) {
    @Override
    public String toString() {
      return home == null
          ? "left out, for there is no JDK 25: name its folder in JAVA_HOME_25"
          : "seed " + seed + " on " + home;
    }
  }
}
