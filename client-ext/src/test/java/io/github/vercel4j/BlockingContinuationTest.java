package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.ProjectsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What depends on a future may wait for further calls of the same client. */
class BlockingContinuationTest extends WithServer {
  /** As many calls as run at a time; what never ends fails rather than hangs. */
  private static final int CALLS = 64;

  private static final long GUARD_IN_SECONDS = 60;

  private final AtomicInteger requests = new AtomicInteger();
  private volatile Consumer<RecordedRequest> beforeResponse = request -> {};
  private VercelClient client;

  @BeforeEach
  void start() {
    client =
        VercelClient.builder().baseUrl(server.url("/")).timeSource(new FakeTimeSource()).build();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.incrementAndGet();
            beforeResponse.accept(request);
            String target = request.getTarget();
            int status = target.contains("missing") ? 404 : target.contains("late") ? late() : 200;
            return new MockResponse.Builder()
                .code(status)
                .body(
                    target.startsWith("/v9/projects/")
                        ? "{\"id\":\"prj_1\",\"name\":\"shop\"}"
                        : "{\"projects\":[{\"id\":\"prj_1\",\"name\":\"shop\"}],\"pagination\":{}}")
                .build();
          }
        });
  }

  private int late() {
    return requests.get() == 1 ? 503 : 200;
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private ProjectsApi projects() {
    return client.forInstallation(TEAM).projects();
  }

  /** Waits until all calls run at once, so that none has a slot left. */
  private void together() {
    CountDownLatch all = new CountDownLatch(CALLS);
    beforeResponse =
        request -> {
          if (requests.get() <= CALLS) {
            all.countDown();
            try {
              all.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
  }

  private void assertAllEnd(IntFunction<CompletableFuture<?>> call) throws Exception {
    together();
    List<CompletableFuture<?>> all = new ArrayList<>();
    IntStream.range(0, CALLS).forEach(i -> all.add(call.apply(i)));

    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .get(GUARD_IN_SECONDS, TimeUnit.SECONDS);

    assertThat(requests).hasValue(2 * CALLS);
  }

  @Test
  void continuationsThatJoinFurtherFuturesAllComplete() throws Exception {
    assertAllEnd(
        i ->
            projects()
                .getProject("first" + i)
                .executeAsync()
                .thenApply(project -> projects().getProject("second").executeAsync().join()));
  }

  @Test
  void continuationsThatExecuteFurtherCallsAllComplete() throws Exception {
    assertAllEnd(
        i ->
            projects()
                .getProject("first" + i)
                .executeWithResponseAsync()
                .thenAccept(response -> projects().getProject("second").execute()));
  }

  @Test
  void continuationsOfFailuresThatBlockAllComplete() throws Exception {
    assertAllEnd(
        i ->
            projects()
                .getProject("missing" + i)
                .executeAsync()
                .exceptionally(failure -> projects().getProject("second").executeAsync().join()));
  }

  @Test
  void continuationsOfRawRequestsThatBlockAllComplete() throws Exception {
    assertAllEnd(
        i ->
            client
                .forInstallation(TEAM)
                .request("GET", "/v9/projects/{id}")
                .withPathParameter("id", "first" + i)
                .call()
                .executeAsync()
                .thenApply(json -> projects().getProject("second").executeAsync().join()));
  }

  @Test
  void listActionsThatBlockAllComplete() throws Exception {
    assertAllEnd(
        i ->
            PagedIterable.of(projects().getProjects())
                .forEachAsync(
                    project -> projects().getProject(project.id()).executeAsync().join()));
  }

  @Test
  void continuationsMayCallWhereOneCallRunsAtATime() throws Exception {
    OkHttpClient http = new OkHttpClient();
    http.dispatcher().setMaxRequests(1);
    try (VercelClient narrow =
        VercelClient.builder().baseUrl(server.url("/")).httpClient(http).build()) {
      ProjectsApi projects = narrow.forInstallation(TEAM).projects();

      projects
          .getProject("first")
          .executeAsync()
          .thenApply(project -> projects.getProject("second").executeAsync().join())
          .get(GUARD_IN_SECONDS, TimeUnit.SECONDS);
    } finally {
      http.dispatcher().executorService().shutdown();
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void blockedCommonPoolDelaysNoRetry() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch blocked = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                blocked.countDown();
                try {
                  done.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    blocked.await();
    try {
      projects().getProject("late").executeAsync().get(GUARD_IN_SECONDS, TimeUnit.SECONDS);
    } finally {
      done.countDown();
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void continuationRunsOnAThreadOfTheHttpClient() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch attached = new CountDownLatch(1);
    beforeResponse =
        request -> {
          try {
            attached.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };

    CompletableFuture<?> future =
        projects()
            .getProject("first")
            .executeAsync()
            .thenAccept(project -> threads.add(Thread.currentThread().getName()));
    attached.countDown();
    future.get(GUARD_IN_SECONDS, TimeUnit.SECONDS);

    assertThat(threads).singleElement().asString().startsWith("vercel4j");
  }
}
