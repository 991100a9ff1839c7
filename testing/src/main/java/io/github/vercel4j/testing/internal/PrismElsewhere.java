package io.github.vercel4j.testing.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A Prism that somebody else started and will stop. */
record PrismElsewhere(String baseUrl) implements Upstream {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static PrismElsewhere at(String url) throws IOException {
    String baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl)).timeout(PATIENCE).build();
      HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          VARIABLE + " is " + url + ", which is no address such as http://127.0.0.1:4010", e);
    } catch (IOException e) {
      throw new IOException(
          "Nothing responds at %s, which %s names: start a Prism there, or unset %s so that one is started"
              .formatted(url, VARIABLE, VARIABLE),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking whether a Prism is up at " + url, e);
    }
    return new PrismElsewhere(baseUrl);
  }

  /** What it wrote stands elsewhere, too. */
  @Override
  public List<String> lastLines() {
    return List.of();
  }

  @Override
  public void close() {}
}
