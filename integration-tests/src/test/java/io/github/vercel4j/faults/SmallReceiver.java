package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vercel4j.webhooks.DrainEntry;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.InvalidDeliveryException;
import io.github.vercel4j.webhooks.LogDrainEntry;
import io.github.vercel4j.webhooks.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Receives deliveries, a certain number of them at once. */
final class SmallReceiver {
  static final String SECRET = "canary_drain_128";

  private static final DrainReceiver DRAIN = DrainReceiver.of(SECRET);
  private static final WebhookReceiver WEBHOOKS = WebhookReceiver.of(SECRET);

  private SmallReceiver() {}

  /**
   * Prints its port, and ends with its input. The argument is how many deliveries begin at once.
   */
  public static void main(String[] arguments) throws IOException {
    CyclicBarrier together = new CyclicBarrier(Integer.parseInt(arguments[0]));
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, together));
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() != -1) {
      // until whoever started it closes it
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private static void handle(HttpExchange exchange, CyclicBarrier together) throws IOException {
    int status = 200;
    String text;
    try (InputStream body = exchange.getRequestBody()) {
      together.await();
      try {
        text = receive(exchange.getRequestURI().getPath(), body, signature(exchange));
      } catch (InvalidDeliveryException e) {
        status = e.status();
        text = String.valueOf(e.getMessage());
      }
      body.transferTo(OutputStream.nullOutputStream());
    } catch (Throwable e) {
      status = 500;
      text = e.toString();
    }
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String receive(String path, InputStream body, @Nullable String signature)
      throws IOException {
    if (path.equals("/webhook")) {
      return String.valueOf(WEBHOOKS.receive(body, signature).id());
    }
    int entries = 0;
    long length = 0;
    for (DrainEntry entry : DRAIN.receive(body, signature)) {
      String message = entry instanceof LogDrainEntry log ? log.message() : null;
      entries++;
      length += message == null ? -1 : message.length();
    }
    return entries + " entries of " + length + " characters";
  }

  private static @Nullable String signature(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst(DrainReceiver.SIGNATURE_HEADER);
  }
}
