package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.Drift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts how responses drift from the API's contract, for a service to look at now and then.
 *
 * <p>Safe for use by several threads. Of more than 1,000 different drifts the first are kept.
 */
public final class DriftCollector implements DriftListener {
  private static final int MOST = 1_000;
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  private final Map<OperationDrift, Long> counts = new LinkedHashMap<>();

  /** A collector of nothing yet. */
  public DriftCollector() {}

  @Override
  public synchronized void onDrift(Operation operation, List<Drift> drifts) {
    for (Drift drift : drifts) {
      String path = INDEX.matcher(drift.path()).replaceAll("[*]");
      OperationDrift seen = new OperationDrift(operation, new Drift(drift.kind(), path));
      if (counts.size() < MOST || counts.containsKey(seen)) {
        counts.merge(seen, 1L, Long::sum);
      }
    }
  }

  /** How often each drift was seen so far, in the order of their first time. */
  public synchronized Map<OperationDrift, Long> counts() {
    return new LinkedHashMap<>(counts);
  }

  /** The drift of an operation's responses, wherever it stands in a list. */
  public static final class OperationDrift {
    private final Operation operation;
    private final Drift drift;

    OperationDrift(Operation operation, Drift drift) {
      this.operation = operation;
      this.drift = drift;
    }

    public Operation operation() {
      return operation;
    }

    /** With {@code [*]} for each index of its path. */
    public Drift drift() {
      return drift;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OperationDrift that
          && operation == that.operation
          && drift.equals(that.drift);
    }

    @Override
    public int hashCode() {
      return 31 * operation.hashCode() + drift.hashCode();
    }

    @Override
    public String toString() {
      return operation.operationId() + ": " + drift;
    }
  }
}
