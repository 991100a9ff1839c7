package io.github.vercel4j.testing;

import io.github.vercel4j.testing.internal.Prism;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Vercel's API on the loopback interface, as the OpenAPI document describes it: a wrong request is
 * refused, a right one is answered with the document's example or with a sample of its schema.
 *
 * <p>In tests it is an extension, {@code @RegisterExtension static VercelMock vercel =
 * VercelMock.create();}, and all test classes of a run share one server. Other programs call {@link
 * #start()} and close it. The first start downloads Prism into the user's cache folder, which needs
 * Node.js 20 or newer.
 */
public final class VercelMock implements BeforeAllCallback, AutoCloseable {
  private @Nullable Prism prism;

  private VercelMock(@Nullable Prism prism) {
    this.prism = prism;
  }

  /** A mock that JUnit starts before the first test and stops after the last one. */
  public static VercelMock create() {
    return new VercelMock(null);
  }

  /** A mock that runs until it is closed, or until this Java process ends in whatever way. */
  public static VercelMock start() {
    return new VercelMock(Prism.start());
  }

  /** The address to give to {@code VercelClient.builder().baseUrl(…)}. */
  public String baseUrl() {
    return running().baseUrl();
  }

  /** The last lines that Prism wrote: which requests came, and what was wrong with them. */
  public List<String> log() {
    return running().lastLines();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    prism =
        context
            .getRoot()
            .getStore(Namespace.create(VercelMock.class))
            .getOrComputeIfAbsent(Prism.class, type -> Prism.start(), Prism.class);
  }

  @Override
  public void close() {
    running().close();
  }

  private Prism running() {
    if (prism == null) {
      throw new IllegalStateException(
          "The mock is not running yet: put @RegisterExtension on a static field, or call"
              + " VercelMock.start().");
    }
    return prism;
  }
}
