package io.github.vercel4j.internal.http;

import java.time.Duration;

/** Whether an attempt follows one that did not succeed. */
sealed interface RetryDecision {
  /** Why no attempt follows where one could have; empty otherwise. */
  default String reason() {
    return "";
  }

  /** No attempt follows, and none could have. */
  static RetryDecision giveUp() {
    return new GiveUp("");
  }

  /** Another attempt follows, after a delay that may be zero. */
  record After(Duration delay) implements RetryDecision {}

  /** No attempt follows. */
  record GiveUp(String reason) implements RetryDecision {}
}
