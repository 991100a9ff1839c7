package io.github.vercel4j.internal.http;

import io.github.vercel4j.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.OkHttpClient;

/**
 * What all calls of one client share.
 *
 * @param fresh the same HTTP client, but each of its calls has a connection of its own
 * @param timeouts runs what a time-out ends, however busy the HTTP client's threads are
 */
record Transport(
    OkHttpClient http,
    OkHttpClient fresh,
    ClientOptions options,
    RateLimits rateLimits,
    OpenCalls openCalls,
    Executor timeouts) {

  TimeSource timeSource() {
    return options.timeSource();
  }

  /**
   * Runs what depends on a response apart from the HTTP client's callback: until that returns, the
   * call counts among those that may run at a time, and what depends on it may wait for further
   * calls. It has the client's threads, of which a call is no more than a part.
   */
  Executor completions() {
    return task -> {
      try {
        http.dispatcher().executorService().execute(task);
      } catch (RejectedExecutionException e) {
        // The HTTP client is shut down: nothing can wait for a further call of it
        task.run();
      }
    };
  }
}
