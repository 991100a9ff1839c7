package io.github.vercel4j;

import io.github.vercel4j.api.model.DeploymentEvent;
import io.github.vercel4j.internal.http.JsonStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The events of a deployment as they happen, each read when it is asked for.
 *
 * <p>Holds a connection until it is closed or was read to its end. Asking for the next event waits
 * for it and fails with a {@link VercelConnectionException} where the connection breaks, and with a
 * {@link VercelDecodingException} where an event cannot be read.
 */
public final class DeploymentLogEvents implements Iterable<DeploymentEvent>, AutoCloseable {
  private final JsonStream<DeploymentEvent> stream;
  private final AtomicBoolean iterated = new AtomicBoolean();

  DeploymentLogEvents(JsonStream<DeploymentEvent> stream) {
    this.stream = stream;
  }

  /**
   * The events from the first on; they can be had once.
   *
   * @throws IllegalStateException the second time
   */
  @Override
  public Iterator<DeploymentEvent> iterator() {
    if (iterated.getAndSet(true)) {
      throw new IllegalStateException("Events can be read once; ask for them again");
    }
    return stream;
  }

  /** Ends the events, also for a thread that waits for one. */
  @Override
  public void close() {
    stream.close();
  }
}
