package io.github.vercel4j.internal.http;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no JVM alive, all of one name. */
public record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
