package io.github.vercel4j;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run of all tests where a secret of theirs turns up; each of these secrets has one of
 * the marks in it that {@code junit-platform.properties} lists.
 */
public final class LeakCheck implements BeforeAllCallback, AfterEachCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    run(context);
  }

  /** Fails the test that printed or logged; what another thread is late with fails the next one. */
  @Override
  public void afterEach(ExtensionContext context) {
    reject(run(context).leaks.printed());
  }

  private static Run run(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LeakCheck.class))
        .getOrComputeIfAbsent(Run.class, type -> new Run(marks(context)), Run.class);
  }

  private static List<String> marks(ExtensionContext context) {
    return List.of(context.getConfigurationParameter("leaks.marks").orElseThrow().split(","));
  }

  private static void reject(List<String> leaks) {
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          "A secret turned up " + leaks.size() + " times\n" + String.join("\n", leaks));
    }
  }

  /** Ends with the last test. */
  private static final class Run implements AutoCloseable {
    private final Leaks leaks;

    Run(List<String> marks) {
      leaks = new Leaks(marks);
    }

    @Override
    public void close() {
      try (leaks) {
        reject(leaks.printed());
        reject(leaks.thrown());
      }
    }
  }
}
