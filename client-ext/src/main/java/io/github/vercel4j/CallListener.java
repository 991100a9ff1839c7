package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every attempt of every call, for metrics and traces.
 *
 * <p>It is called on the thread that read the answer and should return quickly. An exception that
 * it throws is logged and changes nothing about the call.
 */
@FunctionalInterface
public interface CallListener {
  void attemptEnded(Attempt attempt);

  /**
   * A request and what became of it.
   *
   * @param operation null for an endpoint outside the contract
   * @param endpoint method and path, with parameters in braces: few enough to be a metric's label
   * @param number 1 for the first attempt of a call
   * @param status the HTTP status, or null where there was no answer
   * @param duration from sending the request until the body of the answer was read
   * @param bytesReceived the size of the answer's body on the wire, before decompression; 0 where
   *     it was not read to its end
   * @param failure what was thrown, or would be if the call was not sent again; null for success
   * @param nextAfter the wait before the next attempt, or null where this was the last one
   */
  record Attempt(
      @Nullable Operation operation,
      String endpoint,
      int number,
      @Nullable Integer status,
      Instant startedAt,
      Duration duration,
      long bytesReceived,
      @Nullable Throwable failure,
      @Nullable Duration nextAfter) {}
}
