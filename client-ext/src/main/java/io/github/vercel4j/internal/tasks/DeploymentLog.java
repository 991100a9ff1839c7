package io.github.vercel4j.internal.tasks;

import io.github.vercel4j.api.model.DeploymentLogEvent;
import io.github.vercel4j.deployments.DeploymentLogEvents;
import io.github.vercel4j.internal.http.JsonStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream of events that can be read once. */
public final class DeploymentLog implements DeploymentLogEvents {
  private final JsonStream<DeploymentLogEvent> stream;
  private final AtomicBoolean iterated = new AtomicBoolean();

  public DeploymentLog(JsonStream<DeploymentLogEvent> stream) {
    this.stream = stream;
  }

  @Override
  public Iterator<DeploymentLogEvent> iterator() {
    if (iterated.getAndSet(true)) {
      throw new IllegalStateException("Events can be read once; ask for them again");
    }
    return stream;
  }

  @Override
  public void close() {
    stream.close();
  }
}
