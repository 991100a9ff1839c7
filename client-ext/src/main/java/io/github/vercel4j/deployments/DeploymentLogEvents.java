package io.github.vercel4j.deployments;

import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.model.DeploymentLogEvent;
import java.util.Iterator;

/**
 * The events of a deployment as they happen, each read when it is asked for.
 *
 * <p>Holds a connection until it is closed or was read to its end. Asking for the next event waits
 * for it and fails with a {@link VercelConnectionException} where the connection breaks, and with a
 * {@link VercelDecodingException} where an event cannot be read.
 */
public interface DeploymentLogEvents extends Iterable<DeploymentLogEvent>, AutoCloseable {
  /**
   * The events from the first on; they can be had once.
   *
   * @throws IllegalStateException the second time
   */
  @Override
  Iterator<DeploymentLogEvent> iterator();

  /** Ends the events, also for a thread that waits for one. */
  @Override
  void close();
}
