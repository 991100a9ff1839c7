package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.deployments.DeploymentLogEvents;
import io.github.vercel4j.json.Drift;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Hears where answers deviate from the API's contract; they are read all the same.
 *
 * @see DriftCollector
 */
@FunctionalInterface
public interface DriftListener {
  /**
   * An answer was read and deviates.
   *
   * <p>Called once for the answer, before its call returns, on a thread of the HTTP client where
   * that is asynchronous. What this throws is what the call fails with. Of {@link
   * DeploymentLogEvents} each is an answer of its own, and {@code $[0]} in its paths.
   *
   * @param drifts the first 100 in the order of the answer, at least one
   */
  void onDrift(Operation operation, List<Drift> drifts);

  /** Lets calls whose answers deviate fail with an {@link IllegalStateException}: for tests. */
  static DriftListener strict() {
    return (operation, drifts) -> {
      throw new IllegalStateException(
          "The answer to "
              + operation.operationId()
              + " deviates from the contract: "
              + drifts.stream()
                  .map(drift -> drift.kind() + " at " + drift.path())
                  .collect(Collectors.joining(", ")));
    };
  }
}
