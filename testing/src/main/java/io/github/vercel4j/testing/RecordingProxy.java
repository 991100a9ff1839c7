package io.github.vercel4j.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of Prism, sends the responses that tests have set and records what was called.
 * Everything else passes through unchanged.
 */
final class RecordingProxy implements AutoCloseable {
  private static final String NODELAY = "sun.net.httpserver.nodelay";

  static {
    // Up to Java 19 the server sends head and body apart; without this the client's delayed
    // acknowledgement costs 40 ms a call
    if (System.getProperty(NODELAY) == null) {
      System.setProperty(NODELAY, "true");
    }
  }

  /** Of one connection, not of the call; sender and receiver set their own. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String VIOLATIONS = "sl-violations";
  private static final int BUFFER = 8192;

  /** One for all, because a client of the JDK has threads that only the collector stops. */
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String upstream;
  private final HttpServer server;
  private final ExecutorService threads;
  private final String baseUrl;

  private final Object lock = new Object();
  private final List<RecordedCall> calls = new ArrayList<>();
  private final Queue<CannedResponse> responses = new ArrayDeque<>();

  RecordingProxy(String upstream) {
    this.upstream = upstream;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The mock cannot listen on the loopback interface", e);
    }
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "vercel-mock");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    baseUrl = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String baseUrl() {
    return baseUrl;
  }

  void respond(CannedResponse response) {
    synchronized (lock) {
      responses.add(response);
    }
  }

  /** In the order of their responses. */
  List<RecordedCall> calls() {
    synchronized (lock) {
      return List.copyOf(calls);
    }
  }

  /** Forgets the calls, and returns the responses that no call fetched. */
  List<CannedResponse> reset() {
    synchronized (lock) {
      List<CannedResponse> left = List.copyOf(responses);
      responses.clear();
      calls.clear();
      return left;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      byte[] body = exchange.getRequestBody().readAllBytes();
      Operation operation = OperationPaths.find(exchange.getRequestMethod(), uri.getRawPath());
      CannedResponse response = next(operation);
      HttpResponse<InputStream> prism;
      try {
        prism = HTTP.send(request(exchange, body, response), BodyHandlers.ofInputStream());
      } catch (IOException e) {
        record(exchange, operation, body, 502, List.of());
        send(exchange, 502, "The mock cannot reach Prism at " + upstream + ": " + e);
        return;
      } catch (InterruptedException e) { // the mock is being closed
        Thread.currentThread().interrupt();
        return;
      }
      try (InputStream content = prism.body()) {
        List<String> violations = violations(prism);
        if (response instanceof CannedResponse.Own own && violations.isEmpty()) {
          content.transferTo(OutputStream.nullOutputStream());
          record(exchange, operation, body, own.status(), violations);
          own.headers().forEach(header -> add(exchange, header.getFirst(), header.getSecond()));
          send(exchange, own.status(), own.body().length, new ByteArrayInputStream(own.body()));
        } else {
          record(exchange, operation, body, prism.statusCode(), violations);
          prism
              .headers()
              .map()
              .forEach((name, values) -> values.forEach(value -> add(exchange, name, value)));
          long length = prism.headers().firstValueAsLong("Content-Length").orElse(-1);
          send(exchange, prism.statusCode(), length, content);
        }
      }
    }
  }

  private @Nullable CannedResponse next(@Nullable Operation operation) {
    synchronized (lock) {
      for (CannedResponse response : responses) {
        if (response.operation() == operation) {
          responses.remove(response);
          return response;
        }
      }
      return null;
    }
  }

  private HttpRequest request(
      HttpExchange exchange, byte[] body, @Nullable CannedResponse response) {
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upstream + uri.getRawPath() + query))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    if (response instanceof CannedResponse.Documented documented) {
      request.setHeader("Prefer", documented.preference());
    }
    return request.build();
  }

  /** What Prism says about the request, each with its place. */
  private static List<String> violations(HttpResponse<?> prism) {
    String header = prism.headers().firstValue(VIOLATIONS).orElse("[]");
    List<String> violations = new ArrayList<>();
    for (JsonValue violation : ((JsonArray) JsonValue.parse(header)).elements()) {
      if (violation instanceof JsonObject object
          && object.get("location") instanceof JsonArray location
          && location.elements().contains(JsonValue.of("request"))
          && object.get("message") instanceof JsonString message) {
        violations.add(message.value());
      }
    }
    return violations;
  }

  private void record(
      HttpExchange exchange,
      @Nullable Operation operation,
      byte[] body,
      int status,
      List<String> violations) {
    Headers.Builder headers = new Headers.Builder();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> headers.addUnsafeNonAscii(name, value == null ? "" : value)));
    URI uri = exchange.getRequestURI();
    RecordedCall call =
        new RecordedCall(
            operation,
            exchange.getRequestMethod(),
            uri.getRawPath(),
            query(uri.getRawQuery()),
            headers.build(),
            body,
            status,
            violations);
    synchronized (lock) {
      calls.add(call);
    }
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String parameter : raw.split("&", -1)) {
        int sign = parameter.indexOf('=');
        String name = sign < 0 ? parameter : parameter.substring(0, sign);
        String value = sign < 0 ? "" : parameter.substring(sign + 1);
        query.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
      }
    }
    query.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(query);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void add(HttpExchange exchange, String name, String value) {
    if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
      exchange.getResponseHeaders().add(name, value);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    send(exchange, status, bytes.length, new ByteArrayInputStream(bytes));
  }

  /** Sends the body piece by piece, so that a stream arrives as one. */
  private static void send(HttpExchange exchange, int status, long length, InputStream content)
      throws IOException {
    boolean bodiless = status == 204 || status == 304 || length == 0;
    if (bodiless || exchange.getRequestMethod().equals("HEAD")) {
      if (length > 0) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      }
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, Math.max(length, 0));
    try (OutputStream output = exchange.getResponseBody()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        output.write(buffer, 0, read);
        output.flush();
      }
    }
  }
}
