package io.github.vercel4j.internal.http;

import io.github.vercel4j.TimeSource;
import io.github.vercel4j.api.VercelResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One sending in the background; no thread waits between its attempts.
 *
 * <p>Four may end it: its outcome, whoever has the future, the call's timeout, and the end of the
 * client. Each but the first may come while another thread prepares the next attempt, which
 * therefore looks for them once that can be seen.
 */
final class Sending<T extends @Nullable Object, R extends @Nullable Object> {
  private final Attempts<T> attempts;
  private final Transport transport;
  private final Function<VercelResponse<T>, R> result;
  private final CompletableFuture<R> future = new CompletableFuture<>();
  private final Runnable ending = this::clientClosed;

  private volatile @Nullable Flight flight;
  private volatile @Nullable CompletableFuture<Void> pause;
  private volatile boolean timedOut;

  /** Whether the outcome is known, so that there is nothing left to stop. */
  private volatile boolean concluded;

  Sending(Attempts<T> attempts, Transport transport, Function<VercelResponse<T>, R> result) {
    this.attempts = attempts;
    this.transport = transport;
    this.result = result;
  }

  CompletableFuture<R> start() {
    transport.openCalls().add(ending);
    Duration timeout = attempts.timeLeft();
    CompletableFuture<Void> timer = timeout == null ? null : TimeSource.SYSTEM.after(timeout);
    if (timer != null) {
      var unused = timer.thenRunAsync(this::timedOut, transport.timeouts());
    }
    var unused =
        future.whenComplete(
            (value, failure) -> {
              transport.openCalls().remove(ending);
              if (timer != null) {
                timer.cancel(false);
              }
              if (!concluded) {
                stop();
              }
            });
    proceed();
    return future;
  }

  private void proceed() {
    try {
      attempts.rejectIfClosed();
      Duration wait = attempts.reserve();
      if (wait.isZero()) {
        fly();
      } else {
        pause(wait);
      }
    } catch (Throwable e) {
      fail(e, transport.completions());
    }
  }

  private void fly() {
    try {
      Flight next = new Flight(attempts.next());
      flight = next;
      next.call.enqueue(next);
    } catch (Throwable e) {
      attempts.abandoned(e);
      throw e;
    }
    lookForEnds();
  }

  private void pause(Duration wait) {
    CompletableFuture<Void> timer = transport.timeSource().after(wait);
    pause = timer;
    var unused = timer.thenRunAsync(this::proceed, transport.completions());
    lookForEnds();
  }

  private void lookForEnds() {
    if (concluded) {
      return;
    }
    if (future.isDone()) {
      stop();
    } else if (timedOut) {
      timedOut();
    } else if (transport.openCalls().areClosed()) {
      clientClosed();
    }
  }

  /** Whoever completes the future wants the call to end. */
  private void stop() {
    Flight current = flight;
    if (current != null) {
      current.evidence.abandon();
    }
    attempts.giveBack();
    if (current != null) {
      current.call.cancel();
    }
    endPause();
  }

  private boolean endPause() {
    CompletableFuture<Void> current = pause;
    return current != null && current.cancel(false);
  }

  /** The HTTP client has a timeout too, but it does not count the time in its queue. */
  private void timedOut() {
    timedOut = true;
    Flight current = flight;
    if (current != null && current.claim()) {
      current.evidence.abandon();
      current.call.cancel();
      conclude(attempts.unanswered(timeout()), transport.timeouts());
    } else if (endPause()) {
      fail(attempts.givenUp(timeout()), transport.timeouts());
    }
  }

  private static IOException timeout() {
    return Attempts.ended("timeout", null);
  }

  /** Ends what nobody works on yet; the rest ends by itself. */
  private void clientClosed() {
    Flight current = flight;
    if (current != null && current.evidence.abandon() && current.claim()) {
      current.call.cancel();
      conclude(attempts.unanswered(Attempts.closed()), transport.completions());
    } else if (endPause()) {
      fail(attempts.givenUp(Attempts.closed()), transport.completions());
    }
  }

  private void conclude(AttemptOutcome<VercelResponse<T>> outcome, Executor executor) {
    if (outcome instanceof AttemptOutcome.Succeeded<VercelResponse<T>> succeeded) {
      R value = result.apply(succeeded.value());
      concluded = true;
      executor.execute(() -> future.complete(value));
    } else if (outcome instanceof AttemptOutcome.Failed<VercelResponse<T>> failed) {
      fail(failed.failure(), executor);
    } else if (outcome instanceof AttemptOutcome.Retry<VercelResponse<T>> retry) {
      if (future.isDone()) {
        return;
      }
      if (retry.delay().isZero()) {
        proceed();
        return;
      }
      try {
        pause(retry.delay());
      } catch (Throwable e) {
        fail(e, executor); // of the caller's clock
      }
    }
  }

  private void fail(Throwable failure, Executor executor) {
    concluded = true;
    executor.execute(() -> future.completeExceptionally(failure));
  }

  /** An attempt in the HTTP client's queue or on its way, of which one thread takes the outcome. */
  private final class Flight implements Callback {
    private final Call call;
    private final WireEvidence evidence;
    private final AtomicBoolean claimed = new AtomicBoolean();

    Flight(Call call) {
      this.call = call;
      this.evidence = WireEvidence.of(call.request());
    }

    boolean claim() {
      return claimed.compareAndSet(false, true);
    }

    @Override
    public void onResponse(Call call, Response response) {
      if (claim()) {
        read(response);
      } else {
        response.close();
      }
    }

    private void read(Response response) {
      AttemptOutcome<VercelResponse<T>> outcome;
      try {
        outcome = attempts.responded(response);
      } catch (Throwable e) {
        fail(e, transport.completions());
        return;
      }
      conclude(outcome, transport.completions());
    }

    @Override
    public void onFailure(Call call, IOException e) {
      if (claim()) {
        conclude(attempts.failed(e), transport.completions());
      } else {
        evidence.discardResponse(e);
      }
    }
  }
}
