package io.github.vercel4j.internal.http;

import io.github.vercel4j.VercelException;
import java.time.Duration;

/** What an attempt of a call came to. */
sealed interface AttemptOutcome<R> {
  /** The call succeeded. */
  record Succeeded<R>(R value) implements AttemptOutcome<R> {}

  /** The call is retried after a delay, which may be zero. */
  record Retry<R>(Duration delay) implements AttemptOutcome<R> {}

  /** The call failed for good. */
  record Failed<R>(VercelException failure) implements AttemptOutcome<R> {}
}
