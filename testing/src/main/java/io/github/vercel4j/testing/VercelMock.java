package io.github.vercel4j.testing;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.testing.internal.Upstream;
import io.github.vercel4j.webhooks.WebhookEventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Vercel's API on the loopback interface, as the OpenAPI document describes it: a wrong request is
 * rejected, a right one gets the example of the document or the response that the test has set.
 * Whatever calls {@link #baseUrl()} is recorded, be it {@link #client()} or the program under test.
 *
 * <pre>{@code
 * @RegisterExtension static final VercelMock VERCEL = VercelMock.create();
 *
 * @Test
 * void saysThatTheProjectIsGone() {
 *   VERCEL.respond(Operation.GET_PROJECT, 404, "not_found");
 *
 *   // … what the program does with VERCEL.baseUrl() or VERCEL.client()
 *
 *   assertThat(VERCEL.calls(Operation.GET_PROJECT)).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Each test begins without calls and responses. It fails where a response that it has set was
 * not fetched by any call. A mock of a static field keeps its address until the last test of all
 * has run. Mocks share one Prism, but nothing else: test classes may run in parallel unless they
 * inherit one static mock, and so may the tests of a class whose mock is not static.
 *
 * <p>Other programs call {@link #start()} and close it. The first start downloads Prism into the
 * user's cache folder, which needs Node.js 20 or newer; where the environment variable {@code
 * PRISM_URL} names a Prism that is up, that one is used. Safe for use by many threads.
 */
public final class VercelMock
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(VercelMock.class);

  /** Framing, which follows from the body. */
  private static final List<String> FRAMING =
      List.of("Content-Length", "Transfer-Encoding", "Connection");

  private volatile @Nullable Running running;

  private VercelMock() {}

  /** A mock that JUnit starts before the first test of its field and stops in the end. */
  public static VercelMock create() {
    return new VercelMock();
  }

  /** A mock that runs until it is closed, or until this Java process ends in whatever way. */
  public static VercelMock start() {
    VercelMock mock = new VercelMock();
    Upstream upstream = Upstream.start();
    mock.running = new Running(upstream, upstream::close);
    return mock;
  }

  /** The address to give to {@code VercelClient.builder().baseUrl(…)}. */
  public String baseUrl() {
    return running().proxy.baseUrl();
  }

  /**
   * A client of the team's installation that the document's examples are about, the one that a code
   * is exchanged for with the example {@code team}. It retries no call, so an error response that a
   * test has set is seen.
   */
  public InstallationClient client() {
    return running().client;
  }

  /**
   * Sets the response to the next call of the operation: the first example of that status.
   *
   * @throws IllegalArgumentException where the document has no such response; names those it has
   */
  public void respond(Operation operation, int status) {
    documented(operation, status, null);
  }

  /**
   * Sets the response to the next call of the operation: an example of the document. Several
   * responses for one operation are given in the order in which they were set.
   *
   * @throws IllegalArgumentException where the document has no such response; names those it has
   */
  public void respond(Operation operation, int status, String example) {
    documented(operation, status, example);
  }

  /**
   * Sets the response to the next call of the operation, whether the document has it or not. A
   * wrong request is rejected nevertheless.
   *
   * @param status from 200 to 599
   * @param headers those besides the framing; {@code Content-Type} is {@code application/json}
   *     where they leave it out
   */
  public void respond(Operation operation, int status, Map<String, String> headers, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(status + " is no status of a whole response: 200 to 599");
    }
    if ((status == 204 || status == 304) && !body.isEmpty()) {
      throw new IllegalArgumentException("A response " + status + " has no body");
    }
    Headers.Builder own = new Headers.Builder();
    headers.forEach(own::add);
    for (String name : FRAMING) {
      if (own.get(name) != null) {
        throw new IllegalArgumentException("The header " + name + " follows from the body");
      }
    }
    if (own.get("Content-Type") == null && !body.isEmpty()) {
      own.add("Content-Type", "application/json; charset=utf-8");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    running().proxy.respond(new CannedResponse.Own(operation, status, own.build(), bytes));
  }

  /** The calls of this test up to now, in the order of their responses; a copy. */
  public List<RecordedCall> calls() {
    return running().proxy.calls();
  }

  /** Those of {@link #calls()} that are of the operation. */
  public List<RecordedCall> calls(Operation operation) {
    return calls().stream().filter(call -> call.operation() == operation).toList();
  }

  /** Forgets calls and responses, as happens between tests. */
  public void reset() {
    running().proxy.reset();
  }

  /**
   * Delivers {@link #webhookExample} as Vercel does.
   *
   * @param to the whole address of the endpoint
   * @param secret the integration's client secret, which signs the delivery
   * @return the status of the endpoint's response; redirects are not followed
   * @throws IllegalArgumentException where there is no example of that type
   * @throws java.io.UncheckedIOException where the endpoint cannot be reached, or does not respond
   *     within the 30 seconds that Vercel waits
   */
  public int deliver(WebhookEventType type, String to, String secret) {
    return deliver(webhookExample(type), to, secret);
  }

  /**
   * As the other, with the bytes of this text in UTF-8 for a body, which need not be an event: a
   * drain's batch, signed with the drain's secret, is delivered by it as well.
   */
  public int deliver(String body, String to, String secret) {
    return Webhooks.deliver(body, to, secret);
  }

  /**
   * Checks the endpoint of a drain without a signature, as Vercel does before the drain exists.
   *
   * @param to the whole address of the endpoint
   * @return the code in {@code x-vercel-verify}
   * @throws AssertionError where the endpoint does not respond 200 with that header
   * @throws java.io.UncheckedIOException where it cannot be reached, or does not respond in time
   */
  public String checkDrain(String to) {
    return Webhooks.checkDrain(to, null);
  }

  /**
   * As the other, but signed, as Vercel does it where the drain has a secret already. The body is
   * {@code {}}, which is no entry of the drain.
   *
   * @param secret the drain's own secret
   */
  public String checkDrain(String to, String secret) {
    return Webhooks.checkDrain(to, secret);
  }

  /**
   * An event as JSON, with an id of its own and the present time; about the installation of {@link
   * #client()}.
   *
   * @throws IllegalArgumentException where there is no example of that type
   */
  public static String webhookExample(WebhookEventType type) {
    return Webhooks.example(type);
  }

  /**
   * The last lines that Prism wrote for all its mocks: which requests came, and what was wrong with
   * them. Empty where {@code PRISM_URL} is set.
   */
  public List<String> log() {
    return running().upstream.lastLines();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startFor(context, context.getRoot());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    startFor(context, context);
    reset();
  }

  /**
   * @throws AssertionError where a response is left that no call fetched, unless the test failed
   *     for a reason of its own
   */
  @Override
  public void afterEach(ExtensionContext context) {
    Running mock = running();
    List<RecordedCall> calls = mock.proxy.calls();
    List<CannedResponse> left = mock.proxy.reset();
    if (!left.isEmpty() && context.getExecutionException().isEmpty()) {
      CannedResponse first = left.get(0);
      throw new AssertionError(
          "No call of %s fetched the response %s; what was called: %s"
              .formatted(first.operation().operationId(), first, calls));
    }
  }

  @Override
  public void close() {
    Running mock = running();
    running = null;
    mock.close();
  }

  /** One of a static field runs until the whole run ends, for classes may inherit the field. */
  private synchronized void startFor(ExtensionContext context, ExtensionContext lifetime) {
    if (running != null) {
      return;
    }
    Upstream upstream =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Upstream.class, type -> Upstream.start(), Upstream.class);
    running = new Running(upstream, () -> {});
    lifetime.getStore(NAMESPACE).put(this, this); // which closes it
  }

  private void documented(Operation operation, int status, @Nullable String example) {
    DocumentedResponses.get().require(operation, status, example);
    running().proxy.respond(new CannedResponse.Documented(operation, status, example));
  }

  private Running running() {
    Running mock = running;
    if (mock == null) {
      throw new IllegalStateException(
          "The mock is not running yet: put @RegisterExtension on its field, or call"
              + " VercelMock.start().");
    }
    return mock;
  }

  /** What there is of a mock while it runs. */
  private static final class Running {
    private final Upstream upstream;
    private final Runnable closeUpstream;
    private final RecordingProxy proxy;
    private final VercelClient vercel;
    private final InstallationClient client;

    private Running(Upstream upstream, Runnable closeUpstream) {
      this.upstream = upstream;
      this.closeUpstream = closeUpstream;
      proxy = new RecordingProxy(upstream.baseUrl());
      vercel =
          VercelClient.builder()
              .baseUrl(proxy.baseUrl())
              .callOptions(CallOptions.defaults().withRetries(RetryPolicy.none()))
              .build();
      client = vercel.forInstallation(DocumentedResponses.get().installation());
    }

    private void close() {
      vercel.close();
      proxy.close();
      closeUpstream.run();
    }
  }
}
