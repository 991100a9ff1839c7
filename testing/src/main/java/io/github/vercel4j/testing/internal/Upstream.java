package io.github.vercel4j.testing.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The Prism behind the mock: one that this process runs, or one that runs anyway. */
public interface Upstream extends AutoCloseable {
  /** The environment variable with the address of a Prism that is up. */
  String VARIABLE = "PRISM_URL";

  /** The Prism of the environment, or else one that is started on the class path's document. */
  static Upstream start() {
    String url = System.getenv(VARIABLE);
    try {
      return url == null || url.isBlank() ? Prism.start() : PrismElsewhere.at(url.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Its address, without a slash at the end. */
  String baseUrl();

  /** The last lines that it wrote, where this process can know them. */
  List<String> lastLines();

  @Override
  void close();
}
