package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeSourceTest extends WithServer {
  @Test
  void clientWaitsByTheGivenTimeSource() {
    FakeTimeSource timeSource = new FakeTimeSource();
    respond(503, "");
    respond(200, "{\"id\":\"prj_1\"}");

    VercelClient.builder()
        .baseUrl(server.url("/"))
        .timeSource(timeSource)
        .build()
        .forInstallation(TEAM)
        .projects()
        .getProject("shop")
        .execute();

    assertThat(timeSource.waits).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void systemTimesAreThoseOfTheMachine() {
    Instant before = Instant.now();
    long nanosBefore = System.nanoTime();

    assertThat(TimeSource.SYSTEM.now()).isBetween(before, Instant.now());
    assertThat(TimeSource.SYSTEM.nanoTime()).isBetween(nanosBefore, System.nanoTime());
  }

  @Test
  void systemRandomVariesFromZeroToBelowOne() {
    List<Double> chances = Stream.generate(TimeSource.SYSTEM::random).limit(1_000).toList();

    assertThat(chances).allMatch(chance -> chance >= 0 && chance < 1);
    assertThat(new HashSet<>(chances)).hasSizeGreaterThan(1);
  }

  @Test
  void systemSleepLastsAsLongAsTheWait() throws Exception {
    long start = System.nanoTime();

    TimeSource.SYSTEM.sleep(Duration.ofMillis(5));

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void systemSleepEndsWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> TimeSource.SYSTEM.sleep(Duration.ofHours(1)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void systemTimerCompletesAndCanBeCancelled() {
    long start = System.nanoTime();
    TimeSource.SYSTEM.after(Duration.ofMillis(5)).join();
    CompletableFuture<Void> cancelled = TimeSource.SYSTEM.after(Duration.ofHours(1));
    cancelled.cancel(false);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    assertThat(cancelled).isCancelled();
  }
}
