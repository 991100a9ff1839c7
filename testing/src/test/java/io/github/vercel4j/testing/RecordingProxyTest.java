package io.github.vercel4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import io.github.vercel4j.api.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.NonNull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60) // a stream that does not arrive would hold its sender for ever
class RecordingProxyTest {
  @StartStop public final MockWebServer prism = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private RecordingProxy proxy;

  @BeforeEach
  void start() {
    proxy = new RecordingProxy("http://127.0.0.1:" + prism.getPort());
  }

  @AfterEach
  void stop() {
    proxy.close();
    http.connectionPool().evictAll();
  }

  @Test
  void requestIsPassedOnUnchanged() throws Exception {
    byte[] everyByte = everyByte();
    prism.enqueue(new MockResponse.Builder().build());

    send(
        new Request.Builder()
            .url(proxy.baseUrl() + "/v1/a%2Fb/%C3%A4?x=1&x=%26&empty")
            .header("X-One", "first")
            .addHeader("X-One", "second")
            .header("Authorization", "Bearer token")
            .header("Accept-Encoding", "br")
            .method("PROPFIND", RequestBody.create(everyByte))
            .build());

    RecordedRequest received = prism.takeRequest();
    assertThat(received.getRequestLine())
        .isEqualTo("PROPFIND /v1/a%2Fb/%C3%A4?x=1&x=%26&empty HTTP/1.1");
    assertThat(received.getHeaders().values("X-One")).containsExactly("first", "second");
    assertThat(received.getHeaders().get("Authorization")).isEqualTo("Bearer token");
    assertThat(received.getHeaders().get("Accept-Encoding")).isEqualTo("br");
    assertThat(received.getBody()).isEqualTo(ByteString.of(everyByte));
    assertThat(proxy.calls().get(0).bytes()).isEqualTo(everyByte);
    assertThat(proxy.calls().get(0).query())
        .containsExactly(entry("x", List.of("1", "&")), entry("empty", List.of("")));
  }

  @Test
  void responseIsPassedOnUnchanged() throws Exception {
    prism.enqueue(
        new MockResponse.Builder()
            .code(299)
            .addHeader("X-One", "first")
            .addHeader("X-One", "second")
            .addHeader("Content-Encoding", "gzip") // it is not, and must not be looked at
            .body(new Buffer().write(everyByte()))
            .build());

    try (Response response =
        http.newCall(request("/any").newBuilder().header("Accept-Encoding", "gzip").build())
            .execute()) {
      assertThat(response.code()).isEqualTo(299);
      assertThat(response.headers("X-One")).containsExactly("first", "second");
      assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(response.header("Content-Length")).isEqualTo("256");
      assertThat(response.body().bytes()).isEqualTo(everyByte());
    }
  }

