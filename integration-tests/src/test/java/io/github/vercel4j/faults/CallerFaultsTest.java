package io.github.vercel4j.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.faults.FaultyServer.Behaviour;
import io.github.vercel4j.faults.Trial.Mode;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that no longer want a call while it runs, and code of theirs that throws in it. */
@Timeout(120)
class CallerFaultsTest {
  private static final String OK = Faults.ok(Faults.PROJECT);
  private static final String BEGINNING = Faults.head(200, "Content-Length: 1000") + "{";
  private static final String BUSY = Faults.sized(503, "Retry-After: 30", "{}");

  @AfterAll
  static void writeReport() throws IOException {
    FaultReport.write();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void interruptWhileReadingEndsWithTheNextByteWithoutRetry(Kind kind) throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Fault fault =
        Fault.of(
            "caller is interrupted while it reads the response",
            e -> {
              e.send(BEGINNING);
              e.awaitHeadRead();
              reading.countDown();
              await(interrupted);
              e.send(" ");
              e.stall();
            });
    try (Trial trial = new Trial(fault, kind, Mode.BLOCKING)) {
      Thread caller = Thread.currentThread();
      meanwhile(
          () -> {
            assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            interrupted.countDown();
          },
          trial);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(trial.failure()).isInstanceOf(VercelDecodingException.class);
      assertThat(trial.failure()).hasMessageContaining("interrupted");
      trial.assertNamesTheCall();
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void interruptWhileWaitingEndsWithTheReadTimeoutWithoutRetry(Kind kind) throws Exception {
    Fault fault =
        Fault.of("caller is interrupted while no response comes", e -> e.stall())
            .http(http -> http.readTimeout(250, TimeUnit.MILLISECONDS));
    try (Trial trial = new Trial(fault, kind, Mode.BLOCKING)) {
      Thread caller = Thread.currentThread();
      meanwhile(
          () -> {
            trial.server.awaitCall();
            caller.interrupt();
          },
          trial);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
      trial.assertNamesTheCall();
      FaultReport.note(fault.name, "the JDK's sockets notice an interrupt only then");
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void interruptBetweenAttemptsEndsTheCall(Kind kind) throws Exception {
    Fault fault =
        Fault.of(
                "caller is interrupted before the next attempt",
                e -> e.send(Faults.sized(429, "Retry-After: 30", "{}")))
            .inRealTime();
    try (Trial trial = new Trial(fault, kind, Mode.BLOCKING)) {
      Thread caller = Thread.currentThread();
      meanwhile(
          () -> {
            Trial.await("an attempt is over", () -> !trial.reported.isEmpty());
            caller.interrupt();
          },
          trial);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
      assertThat(trial.failure()).hasMessageContaining("interrupted while waiting");
      trial.assertNamesTheCall();
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void interruptBeforeTheCallSendsNothing(Kind kind) throws Exception {
    Fault fault = Fault.of("caller was interrupted before", e -> e.send(OK));
    try (Trial trial = new Trial(fault, kind, Mode.BLOCKING)) {
      Thread.currentThread().interrupt();
      trial.run();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
      trial.assertNamesTheCall();
      end(fault, trial, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void callCancelledBeforeTheResponseIsAbandoned(Kind kind) throws Exception {
    cancelled(Fault.of("future is cancelled before the response", e -> e.stall()), kind, true);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void callCancelledWithinTheResponseIsAbandoned(Kind kind) throws Exception {
    Fault fault =
        Fault.of(
            "future is cancelled within the body",
            e -> {
              e.send(BEGINNING);
              e.stall();
            });
    cancelled(fault, kind, true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"READ", "REPEATABLE"})
  void cancelledCallIsNotRetried(Kind kind) throws Exception {
    Fault fault =
        Fault.of("future is cancelled before the next attempt", e -> e.send(BUSY)).inRealTime();
    cancelled(fault, kind, false);
  }

  private static void cancelled(Fault fault, Kind kind, boolean underWay) throws Exception {
    try (Trial trial = new Trial(fault, kind, Mode.ASYNCHRONOUS)) {
      trial.start();
      if (underWay) {
        trial.server.awaitCall();
      } else {
        Trial.await("an attempt is over", () -> !trial.reported.isEmpty());
      }
      assertThat(requireNonNull(trial.future).cancel(true)).isTrue();
      trial.awaitFuture();
      if (underWay) {
        trial.server.awaitAbandonment();
        Trial.await("the attempt is over", () -> !trial.reported.isEmpty());
      }

      assertThat(trial.failure()).isInstanceOf(CancellationException.class);
      end(fault, trial, 1);
      assertThat(trial.reported).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE")
  void timeoutOfTheFutureAbandonsTheCall(Kind kind) throws Exception {
    Fault fault = Fault.of("future times out", e -> e.stall());
    try (Trial trial = new Trial(fault, kind, Mode.ASYNCHRONOUS)) {
      trial.start();
      trial.server.awaitCall();
      requireNonNull(trial.future).orTimeout(1, TimeUnit.MILLISECONDS);
      trial.awaitFuture();
      trial.server.awaitAbandonment();

      assertThat(trial.failure()).isInstanceOf(TimeoutException.class);
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void callUnderWayOutlivesTheClient(Kind kind, Mode mode) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Fault fault =
        Fault.of(
            "client is closed before the response",
            e -> {
              await(closed);
              e.send(OK);
            });
    try (Trial trial = new Trial(fault, kind, mode)) {
      closing(trial, closed);

      assertThat(trial.failure()).isNull();
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void closedClientSendsNothingAgain(Kind kind, Mode mode) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Fault fault =
        Fault.of(
            "client is closed before the response, which is 503",
            e -> {
              await(closed);
              e.send(BUSY);
            });
    try (Trial trial = new Trial(fault, kind, mode)) {
      closing(trial, closed);

      if (kind == Kind.WRITE) {
        assertThat(trial.failure()).isInstanceOf(ServerException.class);
      } else {
        assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
        assertThat(trial.failure()).hasMessageContaining("The client is closed");
        assertThat(requireNonNull(trial.failure()).getSuppressed())
            .singleElement()
            .isInstanceOf(ServerException.class);
      }
      trial.assertNamesTheCall();
      end(fault, trial, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closedClientEndsItsThreadsAndConnections(Mode mode) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Behaviour late =
        e -> {
          await(closed);
          e.send(OK);
        };
    try (FaultyServer server = FaultyServer.responding(late)) {
      VercelClient client = VercelClient.builder().baseUrl(server.url()).build();
      var call = client.forInstallation(Trial.TEAM).projects().getProject("shop");
      CompletableFuture<?> response =
          mode == Mode.ASYNCHRONOUS
              ? call.executeAsync()
              : CompletableFuture.supplyAsync(call::execute);
      server.awaitCall();
      client.close();
      closed.countDown();

      assertThat(response.get(60, TimeUnit.SECONDS)).isNotNull();
      FaultReport.add(
          "client with a pool of its own is closed before the response", Kind.READ, mode, null, 1);
      Trial.await("no thread of the client runs", () -> Trial.threads("vercel4j") == 0);
      Trial.await("no connection is open", () -> server.openConnections() == 0);
    }
  }

  /** Closes the client once the server has the call, which then responds. */
  private static void closing(Trial trial, CountDownLatch closed) throws Exception {
    meanwhile(
        () -> {
          trial.server.awaitCall();
          trial.client.close();
          closed.countDown();
        },
        trial);
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void callListenerThatThrowsChangesNothing(Kind kind, Mode mode) throws Exception {
    Fault fault =
        Fault.of(
                "call listener throws",
                e -> e.send(e.number() == 1 ? Faults.sized(429, "X-Nothing: here", "{}") : OK))
            .vercel(
                (vercel, server) ->
                    vercel.callListener(
                        attempt -> {
                          throw new StackOverflowError("of the listener");
                        }));
    try (Trial trial = new Trial(fault, kind, mode)) {
      trial.run();

      assertThat(trial.failure()).isNull();
      end(fault, trial, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void whatADriftListenerThrowsIsWhatTheCallFailsWith(Kind kind, Mode mode) throws Exception {
    RuntimeException thrown = new IllegalStateException("of the listener");
    Fault fault =
        Fault.of("drift listener throws", e -> e.send(OK))
            .vercel(
                (vercel, server) ->
                    vercel.driftListener(
                        (operation, drifts) -> {
                          throw thrown;
                        }));
    try (Trial trial = new Trial(fault, kind, mode)) {
      trial.run();

      assertThat(trial.failure()).isSameAs(thrown);
      end(fault, trial, 1);
    }
  }

  /** Where an interceptor throws. */
  enum Place {
    BEFORE_THE_CALL,
    AFTER_THE_RESPONSE
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void interceptorThatThrowsEndsTheCallAndLeavesNothing(Kind kind, Mode mode) throws Exception {
    for (Place place : Place.values()) {
      for (boolean network : new boolean[] {false, true}) {
        String name = network ? "network interceptor" : "interceptor";
        String when = place == Place.BEFORE_THE_CALL ? "before the call" : "after the response";
        RuntimeException thrown = new IllegalStateException("of the interceptor");
        Fault fault = Fault.of(name + " throws " + when, e -> e.send(OK));
        intercept(fault, network, place, thrown);
        try (Trial trial = new Trial(fault, kind, mode)) {
          trial.run();

          if (mode == Mode.BLOCKING) {
            assertThat(trial.failure()).isSameAs(thrown);
          } else {
            assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
            assertThat(trial.failure()).hasMessageContaining("canceled due to " + thrown);
            trial.assertNamesTheCall();
          }
          end(fault, trial, place == Place.BEFORE_THE_CALL ? 0 : 1);
        }

        IOException failed = new IOException("of the interceptor");
        Fault other = Fault.of(name + " fails " + when, e -> e.send(OK));
        intercept(other, network, place, failed);
        try (Trial trial = new Trial(other, kind, mode)) {
          trial.run();

          assertThat(trial.failure()).isInstanceOf(VercelConnectionException.class);
          assertThat(trial.failure()).hasCause(failed);
          assertThat(trial.attempts())
              .isEqualTo(kind == Kind.WRITE && place == Place.AFTER_THE_RESPONSE ? 1 : 4);
          trial.assertNamesTheCall();
          end(other, trial, place == Place.BEFORE_THE_CALL ? 0 : trial.attempts());
        }
      }
    }
  }

  private static void intercept(Fault fault, boolean network, Place place, Exception thrown) {
    Interceptor interceptor =
        chain -> {
          if (place == Place.AFTER_THE_RESPONSE) {
            // Which is never closed
            assertThat(chain.proceed(chain.request()).code()).isEqualTo(200);
          }
          if (thrown instanceof IOException e) {
            throw e;
          }
          throw (RuntimeException) thrown;
        };
    fault.http(
        http -> {
          if (network) {
            http.addNetworkInterceptor(interceptor);
          } else {
            http.addInterceptor(interceptor);
          }
        });
  }

  /** Where an event listener throws. */
  enum Event {
    CALL_START,
    CONNECTION_ACQUIRED,
    RESPONSE_HEADERS_END,
    RESPONSE_BODY_END,
    CALL_END
  }

  @ParameterizedTest
  @CsvSource({
    "READ, BLOCKING", "REPEATABLE, BLOCKING", "WRITE, BLOCKING",
    "READ, ASYNCHRONOUS", "REPEATABLE, ASYNCHRONOUS", "WRITE, ASYNCHRONOUS"
  })
  void eventListenerThatThrowsEndsTheCallAndLeavesNothing(Kind kind, Mode mode) throws Exception {
    for (Event event : Event.values()) {
      RuntimeException thrown = new IllegalStateException("of the listener");
      String name = event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      Fault fault =
          Fault.of("event listener throws at " + name, e -> e.send(OK))
              .http(http -> http.eventListener(throwing(event, thrown)));
      try (Trial trial = new Trial(fault, kind, mode)) {
        trial.run();

        Throwable failure = requireNonNull(trial.failure());
        if (failure instanceof VercelConnectionException) {
          assertThat(mode).isEqualTo(Mode.ASYNCHRONOUS);
          assertThat(failure).hasMessageContaining("canceled due to " + thrown);
          trial.assertNamesTheCall();
        } else {
          assertThat(failure).isSameAs(thrown);
        }
        if (event == Event.RESPONSE_BODY_END) {
          FaultReport.add(fault.name, kind, mode, failure, trial.server.requests());
          FaultReport.note(
              fault.name,
              "OkHttp forbids it, and keeps the connection until it finds the call gone");
        } else {
          end(fault, trial, event.compareTo(Event.RESPONSE_HEADERS_END) < 0 ? 0 : 1);
        }
      }
    }
  }

  private static EventListener throwing(Event event, RuntimeException thrown) {
    return new EventListener() {
      private void at(Event place) {
        if (place == event) {
          throw thrown;
        }
      }

      @Override
      public void callStart(Call call) {
        at(Event.CALL_START);
      }

      @Override
      public void connectionAcquired(Call call, Connection connection) {
        at(Event.CONNECTION_ACQUIRED);
      }

      @Override
      public void responseHeadersEnd(Call call, Response response) {
        at(Event.RESPONSE_HEADERS_END);
      }

      @Override
      public void responseBodyEnd(Call call, long byteCount) {
        at(Event.RESPONSE_BODY_END);
      }

      @Override
      public void callEnd(Call call) {
        at(Event.CALL_END);
      }
    };
  }

  private static void end(Fault fault, Trial trial, int sent) {
    FaultReport.add(fault.name, trial.kind, trial.mode, trial.failure(), trial.server.requests());
    assertThat(trial.server.requests()).isEqualTo(sent);
    trial.assertHoldsNoSecret();
    trial.assertNothingIsLeft();
  }

  /** Makes the call while something else happens. */
  private static void meanwhile(Deed deed, Trial trial) throws Exception {
    CompletableFuture<@Nullable Void> other =
        CompletableFuture.runAsync(
            () -> {
              try {
                deed.happen();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    trial.run();
    boolean interrupted = Thread.interrupted();
    other.get(60, TimeUnit.SECONDS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Deed {
    void happen() throws InterruptedException;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("What the server waits for does not happen");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
