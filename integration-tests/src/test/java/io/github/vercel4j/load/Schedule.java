package io.github.vercel4j.load;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.faults.Faults;
import io.github.vercel4j.faults.FaultyServer;
import io.github.vercel4j.faults.FaultyServer.Exchange;
import io.github.vercel4j.faults.Kind;
import io.github.vercel4j.faults.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/**
 * Calls that are given up in all ways at any time. Afterwards nothing of them may be left: no
 * connection in use, no place in a queue, none within the rate limit, and nobody who waits.
 *
 * <p>The seed decides what is done and when it is due, but not how fast the threads are.
 */
final class Schedule {
  private static final int CALLS = 150;

  /** Few run at a time, so that the others stand in the queue. */
  private static final int AT_A_TIME = 4;

  /** How a call is given up. */
  private enum End {
    NONE,
    CANCEL,
    COMPLETE,
    COMPLETE_EXCEPTIONALLY,
    COMPLETE_ON_TIMEOUT,
    OR_TIMEOUT,
    CALL_TIMEOUT,
    INTERRUPT
  }

  /** A header of calls that get no response, and so end only where they are given up. */
  private static final String SILENCE = "X-Silence";

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<End> ENDS = List.of(End.values());

  private final Random random;
  private final ExecutorService threads;
  private final AtomicInteger ended = new AtomicInteger();
  private final FakeTimeSource timeSource = new FakeTimeSource();
  private final AtomicBoolean failing = new AtomicBoolean(true);
  private final AtomicInteger calls = new AtomicInteger();

  private Schedule(long seed, ExecutorService threads) {
    this.random = new Random(seed);
    this.threads = threads;
  }

  /** Runs one on virtual threads, which this program's Java has. */
  public static void main(String[] arguments) throws Exception {
    run(Long.parseLong(arguments[0]), true);
  }

