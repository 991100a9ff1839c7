package io.github.vercel4j.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.CallListener.Attempt;
import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.Installation;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.VercelCall;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One call of a client of its own to a server of its own. */
public final class Trial implements Closeable {
  public enum Mode {
    BLOCKING,
    ASYNCHRONOUS
  }

  public static final String TOKEN = "vca_canary_39";
  public static final Installation TEAM = Installation.of(TOKEN).withTeamId("team_7");

  public final FaultyServer server;
  public final Kind kind;
  public final Mode mode;
  public final VercelClient client;
  public final VercelCall<?> call;
  public final List<Attempt> reported = new CopyOnWriteArrayList<>();

  private final FakeTimeSource timeSource = new FakeTimeSource();
  private final OkHttpClient http;
  private final ThreadPoolExecutor executor;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** What is under way, where that is asynchronous. */
  @Nullable CompletableFuture<?> future;

  private @Nullable Throwable failure;

  Trial(Fault fault, Kind kind, Mode mode) throws IOException {
    this.server = fault.server.start();
    this.kind = kind;
    this.mode = mode;
    this.executor =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "trial");
              thread.setDaemon(true);
              // What a user's code throws there ends the thread, and nobody need read of it
              thread.setUncaughtExceptionHandler((ended, e) -> {});
              threads.add(thread);
              return thread;
            });
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(executor))
            .connectionPool(new ConnectionPool())
            .eventListener(
                new EventListener() {
                  @Override
                  public void responseHeadersEnd(Call ended, Response response) {
                    server.clientReadHead();
                  }
                });
    fault.http.accept(builder);
    this.http = builder.build();
    VercelClient.Builder vercel =
        VercelClient.builder()
            .baseUrl(server.url())
            .httpClient(http)
            .callListener(reported::add)
            .callOptions(fault.options);
    fault.vercel.accept(vercel, server);
    this.client = (fault.realTime ? vercel : vercel.timeSource(timeSource)).build();
    this.call = kind.call(client.forInstallation(TEAM));
    if (fault.warm) {
      call.execute();
    }
  }

  /** Makes the call and waits for its end. */
  public Trial run() throws InterruptedException {
    if (mode == Mode.BLOCKING) {
      try {
        call.execute();
      } catch (Throwable e) {
        failure = e;
      }
    } else {
      start();
      awaitFuture();
    }
    return this;
  }

  public void start() {
    future = call.executeAsync();
  }

  /** Waits for the end of what was started. */
  public void awaitFuture() throws InterruptedException {
    try {
      requireNonNull(future).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (TimeoutException e) {
      throw new AssertionError("The call does not end", e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** How often the client says that it sent the call; 0 where it does not say. */
  public int attempts() {
    return failure instanceof VercelConnectionException lost
        ? lost.attempts()
        : failure instanceof VercelDecodingException unreadable
            ? unreadable.attempts()
            : failure instanceof VercelApiException error ? error.attempts() : 0;
  }

  public void assertWaits(List<Duration> expected) {
    assertThat(timeSource.waits).isEqualTo(expected);
  }

  /** The exception names what was called, and no secret wherever it is printed. */
  public void assertNamesTheCall() {
    assertThat(failure)
        .hasMessageContaining(
            kind.operation.operationId()
                + " ("
                + kind.operation.method()
                + " "
                + kind.operation.path()
                + ")");
  }

  public void assertHoldsNoSecret() {
    if (failure != null) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString() + failure).doesNotContain(TOKEN);
    }
    assertThat(reported.toString()).doesNotContain(TOKEN);
  }

  /** Nothing is left of the call but connections that wait for the next, and they can be closed. */
  public void assertNothingIsLeft() {
    await("no call runs", () -> http.dispatcher().runningCallsCount() == 0);
    assertThat(http.dispatcher().queuedCallsCount()).isZero();
    ConnectionPool pool = http.connectionPool();
    await("no connection is in use", () -> pool.connectionCount() == pool.idleConnectionCount());
    assertThat(pool.connectionCount()).as("idle connections").isLessThanOrEqualTo(2);
    pool.evictAll();
    assertThat(pool.connectionCount()).isZero();
    await("the server sees all connections closed", () -> server.openConnections() == 0);
    executor.shutdown();
    await("no thread runs", () -> threads.stream().noneMatch(Thread::isAlive));
  }

  /** How many threads run whose name begins so. */
  public static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  /** The other side, and the threads there, take their time; how long says nothing. */
  public static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(10)) {
        throw new AssertionError("It does not come true that " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    executor.shutdownNow();
    http.connectionPool().evictAll();
  }
}
