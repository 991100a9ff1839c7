package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.deployments.DeploymentLogEvents;
import io.github.vercel4j.json.Drift;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Is notified where responses drift from the API's contract; they are read all the same.
 *
 * @see DriftCollector
 */
@FunctionalInterface
public interface DriftListener {
  /**
   * A response was read and has drifted from the contract.
   *
   * <p>Called once for the response, before its call returns, on a thread of the HTTP client where
   * that is asynchronous. What this throws is what the call fails with. Of {@link
   * DeploymentLogEvents} each is a response of its own, and {@code $[0]} in its paths.
   *
   * @param drifts the first 100 in the order of the response, at least one
   */
  void onDrift(Operation operation, List<Drift> drifts);

  /** Lets calls whose responses drift fail with an {@link IllegalStateException}: for tests. */
  static DriftListener strict() {
    return (operation, drifts) -> {
      throw new IllegalStateException(
          "The response to "
              + operation.operationId()
              + " drifts from the contract: "
              + drifts.stream()
                  .map(drift -> drift.kind() + " at " + drift.path())
                  .collect(Collectors.joining(", ")));
    };
  }
}