  @Test
  void responseWithoutBodyHasNone() throws Exception {
    prism.enqueue(new MockResponse.Builder().code(204).build());
    prism.enqueue(new MockResponse.Builder().setHeader("Content-Length", "1234").build());
    prism.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "/else").build());

    assertThat(send(request("/any")).code()).isEqualTo(204);
    Response head = send(request("/any").newBuilder().head().build());
    assertThat(head.header("Content-Length")).isEqualTo("1234");
    OkHttpClient still = http.newBuilder().followRedirects(false).build();
    try (Response redirect = still.newCall(request("/any")).execute()) {
      assertThat(redirect.code()).isEqualTo(302);
      assertThat(redirect.header("Location")).isEqualTo("/else");
      assertThat(redirect.body().string()).isEmpty();
    }
  }

  @Test
  void streamArrivesPieceByPiece() throws Exception {
    CountDownLatch firstWasRead = new CountDownLatch(1);
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write("first\n".getBytes(StandardCharsets.UTF_8));
            body.flush();
            firstWasRead.await();
            body.write("second\n".getBytes(StandardCharsets.UTF_8));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    slow.start();
    try (RecordingProxy streaming =
            new RecordingProxy("http://127.0.0.1:" + slow.getAddress().getPort());
        Response response =
            http.newCall(new Request.Builder().url(streaming.baseUrl()).build()).execute()) {
      assertThat(response.body().source().readUtf8Line()).isEqualTo("first");
      firstWasRead.countDown();
      assertThat(response.body().source().readUtf8Line()).isEqualTo("second");
    } finally {
      firstWasRead.countDown();
      slow.stop(0);
    }
  }

  @Test
  void unreachablePrismIsReported() throws Exception {
    prism.close();

    try (Response response = http.newCall(request("/v10/projects")).execute()) {
      assertThat(response.code()).isEqualTo(502);
      assertThat(response.body().string())
          .startsWith("The mock cannot reach Prism at http://127.0.0.1:" + prism.getPort());
    }
    assertThat(proxy.calls()).extracting(RecordedCall::status).containsExactly(502);
  }

  @Test
  void cannedResponseIsRequestedFromPrism() throws Exception {
    prism.enqueue(new MockResponse.Builder().build());
    prism.enqueue(new MockResponse.Builder().build());
    proxy.respond(new CannedResponse.Documented(Operation.GET_PROJECT, 403, "disabled"));

    send(request("/v9/projects/a").newBuilder().header("Prefer", "code=200").build());
    send(request("/v9/projects/a").newBuilder().header("Prefer", "code=200").build());

    assertThat(prism.takeRequest().getHeaders().values("Prefer"))
        .containsExactly("code=403, example=disabled");
    assertThat(prism.takeRequest().getHeaders().values("Prefer")).containsExactly("code=200");
  }

  @Test
  void operationIsFoundByMethodAndPath() throws Exception {
    prism.setDispatcher(responding());

    send(request("/v1/drains/test", "POST"));
    send(request("/v1/drains/test", "DELETE"));
    send(request("/v9/projects/a%2Fb/domains/c.example", "GET"));
    send(request("/v10/projects/", "GET"));
    send(request("/v10/projects", "HEAD"));

    assertThat(proxy.calls())
        .extracting(RecordedCall::operation)
        .containsExactly(
            Operation.TEST_DRAIN, Operation.DELETE_DRAIN, Operation.GET_PROJECT_DOMAIN, null, null);
  }

  @ParameterizedTest
  @EnumSource
  void pathMatchesOneOperationOnly(Operation operation) {
    String path = operation.path().replaceAll("[{}]", "");

    assertThat(OperationPaths.find(operation.method(), path)).isEqualTo(operation);
  }

  @Test
  void concurrentCallersGetTheirOwnResponsesAndAreRecorded() throws Exception {
    prism.setDispatcher(responding());
    int callers = 16;
    int calls = 25;
    int limited = 100;
    for (int i = 0; i < limited; i++) {
      proxy.respond(new CannedResponse.Own(Operation.GET_PROJECTS, 429, Headers.of(), new byte[0]));
    }
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<List<Integer>>> work = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        String name = "c" + caller;
        work.add(() -> call(name, calls));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> future : threads.invokeAll(work)) {
        statuses.addAll(future.get());
      }
      assertThat(statuses).hasSize(callers * calls);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(limited);
    } finally {
      threads.shutdownNow();
    }
    assertThat(proxy.calls())
        .extracting(call -> call.query("search"))
        .doesNotHaveDuplicates()
        .hasSize(callers * calls);
  }

  private List<Integer> call(String caller, int times) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String mark = caller + "-" + i;
      try (Response response = http.newCall(request("/v10/projects?search=" + mark)).execute()) {
        statuses.add(response.code());
        assertThat(response.body().string())
            .isEqualTo(response.code() == 200 ? "/v10/projects?search=" + mark : "");
      }
    }
    return statuses;
  }

  /** Responds with the path and query of the request. */
  private static Dispatcher responding() {
    return new Dispatcher() {
      @Override
      public @NonNull MockResponse dispatch(@NonNull RecordedRequest request) {
        return new MockResponse.Builder().body(request.getTarget()).build();
      }
    };
  }

  private Response send(Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return response;
    }
  }

  private Request request(String path) {
    return new Request.Builder().url(proxy.baseUrl() + path).build();
  }

  private Request request(String path, String method) {
    boolean empty = List.of("GET", "HEAD").contains(method);
    return request(path)
        .newBuilder()
        .method(method, empty ? null : RequestBody.create(new byte[0]))
        .build();
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
