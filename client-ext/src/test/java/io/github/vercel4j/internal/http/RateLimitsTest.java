package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.RateLimit;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.http.RateLimits.Admission;
import io.github.vercel4j.internal.http.RateLimits.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {
  private static final Endpoint ENDPOINT = Endpoint.of(Operation.GET_PROJECT);
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant RESET = NOW.plusSeconds(60);

  private final RateLimits limits = new RateLimits();
  private final RateLimits.OfToken token = limits.of("canary_1", NOW);

  /** The places of calls under way. */
  private final Queue<Place> held = new ArrayDeque<>();

  @Test
  void nothingWaitsWhileNothingIsKnown() {
    for (int i = 0; i < 1000; i++) {
      assertThat(acquire(NOW)).isZero();
    }
  }

  @Test
  void callsUnderWayCount() {
    assertThat(acquire(NOW)).isZero();
    assertThat(acquire(NOW)).isZero();
    responded(10, 2, RESET); // the other one may not be part of this count

    assertThat(acquire(NOW)).isZero();
    assertThat(acquire(NOW)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void waitShrinksAsTimeGoesBy() {
    note(10, 0, RESET);

    assertThat(acquire(NOW.plusSeconds(45))).isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @ValueSource(ints = {-40, 40})
  void resetIsMeasuredByTheClockOfTheService(int ahead) {
    Instant serviceTime = NOW.plusSeconds(ahead);
    token.note(ENDPOINT, RateLimit.of(10, 0, serviceTime.plusSeconds(60)), NOW, serviceTime);

    assertThat(acquire(NOW)).isEqualTo(Duration.ofSeconds(60));
    assertThat(limits.lastKnown("canary_1", ENDPOINT))
        .isEqualTo(RateLimit.of(10, 0, serviceTime.plusSeconds(60)));
  }

  @Test
  void responsesOutOfOrderRaiseNoCount() {
    note(10, 1, RESET);
    note(10, 5, RESET);
    note(10, 9, RESET.minusSeconds(60));

    assertThat(limits.lastKnown("canary_1", ENDPOINT)).isEqualTo(RateLimit.of(10, 1, RESET));
    assertThat(acquire(NOW)).isZero();
    assertThat(acquire(NOW)).isPositive();
  }

  @Test
  void oneWindowOfCallsIsSentAfterTheReset() {
    note(2, 0, RESET);

    assertThat(acquire(RESET)).isZero();
    assertThat(acquire(RESET)).isZero();
    assertThat(acquire(RESET)).isEqualTo(Duration.ofSeconds(1));

    responded(2, 1, RESET.plusSeconds(60));
    assertThat(acquire(RESET)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void responsesWithoutALimitStallNothingAfterTheReset() {
    note(1, 0, RESET);

    Place place = requireNonNull(token.acquire(ENDPOINT, RESET, false).place());
    place.release(true);

    assertThat(acquire(RESET)).isZero();
  }

  @Test
  void absurdResetIsIgnored() {
    note(10, 0, NOW.plus(Duration.ofDays(36_500)));

    assertThat(limits.lastKnown("canary_1", ENDPOINT)).isNull();
    assertThat(acquire(NOW)).isZero();
  }

  @Test
  void unusedTokensAreForgotten() {
    for (int i = 0; i < 50_000; i++) {
      Instant now = NOW.plusSeconds(i);
      limits
          .of("canary_" + i, now)
          .note(ENDPOINT, RateLimit.of(10, 9, now.plusSeconds(60)), now, now);
    }

    assertThat(limits.size()).isLessThan(3000);
  }

  @Test
  void tokensWithAKnownLimitAreKept() {
    for (int i = 0; i < 5_000; i++) {
      limits.of("canary_" + i, NOW).note(ENDPOINT, RateLimit.of(10, 9, RESET), NOW, NOW);
    }

    assertThat(limits.size()).isEqualTo(5_000);
    assertThat(limits.lastKnown("canary_0", ENDPOINT)).isEqualTo(RateLimit.of(10, 9, RESET));
  }

  @Test
  void operationsAreKeptWhateverOtherPathsAreCalled() {
    note(10, 9, NOW);
    callMadeUpPaths(5_000);

    assertThat(limits.lastKnown("canary_1", ENDPOINT)).isEqualTo(RateLimit.of(10, 9, NOW));
  }

  @Test
  void madeUpPathsAreBoundedEvenWhereEachHasALimit() {
    callMadeUpPaths(5_000);

    assertThat(token.size()).isEqualTo(1024);
    assertThat(limits.lastKnown("canary_1", madeUp(3_975))).isNull();
    assertThat(limits.lastKnown("canary_1", madeUp(3_976))).isNotNull();
  }

  @Test
  void madeUpPathsThatAreInUseAreKept() {
    for (int i = 0; i < 5_000; i++) {
      note(madeUp(0));
      note(madeUp(i));
    }

    assertThat(limits.lastKnown("canary_1", madeUp(0))).isNotNull();
  }

  @Test
  void placeOfAForgottenPathIsGivenBackToNobodyElse() {
    Place old = requireNonNull(token.acquire(madeUp(0), NOW, false).place());
    callMadeUpPaths(5_000);
    token.note(madeUp(0), RateLimit.of(1, 0, RESET), NOW, NOW);
    var unused = token.acquire(madeUp(0), RESET, false);

    old.release(true);

    assertThat(token.acquire(madeUp(0), RESET, false).delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void callThatWasNotSentLeavesItsPlaceToAnother() {
    note(10, 1, RESET);
    Place place = requireNonNull(token.acquire(ENDPOINT, NOW, false).place());
    assertThat(acquire(NOW)).isPositive();

    place.release(false);
    place.release(false);

    assertThat(acquire(NOW)).isZero();
    assertThat(acquire(NOW)).isPositive();
  }

  @Test
  void callThatMayHaveBeenSentCounts() {
    note(10, 1, RESET);
    requireNonNull(token.acquire(ENDPOINT, NOW, false).place()).release(true);

    assertThat(acquire(NOW)).isPositive();
  }

  @Test
  void tokensWithCallsUnderWayAreKept() {
    Place place = requireNonNull(token.acquire(ENDPOINT, NOW, false).place());
    forgetTokens();
    assertThat(limits.of("canary_1", NOW)).isSameAs(token);

    place.release(true);
    forgetTokens();

    assertThat(limits.of("canary_1", NOW)).isNotSameAs(token);
  }

  private void forgetTokens() {
    for (int i = 0; i < 3_000; i++) {
      limits.of("canary_other" + i, NOW);
    }
  }

  private void callMadeUpPaths(int count) {
    for (int i = 0; i < count; i++) {
      note(madeUp(i));
    }
  }

  private void note(Endpoint endpoint) {
    token.note(endpoint, RateLimit.of(10, 9, RESET), NOW, NOW);
  }

  private static Endpoint madeUp(int number) {
    return new Endpoint(null, "GET", "/v1/things/" + number, false);
  }

  @Test
  void callsUnderWayAtTheResetCountInTheNewWindow() {
    acquire(NOW);
    acquire(NOW);
    note(3, 0, RESET);

    assertThat(acquire(RESET)).isZero();
    assertThat(acquire(RESET)).isEqualTo(Duration.ofSeconds(1));
  }

  private Duration acquire(Instant now) {
    Admission admission = token.acquire(ENDPOINT, now, false);
    if (admission.place() != null) {
      held.add(admission.place());
    }
    return admission.delay();
  }

  private void responded(long limit, long remaining, Instant reset) {
    held.remove().release(true);
    note(limit, remaining, reset);
  }

  private void note(long limit, long remaining, Instant reset) {
    token.note(ENDPOINT, RateLimit.of(limit, remaining, reset), NOW, NOW);
  }
}
