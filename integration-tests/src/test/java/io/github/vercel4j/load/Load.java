package io.github.vercel4j.load;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.api.model.GetProjectsResponse;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.api.model.UpdateProjectRequest;
import io.github.vercel4j.faults.Faults;
import io.github.vercel4j.faults.FaultyServer;
import io.github.vercel4j.faults.FaultyServer.Exchange;
import io.github.vercel4j.faults.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Many callers at once, a tenth of whose calls meet with a fault. Each call has a mark that its
 * response must carry, and every caller has a token and a team of its own that the server looks
 * for.
 */
final class Load {
  private static final Pattern MARK = Pattern.compile("m(\\d+)-(\\d+)-([A-Z]+)");
  private static final MediaType JSON = MediaType.get("application/json");

  /** What happens to a call when it comes for the first time. */
  private enum Trouble {
    NONE,
    BUSY,
    THROTTLED,
    CLOSED,
    SHORT,
    REJECTED
  }

  private enum What {
    GET,
    LIST,
    UPDATE,
    CREATE
  }

  private final int callers;
  private final int calls;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong values = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private Load(int callers, int calls) {
    this.callers = callers;
    this.calls = calls;
  }

  /** What came of it all. */
  record Result(
      long values,
      long failures,
      List<String> wrong,
      int requests,
      double seconds,
      int connectionsLeft,
      int connectionsOpenAtServer,
      long threadsBefore,
      long threadsAfter,
      long heapBefore,
      long heapAfter) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d values, %,d failures as they should be, %d wrong; %,d requests in %.1f s: %,.0f"
              + " calls/s; connections left %d, open at the server %d; threads %d before, %d"
              + " after; heap %.1f MiB before, %.1f MiB after",
          values,
          failures,
          wrong.size(),
          requests,
          seconds,
          (values + failures + wrong.size()) / seconds,
          connectionsLeft,
          connectionsOpenAtServer,
          threadsBefore,
          threadsAfter,
          heapBefore / 1048576.0,
          heapAfter / 1048576.0);
    }
  }

  /** Through one client of ours. */
  static Result ours(int callers, int calls) throws Exception {
    return new Load(callers, calls).run(true);
  }

  /** The same through OkHttp alone, which decodes nothing and repeats without a pause. */
  static Result bare(int callers, int calls) throws Exception {
    return new Load(callers, calls).run(false);
  }

  private Result run(boolean ours) throws Exception {
    long threadsBefore = clientThreads();
    long heapBefore = heap();
    ConnectionPool pool = new ConnectionPool(2 * callers, 1, TimeUnit.MINUTES);
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(callers);
    dispatcher.setMaxRequestsPerHost(callers);
    OkHttpClient http =
        new OkHttpClient.Builder().connectionPool(pool).dispatcher(dispatcher).build();
    try (FaultyServer server = FaultyServer.responding(this::respond)) {
      long start = System.nanoTime();
      if (ours) {
        RetryPolicy retries =
            RetryPolicy.standard().withDelays(Duration.ofMillis(1), Duration.ofMillis(4));
        try (VercelClient client =
            VercelClient.builder()
                .baseUrl(server.url())
                .httpClient(http)
                .callOptions(CallOptions.defaults().withRetries(retries))
                .build()) {
          together(caller -> callWithOurs(client.forInstallation(installation(caller)), caller));
        }
      } else {
        together(caller -> callWithOkHttp(http, server.url(), caller));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Trial.await("no call runs", () -> dispatcher.runningCallsCount() == 0);
      Trial.await("all are idle", () -> pool.connectionCount() == pool.idleConnectionCount());
      pool.evictAll();
      Trial.await("the server has closed", () -> server.openConnections() == 0);
      dispatcher.executorService().shutdown();
      dispatcher.executorService().awaitTermination(60, TimeUnit.SECONDS);
      int connectionsLeft = pool.connectionCount();
      seen.clear();
      return new Result(
          values.get(),
          failures.get(),
          List.copyOf(wrong),
          server.requests(),
          seconds,
          connectionsLeft,
          server.openConnections(),
          threadsBefore,
          clientThreads(),
          heapBefore,
          heap());
    }
  }

  /** All threads but the server's. */
  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("faulty-server"))
        .count();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Installation installation(int caller) {
    return Installation.of("vca_canary" + caller).withTeamId("team_" + caller);
  }

  @FunctionalInterface
  private interface OneCaller {
    void run(int caller) throws Exception;
  }

  private void together(OneCaller one) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(callers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  ready.countDown();
                  ready.await();
                  one.run(caller);
                } catch (Throwable e) {
                  wrong.add("caller " + caller + " ended: " + e);
                }
              },
              "load-" + caller);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Trouble trouble(int caller, int call) {
    if (call % 10 != caller % 10) {
      return Trouble.NONE;
    }
    // By call / 10, so that each kind of request meets with each
    return Trouble.values()[1 + call / 10 % (Trouble.values().length - 1)];
  }

  private static What request(int caller, int call) {
    return What.values()[(call / 2 + caller) % 4];
  }

  private static String mark(int caller, int call) {
    return "m" + caller + "-" + call + "-" + trouble(caller, call);
  }

  // The server

  private void respond(Exchange exchange) throws IOException {
    Matcher matcher = MARK.matcher(exchange.target() + "\n" + exchange.body());
    if (!matcher.find()) {
      exchange.send(json(400, "{\"error\":{\"code\":\"no_mark\"}}"));
      return;
    }
    String mark = matcher.group();
    int caller = Integer.parseInt(matcher.group(1));
    if (!("Bearer vca_canary" + caller).equals(exchange.header("Authorization"))
        || !exchange.target().contains("teamId=team_" + caller)
        || (matcher.find() && !matcher.group().equals(mark))) {
      exchange.send(json(400, "{\"error\":{\"code\":\"mixed_up\"}}"));
      return;
    }
    Trouble trouble = Trouble.valueOf(mark.substring(mark.lastIndexOf('-') + 1));
    String project = "{\"id\":\"prj_" + mark + "\",\"name\":\"" + mark + "\"}";
    String body =
        exchange.target().startsWith("/v10/projects?")
            ? "{\"projects\":[" + project + "],\"pagination\":{\"count\":1,\"next\":null}}"
            : project;
    String error = "{\"error\":{\"code\":\"trouble\",\"message\":\"" + mark + "\"}}";
    boolean first = trouble != Trouble.NONE && seen.add(mark);
    switch (first ? trouble : Trouble.NONE) {
      case NONE -> exchange.send(json(trouble == Trouble.REJECTED ? 404 : 200, body));
      case BUSY -> exchange.send(json(503, error));
      case THROTTLED -> exchange.send(json(429, error));
      case CLOSED -> exchange.close();
      case SHORT -> {
        exchange.send(json(200, body).substring(0, json(200, body).length() - 5));
        exchange.close();
      }
      case REJECTED -> exchange.send(json(404, error));
    }
  }

  private static String json(int status, String body) {
    return Faults.sized(status, "Content-Type: application/json", body);
  }

  // The callers

  /** Two calls at a time, one of them asynchronous. */
  private void callWithOurs(InstallationClient client, int caller) {
    for (int call = 0; call < calls; call += 2) {
      int background = call;
      CompletableFuture<?> future =
          ourCall(client, caller, background)
              .executeAsync()
              .handle(
                  (value, failure) -> {
                    check(caller, background, value, unwrapped(failure));
                    return true;
                  });
      if (call + 1 < calls) {
        Object value = null;
        Throwable failure = null;
        try {
          value = ourCall(client, caller, call + 1).execute();
        } catch (RuntimeException e) {
          failure = e;
        }
        check(caller, call + 1, value, failure);
      }
      future.join();
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static VercelCall<?> ourCall(InstallationClient client, int caller, int call) {
    String mark = mark(caller, call);
    return switch (request(caller, call)) {
      case GET -> client.projects().getProject(mark);
      case LIST ->
          client.projects().getProjects(GetProjectsParameters.builder().search(mark).build());
      case UPDATE ->
          client.projects().updateProject(mark, UpdateProjectRequest.builder().name(mark).build());
      case CREATE ->
          client.projects().createProject(CreateProjectRequest.builder().name(mark).build());
    };
  }

  private void check(int caller, int call, @Nullable Object value, @Nullable Throwable failure) {
    String mark = mark(caller, call);
    if (failure == null) {
      Project project =
          value instanceof GetProjectsResponse list
              ? list.projects().get(0)
              : (Project) requireNonNull(value);
      boolean right =
          project.name().equals(mark)
              && project.id().equals("prj_" + mark)
              && expected(caller, call) == null;
      count(right, values, mark + ": " + project.id());
    } else {
      Class<?> expected = expected(caller, call);
      String message = String.valueOf(failure.getMessage());
      boolean right =
          failure.getClass() == expected
              && (expected == VercelConnectionException.class
                  || expected == VercelDecodingException.class
                  || message.contains(mark));
      count(right, failures, mark + ": " + failure);
    }
  }

  private void count(boolean right, AtomicLong counter, String what) {
    if (right) {
      counter.incrementAndGet();
    } else {
      wrong.add(what);
    }
  }

  /** What the call fails with by the rules; null for none. */
  private static @Nullable Class<?> expected(int caller, int call) {
    boolean repeatable = request(caller, call) != What.CREATE;
    return switch (trouble(caller, call)) {
      case NONE, THROTTLED -> null;
      case REJECTED -> NotFoundException.class;
      case BUSY -> repeatable ? null : ServerException.class;
      case CLOSED -> repeatable ? null : VercelConnectionException.class;
      case SHORT -> repeatable ? null : VercelDecodingException.class;
    };
  }

  // The same without us

  private void callWithOkHttp(OkHttpClient http, String base, int caller) throws Exception {
    for (int call = 0; call < calls; call += 2) {
      int background = call;
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      Request request = bareRequest(base, caller, call);
      Callback callback =
          new Callback() {
            private int attempts = 1;

            @Override
            public void onFailure(Call failed, IOException e) {
              ended(null);
            }

            @Override
            public void onResponse(Call ended, Response response) {
              ended(bareBody(response));
            }

            private void ended(@Nullable String response) {
              if (response == null && attempts++ < 2 && mayRepeat(caller, background)) {
                http.newCall(request).enqueue(this);
              } else {
                checkBare(caller, background, response);
                done.complete(true);
              }
            }
          };
      http.newCall(request).enqueue(callback);
      if (call + 1 < calls) {
        Request other = bareRequest(base, caller, call + 1);
        String response = executeBare(http, other);
        if (response == null && mayRepeat(caller, call + 1)) {
          response = executeBare(http, other);
        }
        checkBare(caller, call + 1, response);
      }
      done.get();
    }
  }

  private static boolean mayRepeat(int caller, int call) {
    return request(caller, call) != What.CREATE || trouble(caller, call) == Trouble.THROTTLED;
  }

  private static Request bareRequest(String base, int caller, int call) {
    String mark = mark(caller, call);
    RequestBody body = RequestBody.create("{\"name\":\"" + mark + "\"}", JSON);
    String team = "teamId=team_" + caller;
    Request.Builder request =
        new Request.Builder().header("Authorization", "Bearer vca_canary" + caller);
    return switch (request(caller, call)) {
      case GET -> request.url(base + "v9/projects/" + mark + "?" + team).build();
      case LIST -> request.url(base + "v10/projects?search=" + mark + "&" + team).build();
      case UPDATE -> request.url(base + "v9/projects/" + mark + "?" + team).patch(body).build();
      case CREATE -> request.url(base + "v11/projects?" + team).post(body).build();
    };
  }

  private static @Nullable String executeBare(OkHttpClient http, Request request) {
    try {
      return bareBody(http.newCall(request).execute());
    } catch (IOException e) {
      return null;
    }
  }

  /** The body; null where the call should be retried. */
  private static @Nullable String bareBody(Response response) {
    try (response) {
      String body = response.body().string();
      return response.isSuccessful() || response.code() == 404 ? body : null;
    } catch (IOException e) {
      return null;
    }
  }

  private void checkBare(int caller, int call, @Nullable String response) {
    String mark = mark(caller, call);
    if (response == null) {
      count(expected(caller, call) != null, failures, mark + ": no response");
    } else if (trouble(caller, call) == Trouble.REJECTED) {
      count(response.contains("\"" + mark + "\""), failures, mark + ": " + response);
    } else {
      count(response.contains("\"prj_" + mark + "\""), values, mark + ": " + response);
    }
  }
}
