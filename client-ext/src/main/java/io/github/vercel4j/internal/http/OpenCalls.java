package io.github.vercel4j.internal.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a client is open, and which of its calls closing it ends. */
final class OpenCalls {
  private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  boolean areClosed() {
    return closed;
  }

  /** Runs an ending when the client is closed, unless it is removed before. */
  void add(Runnable ending) {
    endings.add(ending);
  }

  void remove(Runnable ending) {
    endings.remove(ending);
  }

  void close() {
    closed = true;
    endings.forEach(Runnable::run);
  }
}
