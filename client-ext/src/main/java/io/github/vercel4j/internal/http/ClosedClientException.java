package io.github.vercel4j.internal.http;

import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.internal.call.Endpoint;

/** A call was made of a client that is closed, which no retry changes. */
public final class ClosedClientException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Endpoint endpoint;

  ClosedClientException(Endpoint endpoint) {
    super(
        endpoint.name()
            + " was not sent, for the client is closed: close it after the last call of the"
            + " program");
    this.endpoint = endpoint;
  }

  /** What the call fails with as a part of something that began before the client was closed. */
  public VercelConnectionException withinATask() {
    return VercelConnectionException.builder(endpoint.toString(), Attempts.closed())
        .operation(endpoint.operation())
        .requestNotSent(true)
        .attempts(0)
        .build();
  }
}
