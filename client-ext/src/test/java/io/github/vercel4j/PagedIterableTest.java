package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.DeploymentSummary;
import io.github.vercel4j.api.model.DnsRecord;
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.GetDeploymentsParameters;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.json.PageResponse;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedIterableTest extends WithServer {
  /** A page of projects; the cursor as JSON. */
  private void page(String next, String... ids) {
    respond(200, projects(ids) + ",\"pagination\":{\"count\":1,\"next\":" + next + "}}");
  }

  private static String projects(String... ids) {
    return Arrays.stream(ids)
        .map(id -> "{\"id\":\"" + id + "\"}")
        .collect(Collectors.joining(",", "{\"projects\":[", "]"));
  }

  private PagedIterable<Project> projects() {
    return PagedIterable.of(as(TEAM).projects().getProjects());
  }

  private static List<String> ids(Iterable<Project> projects) {
    List<String> ids = new ArrayList<>();
    projects.forEach(project -> ids.add(project.id()));
    return ids;
  }

  /** The queries of all requests so far. */
  private List<@Nullable String> queries() {
    List<@Nullable String> queries = new ArrayList<>();
    while (server.getRequestCount() > queries.size()) {
      queries.add(request().getUrl().encodedQuery());
    }
    return queries;
  }

  @Test
  void elementsOfAllPagesComeInTheirOrder() {
    page("\"t1\"", "a", "b");
    page("\"t2\"", "c");
    page("null", "d");

    assertThat(ids(projects())).containsExactly("a", "b", "c", "d");
    assertThat(queries())
        .containsExactly("teamId=team_7", "from=t1&teamId=team_7", "from=t2&teamId=team_7");
  }

  @Test
  void filtersApplyToAllPagesAndTheCursorIsReplaced() {
    String page = "{\"deployments\":[{\"uid\":\"a\"}],\"pagination\":{\"next\":";
    respond(200, page + "500}}");
    respond(200, page + "400}}");
    respond(200, page + "null}}");

    PagedIterable<DeploymentSummary> deployments =
        PagedIterable.of(
            as(TEAM)
                .deployments()
                .getDeployments(
                    GetDeploymentsParameters.builder()
                        .state("READY,ERROR")
                        .until(Instant.ofEpochMilli(600))
                        .since(Instant.ofEpochMilli(100))
                        .limit(1)
                        .build()));

    assertThat(deployments).extracting(DeploymentSummary::uid).containsExactly("a", "a", "a");
    assertThat(queries())
        .containsExactly(
            "state=READY%2CERROR&until=600&since=100&limit=1&teamId=team_7",
            "state=READY%2CERROR&since=100&limit=1&until=500&teamId=team_7",
            "state=READY%2CERROR&since=100&limit=1&until=400&teamId=team_7");
  }

  @Test
  void cursorIsSentAsItCame() {
    page("\"a+b/c==&d \\u00e9\"", "a");
    page("9007199254740993", "b");
    page("null", "c");

    assertThat(ids(projects())).containsExactly("a", "b", "c");
    request();
    assertThat(request().getUrl().queryParameter("from")).isEqualTo("a+b/c==&d \u00e9");
    assertThat(request().getUrl().queryParameter("from")).isEqualTo("9007199254740993");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"pagination\":null",
        ",\"pagination\":{}",
        ",\"pagination\":{\"count\":1,\"next\":null,\"prev\":7}",
        ",\"pagination\":{\"count\":1,\"next\":\"\"}"
      })
  void listEndsWhereNoFurtherPageIsNamed(String pagination) {
    respond(200, projects("a") + pagination + "}");

    assertThat(ids(projects())).containsExactly("a");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void emptyPageIsNotTheEnd() {
    page("\"t1\"");
    page("\"t2\"");
    page("\"t3\"", "a");
    page("null");

    assertThat(ids(projects())).containsExactly("a");
    assertThat(server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void listCanBeEmpty() {
    page("null");

    Iterator<Project> iterator = projects().iterator();

    assertThat(iterator.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void pageThatLeadsToItselfIsAnError() {
    page("1761523200000", "a");
    page("1761523200000", "a");

    List<String> seen = new ArrayList<>();
    VercelDecodingException failure =
        failure(
            VercelDecodingException.class, () -> projects().forEach(each -> seen.add(each.id())));

    assertThat(failure)
        .hasMessage(
            "getProjects (GET /v10/projects) got status 200, but at $.pagination.next the response"
                + " leads back to 1761523200000, so the list would never end (request id"
                + " fra1::abc-1)");
    assertThat(failure.operation()).isEqualTo(Operation.GET_PROJECTS);
    assertThat(seen).containsExactly("a");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void pagesInACircleAreAnError() {
    page("\"t1\"", "a");
    page("\"t2\"", "b");
    page("\"t3\"", "c");
    page("\"t1\"", "d");

    List<String> seen = new ArrayList<>();

    assertThatThrownBy(() -> projects().forEach(each -> seen.add(each.id())))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("leads back to t1");
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void pageThatLeadsBackToTheStartIsAnError() {
    page("7", "a");

    assertThatThrownBy(() -> ids(projects().from("7")))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("leads back to 7");

    page("\"t1\"", "a");
    PagedIterable<Project> given =
        PagedIterable.of(
            as(TEAM).projects().getProjects(GetProjectsParameters.builder().from("t1").build()));
    assertThatThrownBy(() -> ids(given))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("leads back to t1");
  }

  @Test
  void runResumesAtTheCursorOfTheLastPage() {
    page("\"t1\"", "a", "b");
    page("\"t2\"", "c");
    respond(400, "{}");

    String stored = null;
    List<String> done = new ArrayList<>();
    try {
      for (Page<Project> page : projects().pages()) {
        done.addAll(ids(page.pageElements()));
        stored = page.nextPageCursor();
      }
    } catch (InvalidRequestException e) {
      assertThat(stored).isEqualTo("t2");
    }
    page("null", "d");
    for (Project project : projects().from(String.valueOf(stored))) {
      done.add(project.id());
    }

    assertThat(done).containsExactly("a", "b", "c", "d");
    assertThat(queries())
        .containsExactly(
            "teamId=team_7",
            "from=t1&teamId=team_7",
            "from=t2&teamId=team_7",
            "from=t2&teamId=team_7");
  }

  @Test
  void startingCursorReplacesTheCallsOwn() {
    page("null", "a");

    PagedIterable<Project> projects =
        PagedIterable.of(
            as(TEAM)
                .projects()
                .getProjects(GetProjectsParameters.builder().from("old").limit(5).build()));

    assertThat(ids(projects.from("new"))).containsExactly("a");
    assertThat(queries()).containsExactly("limit=5&from=new&teamId=team_7");
  }

  @Test
  void optionsApplyToEveryPageTheirCursorToTheFirst() {
    page("\"t1\"", "a");
    page("null", "b");
    CallOptions options =
        CallOptions.defaults()
            .withQueryParameter("from", "t0")
            .withQueryParameter("preview", "1")
            .withHeader("x-trace", "7");

    assertThat(ids(PagedIterable.of(as(TEAM).with(options).projects().getProjects())))
        .containsExactly("a", "b");
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(request().getUrl().encodedQuery()).isEqualTo("from=t0&preview=1&teamId=team_7");
    RecordedRequest second = request();
    assertThat(second.getUrl().encodedQuery()).isEqualTo("from=t1&preview=1&teamId=team_7");
    assertThat(second.getHeaders().get("x-trace")).isEqualTo("7");

    page("\"t0\"", "a");
    PagedIterable<Project> circle =
        PagedIterable.of(as(TEAM).with(options).projects().getProjects());
    assertThatThrownBy(() -> ids(circle))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("leads back to t0");
  }

  @Test
  void blankCursorIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> projects().from(" "))
        .withMessage("The cursor is blank, and the list starts without one");
  }

  @Test
  void eachIteratorStartsAnew() {
    page("\"t1\"", "a");
    page("null", "b");
    page("\"t1\"", "c");
    page("null", "d");
    PagedIterable<Project> projects = projects();

    assertThat(ids(projects)).containsExactly("a", "b");
    assertThat(ids(projects)).containsExactly("c", "d");
  }

  @Test
  void pageIsAskedForWhenItIsNeeded() {
    page("\"t1\"", "a", "b");
    page("null", "c");

    Iterator<Project> iterator = projects().iterator();
    assertThat(server.getRequestCount()).isZero();

    iterator.next();
    iterator.next();
    assertThat(server.getRequestCount()).isEqualTo(1);

    assertThat(iterator.next().id()).isEqualTo("c");
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(iterator.hasNext()).isFalse();
  }

  @Test
  void earlierPagesAreNotHeld() {
    page("\"t1\"", "a");
    page("null", "b");
    Iterator<Project> iterator = projects().iterator();
    WeakReference<Project> earlier = new WeakReference<>(iterator.next());

    assertThat(iterator.next().id()).isEqualTo("b");
    System.gc();

    assertThat(earlier.get()).isNull();
  }

  @Test
  void failedPageIsAskedForAgain() {
    page("\"t1\"", "a");
    respond(403, "{}");
    respond(200, "{\"pagination\":{\"next\":\"t2\"}}");
    page("null", "b");
    Iterator<Project> iterator = projects().iterator();
    iterator.next();

    assertThatThrownBy(iterator::next).isInstanceOf(PermissionDeniedException.class);
    assertThatThrownBy(iterator::hasNext)
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining(
            "at $.projects the response is no page of a list: GetProjectsResponse.projects has no"
                + " value");

    assertThat(iterator.next().id()).isEqualTo("b");
    assertThat(iterator.hasNext()).isFalse();
    assertThat(queries())
        .containsExactly(
            "teamId=team_7",
            "from=t1&teamId=team_7",
            "from=t1&teamId=team_7",
            "from=t1&teamId=team_7");
  }

  @Test
  void cursorOfAnotherKindIsAnError() {
    page("{\"token\":\"t1\"}", "a");

    assertThatThrownBy(() -> ids(projects()))
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("getProjects (GET /v10/projects)")
        .hasMessageContaining("$.pagination.next is an object");
  }

  @Test
  void streamIsSequentialAndReadsNoFurtherPages() {
    page("\"t1\"", "a", "b");
    page("\"t2\"", "c", "d");
    Stream<Project> stream = projects().stream();

    assertThat(stream.isParallel()).isFalse();
    assertThat(stream.map(Project::id).limit(3)).containsExactly("a", "b", "c");
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(projects().spliterator())
        .matches(each -> each.hasCharacteristics(Spliterator.ORDERED | Spliterator.NONNULL))
        .matches(each -> each.getExactSizeIfKnown() == -1);
  }

  @Test
  void parallelStreamKeepsTheOrder() {
    page("\"t1\"", "a", "b");
    page("null", "c");

    assertThat(projects().stream().parallel().map(Project::id).toList())
        .containsExactly("a", "b", "c");
  }

  @Test
  void unionIsPagedWhereItIsAPage() {
    respond(200, "{\"records\":[{\"id\":\"r1\"}],\"pagination\":{\"next\":7}}");
    respond(200, "{\"records\":[{\"id\":\"r2\"}]}");
    PagedIterable<DnsRecord> records = PagedIterable.of(as(TEAM).dns().getRecords("acme.com"));

    assertThat(records).extracting(DnsRecord::id).containsExactly("r1", "r2");
    assertThat(queries()).containsExactly("teamId=team_7", "until=7&teamId=team_7");

    respond(200, "{\"envs\":[{\"key\":\"A\"}],\"hiddenProductionEnvCount\":2}");
    assertThat(PagedIterable.of(as(TEAM).projects().filterProjectEnvs("shop")))
        .extracting(EnvironmentVariable::key)
        .containsExactly("A");
  }

  @Test
  void variantThatIsNoPageIsAnError() {
    PagedIterable<DnsRecord> records = PagedIterable.of(as(TEAM).dns().getRecords("acme.com"));

    respond(200, "\"a zone file\"");
    assertThatThrownBy(() -> records.iterator().hasNext())
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining(
            "getRecords (GET /v5/domains/{domain}/records) got status 200, but at $ the response is"
                + " of type OfString and no page of a list");

    respond(200, "[]");
    assertThatThrownBy(() -> records.iterator().hasNext())
        .isInstanceOf(VercelDecodingException.class)
        .hasMessageContaining("is an array and no page of a list");
  }

  @Test
  @SuppressWarnings("unchecked") // what no compiler lets through
  void callWithoutPagesIsRejected() {
    VercelCall<?> call = as(TEAM).projects().getProject("shop");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PagedIterable.of((VercelCall<PageResponse<Project>>) call))
        .withMessage(
            "getProject (GET /v9/projects/{idOrName}) has no pages: execute the call as it is");
  }

  @Test
  @SuppressWarnings("unchecked") // a proxy of a generic type
  void callThatTheClientDidNotMakeIsRejected() {
    VercelCall<Page<Project>> call =
        (VercelCall<Page<Project>>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {VercelCall.class},
                (proxy, method, arguments) -> Operation.GET_PROJECTS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PagedIterable.of(call))
        .withMessageEndingWith(
            " cannot be repeated for further pages: use a call that the client itself made");
  }

  @Test
  void printingNamesTheOperationAlone() {
    assertThat(projects().from("t1")).hasToString("PagedIterable[getProjects (GET /v10/projects)]");
  }

  @Test
  void backgroundRunGetsTheElementsOfAllPages() {
    page("\"t1\"", "a", "b");
    page("\"t2\"");
    page("null", "c");
    List<String> seen = new ArrayList<>();

    projects().forEachAsync(project -> seen.add(project.id())).join();

    assertThat(seen).containsExactly("a", "b", "c");
    assertThat(queries())
        .containsExactly("teamId=team_7", "from=t1&teamId=team_7", "from=t2&teamId=team_7");
  }

  @Test
  void backgroundRunOverPagesHasTheirCursors() {
    page("\"t1\"", "a", "b");
    page("null", "c");
    List<@Nullable String> cursors = new ArrayList<>();

    projects().forEachPageAsync(page -> cursors.add(page.nextPageCursor())).join();

    assertThat(cursors).containsExactly("t1", null);
  }

  @Test
  void backgroundRunEndsWithTheFailureOfACall() {
    page("\"t1\"", "a");
    respond(404, "{}");
    List<String> seen = new ArrayList<>();

    CompletableFuture<Void> run = projects().forEachAsync(project -> seen.add(project.id()));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(run::join)
        .withCauseInstanceOf(NotFoundException.class);
    assertThat(seen).containsExactly("a");
  }

  @Test
  void backgroundRunEndsWithAPageThatLeadsBack() {
    page("7", "a");
    page("7", "a");

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> projects().forEachAsync(project -> {}).join())
        .withCauseInstanceOf(VercelDecodingException.class);
  }

  @Test
  void backgroundRunEndsWithTheFailureOfTheAction() {
    page("\"t1\"", "a", "b");

    CompletableFuture<Void> run =
        projects()
            .forEachAsync(
                project -> {
                  throw new IllegalStateException(project.id());
                });

    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try {
                run.join();
              } catch (CompletionException e) {
                throw e.getCause();
              }
            })
        .withMessage("a");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void cancellingABackgroundRunCancelsTheHttpCall() throws Exception {
    CountDownLatch sent = new CountDownLatch(2);
    CountDownLatch cancelled = new CountDownLatch(1);
    EventListener listener =
        new EventListener() {
          @Override
          public void requestHeadersStart(Call call) {
            sent.countDown();
          }

          @Override
          public void canceled(Call call) {
            cancelled.countDown();
          }
        };
    page("\"t1\"", "a");
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    PagedIterable<Project> projects =
        PagedIterable.of(
            VercelClient.builder()
                .baseUrl(server.url("/"))
                .httpClient(new OkHttpClient.Builder().eventListener(listener).build())
                .build()
                .forInstallation(TEAM)
                .projects()
                .getProjects());

    CompletableFuture<Void> run = projects.forEachAsync(project -> {});
    assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
    run.cancel(false);

    assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelledBackgroundRunEndsTheAction() {
    page("\"t1\"", "a", "b");
    List<String> seen = new ArrayList<>();
    CompletableFuture<CompletableFuture<Void>> started = new CompletableFuture<>();

    CompletableFuture<Void> run =
        projects()
            .forEachAsync(
                project -> {
                  seen.add(project.id());
                  started.join().cancel(false);
                });
    started.complete(run);

    assertThatExceptionOfType(CancellationException.class).isThrownBy(run::join);
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("a");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void backgroundRunLeavesTheHttpClientsThreadsFree() {
    page("null", "a");
    List<String> threads = new ArrayList<>();

    projects().forEachAsync(project -> threads.add(Thread.currentThread().getName())).join();

    assertThat(threads).singleElement().asString().doesNotContain("OkHttp");
  }
}