  /**
   * Runs the schedule of a seed.
   *
   * @throws AssertionError where something is left
   */
  static void run(long seed, boolean virtual) throws Exception {
    ExecutorService threads = virtual ? virtualThreads() : Executors.newCachedThreadPool();
    try {
      new Schedule(seed, threads).run();
    } catch (Throwable e) {
      throw new AssertionError("In the schedule of the seed " + seed, e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** By its name, as Java 17 has none. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private void run() throws Exception {
    ConnectionPool pool = new ConnectionPool(AT_A_TIME, 1, TimeUnit.MINUTES);
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(AT_A_TIME);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(pool)
            .readTimeout(Duration.ZERO) // nothing ends a call but what is meant to
            .eventListenerFactory(call -> listener())
            .build();
    long seedOfResponses = random.nextLong();
    try (FaultyServer server =
        FaultyServer.responding(exchange -> respond(exchange, seedOfResponses))) {
      VercelClient client =
          VercelClient.builder()
              .baseUrl(server.url())
              .httpClient(http)
              .timeSource(timeSource)
              .waitForRateLimits()
              .build();
      boolean closing = random.nextInt(4) == 0;
      int closedAt = random.nextInt(CALLS);
      for (int i = 0; i < CALLS; i++) {
        if (closing && i == closedAt) {
          client.close();
        }
        call(client.forInstallation(Trial.TEAM));
        if (random.nextInt(3) == 0) {
          LockSupport.parkNanos(random.nextInt(2_000_000));
        }
      }
      failing.set(false);
      Trial.await("every call ends", () -> ended.get() == CALLS);
      Trial.await("no call runs", () -> dispatcher.runningCallsCount() == 0);
      Trial.await("no call is in the queue", () -> dispatcher.queuedCallsCount() == 0);
      Trial.await(
          "no connection is in use", () -> pool.connectionCount() == pool.idleConnectionCount());
      if (!closing) {
        assertNoPlaceIsHeld(client);
      }
      client.close();
      pool.evictAll();
      Trial.await("the server has closed", () -> server.openConnections() == 0);
    }
  }

  /**
   * After the reset one call is allowed, and those count that are still under way: where there is
   * one left, the next waits.
   */
  private void assertNoPlaceIsHeld(VercelClient client) {
    timeSource.pass(Duration.ofMinutes(2));
    for (Kind kind : Kind.values()) {
      timeSource.waits.clear();
      try {
        kind.call(client.forInstallation(Trial.TEAM).with(plain())).execute();
      } catch (RuntimeException e) {
        // What the server gives here says nothing
      }
      if (timeSource.waits.contains(Duration.ofSeconds(1))) {
        throw new AssertionError("A place within the limit of " + kind + " is still held");
      }
    }
  }

  /** What throws while a call is made ready gives it up, too. */
  private EventListener listener() {
    if (failing.get() && calls.incrementAndGet() % 20 == 0) {
      throw new IllegalStateException("of the factory");
    }
    return EventListener.NONE;
  }

  /** Once, so that no wait between attempts is taken for another. */
  private static CallOptions plain() {
    return CallOptions.defaults().withRetries(RetryPolicy.none());
  }

  private void call(InstallationClient client) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    End end = ENDS.get(random.nextInt(ENDS.size()));
    long nanos = 1L + random.nextInt(8_000_000);
    boolean blocking = end == End.INTERRUPT || random.nextInt(4) == 0;
    CallOptions options = CallOptions.defaults();
    if (end == End.CALL_TIMEOUT) {
      options = options.withTimeout(Duration.ofNanos(nanos));
    }
    boolean endsBySilence = end == End.CALL_TIMEOUT || (end != End.NONE && !blocking);
    if (endsBySilence && random.nextBoolean()) {
      options = options.withHeader(SILENCE, "wanted");
    }
    VercelCall<?> call = kind.call(client.with(options));
    if (blocking) {
      block(call, end, nanos);
    } else {
      complete(call.executeAsync(), end, nanos);
    }
  }

  private void block(VercelCall<?> call, End end, long nanos) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CountDownLatch over = new CountDownLatch(1);
    threads.execute(
        () -> {
          thread.complete(Thread.currentThread());
          try {
            call.execute();
          } catch (RuntimeException e) {
            // How it ends is looked at elsewhere
          } finally {
            over.countDown();
            ended.incrementAndGet();
          }
        });
    if (end == End.INTERRUPT) {
      threads.execute(
          () -> {
            LockSupport.parkNanos(nanos);
            if (over.getCount() > 0) {
              thread.join().interrupt();
            }
          });
    }
  }

  private void complete(CompletableFuture<?> future, End end, long nanos) {
    var unused = future.whenComplete((value, failure) -> ended.incrementAndGet());
    switch (end) {
      case COMPLETE_ON_TIMEOUT -> future.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
      case OR_TIMEOUT -> future.orTimeout(nanos, TimeUnit.NANOSECONDS);
      case CANCEL, COMPLETE, COMPLETE_EXCEPTIONALLY ->
          threads.execute(
              () -> {
                LockSupport.parkNanos(nanos);
                if (end == End.CANCEL) {
                  future.cancel(true);
                } else if (end == End.COMPLETE) {
                  future.complete(null);
                } else {
                  future.completeExceptionally(new IllegalStateException("Enough"));
                }
              });
      default -> {
        // By its response, or the call's own timeout
      }
    }
  }

  private static void respond(Exchange exchange, long seed) throws IOException {
    if (exchange.header(SILENCE) != null) {
      exchange.stall();
      return;
    }
    Random chance = new Random(seed + exchange.number());
    LockSupport.parkNanos(chance.nextInt(3_000_000));
    String limit =
        "X-RateLimit-Limit: 1\r\nX-RateLimit-Remaining: 100000\r\nX-RateLimit-Reset: "
            + FakeTimeSource.START.plusSeconds(60).getEpochSecond();
    switch (chance.nextInt(8)) {
      case 0 -> exchange.send(Faults.sized(503, limit, "{}"));
      case 1 -> exchange.send(Faults.sized(429, "Retry-After: 2\r\n" + limit, "{}"));
      case 2 -> exchange.reset();
      case 3 -> {
        exchange.send(Faults.head(200, limit + "\r\nContent-Length: 1000") + "{");
        exchange.close();
      }
      case 4 -> exchange.close();
      default -> exchange.send(Faults.sized(200, limit, Faults.PROJECT));
    }
  }
}
