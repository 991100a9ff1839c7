package io.github.vercel4j.testing.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running Prism: a Node.js process that ends with this one. */
public final class Prism implements Upstream {
  private static final String DOCUMENT = "/META-INF/vercel4j/openapi.json";
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int KEPT_LINES = 200;
  private static final Pattern LISTENING =
      Pattern.compile("Prism is listening on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final Path document;
  private final Deque<String> lines = new ArrayDeque<>();
  private final CompletableFuture<String> listening = new CompletableFuture<>();

  private Prism(Process process, Path document) {
    this.process = process;
    this.document = document;
  }

  /** Starts Prism on a free port with the document of the class path, and waits until it serves. */
  public static Prism start() throws IOException {
    try {
      return start(copyOfDocument());
    } catch (IOException e) {
      throw new IOException("Prism could not be started: " + e.getMessage(), e);
    }
  }

  public static Prism start(Path document) throws IOException {
    Path installation = PrismInstallation.install();
    ProcessBuilder command =
        new ProcessBuilder(
                "node",
                installation.resolve(PrismInstallation.LAUNCHER).toString(),
                "mock",
                "--errors",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                document.toString())
            .redirectErrorStream(true);
    command.environment().put("NO_COLOR", "1");
    Prism prism = new Prism(command.start(), document);
    Thread reader = new Thread(prism::read, "prism-output");
    reader.setDaemon(true);
    reader.start();
    prism.awaitListening();
    return prism;
  }

  @Override
  public String baseUrl() {
    return listening.join();
  }

  @Override
  public List<String> lastLines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      // The launcher takes the end of its input as the order to stop
      process.getOutputStream().close();
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(document);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        keep(line);
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          listening.complete(matcher.group(1));
        }
      }
    } catch (IOException e) {
      keep(e.toString());
    }
    listening.completeExceptionally(new IOException("end of output"));
  }

  private void keep(String line) {
    synchronized (lines) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }

  private void awaitListening() throws IOException {
    try {
      listening.get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed("it ended before it served");
    } catch (TimeoutException e) {
      throw failed("it did not serve within " + START.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
  }

  private IOException failed(String reason) {
    close();
    return new IOException(reason + "; its last lines:\n" + String.join("\n", lastLines()));
  }

  private static Path copyOfDocument() throws IOException {
    try (InputStream document = Prism.class.getResourceAsStream(DOCUMENT)) {
      if (document == null) {
        throw new IOException(
            "the class path holds no " + DOCUMENT + ": vercel4j-openapi is missing");
      }
      Path copy = Files.createTempFile("vercel4j-openapi", ".json");
      Files.copy(document, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    }
  }
}
