package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.ProjectsApi;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.Project;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call leaves behind that ends by other means than its response. */
class GivenUpCallTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";
  private static final CallOptions AT_MOST_A_MOMENT =
      CallOptions.defaults().withTimeout(Duration.ofMillis(50));

  /** Responses are sent as far as these last. */
  private final Semaphore responses = new Semaphore(0);

  private final Semaphore requests = new Semaphore(0);
  private OkHttpClient http;

  @BeforeEach
  void start() {
    http = new OkHttpClient();
    http.dispatcher().setMaxRequests(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            requests.release();
            responses.acquire();
            return new MockResponse.Builder()
                .addHeader("X-RateLimit-Limit", 2)
                .addHeader("X-RateLimit-Remaining", 1)
                .addHeader(
                    "X-RateLimit-Reset", FakeTimeSource.START.plusSeconds(60).getEpochSecond())
                .body(PROJECT)
                .build();
          }
        });
  }

  @AfterEach
  void stop() {
    responses.release(1000);
    http.dispatcher().executorService().shutdown();
  }

  /** The ways to complete a future other than by its call. */
  private enum Completion {
    CANCEL,
    COMPLETE,
    COMPLETE_ASYNC,
    COMPLETE_EXCEPTIONALLY,
    COMPLETE_ON_TIMEOUT,
    OR_TIMEOUT,
    OBTRUDE_VALUE,
    OBTRUDE_EXCEPTION;

    void accept(CompletableFuture<?> future) {
      switch (this) {
        case CANCEL -> future.cancel(true);
        case COMPLETE -> future.complete(null);
        case COMPLETE_ASYNC -> future.completeAsync(() -> null);
        case COMPLETE_EXCEPTIONALLY -> future.completeExceptionally(new Exception("Enough"));
        case COMPLETE_ON_TIMEOUT -> future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
        case OR_TIMEOUT -> future.orTimeout(1, TimeUnit.MILLISECONDS);
        case OBTRUDE_VALUE -> future.obtrudeValue(null);
        case OBTRUDE_EXCEPTION -> future.obtrudeException(new Exception("Enough"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void completedFutureCancelsTheHttpCall(Completion completion) throws Exception {
    Canceled canceled = new Canceled();
    CompletableFuture<?> future =
        projects(builder(canceled.on(http))).getProject("shop").executeAsync();
    awaitRequest();

    completion.accept(future);

    assertThat(canceled.awaited()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void completedFutureWithResponseCancelsTheHttpCall(Completion completion) throws Exception {
    Canceled canceled = new Canceled();
    CompletableFuture<?> future =
        projects(builder(canceled.on(http))).getProject("shop").executeWithResponseAsync();
    awaitRequest();

    completion.accept(future);

    assertThat(canceled.awaited()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void completedFutureOfAListCancelsTheHttpCall(Completion completion) throws Exception {
    Canceled canceled = new Canceled();
    List<Object> elements = new ArrayList<>();
    CompletableFuture<?> future =
        PagedIterable.of(projects(builder(canceled.on(http))).getProjects())
            .forEachAsync(elements::add);
    awaitRequest();

    completion.accept(future);

    assertThat(canceled.awaited()).isTrue();
    assertThat(elements).isEmpty();
  }

  @Test
  void callThatSucceededIsNotCancelled() {
    Canceled canceled = new Canceled();
    responses.release();

    projects(builder(canceled.on(http))).getProject("shop").executeAsync().join();

    assertThat(canceled.count).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void completedFutureInTheQueueIsNeverSentAndLeavesItsPlace(Completion completion)
      throws Exception {
    Canceled canceled = new Canceled();
    ProjectsApi projects = projects(limited(canceled.on(http)));
    CompletableFuture<?> running = projects.getProject("running").executeAsync();
    awaitRequest();
    responses.release();
    running.get(10, TimeUnit.SECONDS); // of two calls one is left
    CompletableFuture<?> other = projects.getProjects().executeAsync();
    awaitRequest();
    CompletableFuture<?> queued = projects.getProject("queued").executeAsync();

    completion.accept(queued);

    assertThat(canceled.awaited()).isTrue();
    CompletableFuture<?> next = projects.getProject("next").executeAsync();
    responses.release(2);
    other.handle((value, failure) -> null).get(10, TimeUnit.SECONDS);
    next.get(10, TimeUnit.SECONDS);
    assertThat(timeSource.waits).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(http.dispatcher().queuedCallsCount()).isZero();
  }

  @Test
  void timeoutCoversTheQueueOfTheHttpClient() throws Exception {
    ProjectsApi projects = projects(builder(http));
    CompletableFuture<?> running = projects.getProject("running").executeAsync();
    awaitRequest();

    VercelCall<Project> call =
        builder(http)
            .build()
            .forInstallation(TEAM)
            .with(AT_MOST_A_MOMENT)
            .projects()
            .getProject("queued");

    assertThatThrownBy(() -> call.executeAsync().get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("was not sent")
        .hasCauseInstanceOf(InterruptedIOException.class)
        .extracting("requestNotSent")
        .isEqualTo(true);
    responses.release(2);
    running.get(10, TimeUnit.SECONDS);
    assertThat(projects.getProject("next").executeAsync().get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  /** The executor may have a queue of its own, behind OkHttp's. */
  @Test
  void timeoutCoversTheQueueOfTheExecutor() throws Exception {
    OkHttpClient narrow =
        new OkHttpClient.Builder()
            .dispatcher(new okhttp3.Dispatcher(Executors.newFixedThreadPool(1)))
            .build();
    ProjectsApi projects = projects(builder(narrow).callOptions(AT_MOST_A_MOMENT));
    CompletableFuture<?> running = projects(builder(narrow)).getProject("running").executeAsync();
    awaitRequest();

    assertThatThrownBy(() -> projects.getProject("queued").executeAsync().get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(VercelConnectionException.class);
    responses.release();
    running.get(10, TimeUnit.SECONDS);
    narrow.dispatcher().executorService().shutdown();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void timeoutCoversAnInterceptorThatBlocks() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    OkHttpClient blocking =
        http.newBuilder()
            .addInterceptor(
                chain -> {
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  return chain.proceed(chain.request());
                })
            .build();

    assertThatThrownBy(
            () ->
                projects(builder(blocking).callOptions(AT_MOST_A_MOMENT))
                    .getProject("shop")
                    .executeAsync()
                    .get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(VercelConnectionException.class);
    end.countDown();
    responses.release();
    assertThat(projects(builder(http)).getProject("next").executeAsync().get(10, TimeUnit.SECONDS))
        .isNotNull();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** Where the installation comes from a vault, that takes its time too. */
  @Test
  void timeoutCoversTheSupplierOfTheInstallation() {
    VercelClient client = builder(http).callOptions(AT_MOST_A_MOMENT).build();

    assertThatThrownBy(
            () ->
                client
                    .forInstallation(
                        () -> {
                          timeSource.pass(Duration.ofSeconds(1));
                          return TEAM;
                        })
                    .projects()
                    .getProject("shop")
                    .execute())
        .isInstanceOf(VercelConnectionException.class)
        .hasMessageContaining("timeout");
  }

  /** What throws while a call is made ready, within the place that it has of the rate limit. */
  @ParameterizedTest
  @EnumSource
  void callThatCannotBeMadeLeavesItsPlaceWithinTheLimit(Mode mode) throws Exception {
    AtomicInteger failing = new AtomicInteger(-1);
    OkHttpClient given =
        http.newBuilder()
            .eventListenerFactory(
                call -> {
                  if (failing.getAndDecrement() == 0) {
                    throw new IllegalStateException("of the factory");
                  }
                  return EventListener.NONE;
                })
            .build();
    ProjectsApi projects = projects(limited(given));
    responses.release(2);
    projects.getProject("first").execute(); // of two calls one is left
    failing.set(0);

    assertThatThrownBy(() -> mode.call(projects.getProject("second")))
        .hasStackTraceContaining("of the factory");

    projects.getProject("third").execute();
    assertThat(timeSource.waits).isEmpty();
  }

  private enum Mode {
    BLOCKING,
    ASYNCHRONOUS;

    void call(VercelCall<?> call) throws Exception {
      if (this == BLOCKING) {
        call.execute();
      } else {
        call.executeAsync().get(10, TimeUnit.SECONDS);
      }
    }
  }

  private final FakeTimeSource timeSource = new FakeTimeSource();

  private VercelClient.Builder limited(OkHttpClient given) {
    return builder(given).waitForRateLimits();
  }

  private VercelClient.Builder builder(OkHttpClient given) {
    return VercelClient.builder().baseUrl(server.url("/")).timeSource(timeSource).httpClient(given);
  }

  private static ProjectsApi projects(VercelClient.Builder builder) {
    return builder.build().forInstallation(TEAM).projects();
  }

  private void awaitRequest() throws InterruptedException {
    assertThat(requests.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  private static final class Canceled extends EventListener {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    OkHttpClient on(OkHttpClient http) {
      return http.newBuilder().eventListener(this).build();
    }

    @Override
    public void canceled(Call call) {
      count.incrementAndGet();
      latch.countDown();
    }

    boolean awaited() throws InterruptedException {
      return latch.await(10, TimeUnit.SECONDS);
    }
  }
}
