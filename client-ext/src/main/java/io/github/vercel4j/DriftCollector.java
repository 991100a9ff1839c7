package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.Drift;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts how answers deviate from the API's contract, for a service to look at now and then.
 *
 * <p>Safe for use by several threads. Of more than 1,000 different deviations the first are kept.
 */
public final class DriftCollector implements DriftListener {
  private static final int MOST = 1_000;
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  private final Map<Deviation, Long> counts = new LinkedHashMap<>();

  /**
   * A deviation wherever it stands in a list.
   *
   * @param drift with {@code [*]} for each index of its path
   */
  public record Deviation(Operation operation, Drift drift) {}

  /** A collector of nothing yet. */
  public DriftCollector() {}

  @Override
  public synchronized void onDrift(Operation operation, List<Drift> drifts) {
    for (Drift drift : drifts) {
      String path = INDEX.matcher(drift.path()).replaceAll("[*]");
      Deviation deviation = new Deviation(operation, new Drift(drift.kind(), path));
      if (counts.size() < MOST || counts.containsKey(deviation)) {
        counts.merge(deviation, 1L, Long::sum);
      }
    }
  }

  /** How often each deviation was seen so far, in the order of their first time. */
  public synchronized Map<Deviation, Long> counts() {
    return new LinkedHashMap<>(counts);
  }
}
