package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What happened to one request on the network; without an event nothing did. */
public final class WireEvidence extends EventListener {
  /** How the message of OkHttp's exception begins, whose class is none of its API. */
  private static final String STREAM_RESET = "stream was reset: ";

  private static final String STREAM_REFUSED = STREAM_RESET + "REFUSED_STREAM";

  private enum State {
    QUEUED,
    RUNNING,
    ABANDONED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private volatile boolean abandoned;
  private volatile boolean acquired;
  private volatile boolean connected;
  private volatile boolean reused;
  private volatile boolean sent;
  private volatile boolean responded;
  private volatile @Nullable String withheldRetryAfter;
  private volatile long bytesReceived;
  private volatile @Nullable Response response;

  /** Those of a request that this client sends. */
  static WireEvidence of(Request request) {
    return requireNonNull(request.tag(WireEvidence.class));
  }

  /** Whether the request may be worked on: not where it was abandoned in a queue. */
  boolean begin() {
    return state.compareAndSet(State.QUEUED, State.RUNNING) || state.get() == State.RUNNING;
  }

  /**
   * Nobody wants the request any more, and whoever says so cancels the call.
   *
   * @return whether nobody works on it either, and nobody will
   */
  boolean abandon() {
    abandoned = true;
    return state.compareAndSet(State.QUEUED, State.ABANDONED) || state.get() == State.ABANDONED;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = true;
    reused = false;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    acquired = true;
    // A redirect acquires another one, which may be new although the first was not
    reused = !connected;
    connected = false;
    responded = false;
  }

  @Override
  public void requestHeadersStart(Call call) {
    sent = true;
  }

  @Override
  public void responseHeadersStart(Call call) {
    responded = true;
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    bytesReceived = byteCount;
  }

  /** A response came, of which the caller may never be told: interceptors may throw. */
  void received(Response response) {
    this.response = response;
  }

  /**
   * @param retryAfter the header that OkHttp must not see; null where it has all headers
   */
  void withhold(@Nullable String retryAfter) {
    withheldRetryAfter = retryAfter;
  }

  /** The response with what OkHttp did not see of it. */
  Response restored(Response response) {
    String retryAfter = withheldRetryAfter;
    return retryAfter == null || response.code() != 503
        ? response
        : response.newBuilder().header("Retry-After", retryAfter).build();
  }

  /** Gives back the connection of a response that nobody will read. */
  void discardResponse(Throwable reason) {
    Response unread = response;
    if (unread != null) {
      try {
        unread.close();
      } catch (RuntimeException e) {
        // Of an event listener's
        reason.addSuppressed(e);
      }
    }
  }

  /**
   * Whether the service cannot have acted on the request: none of it was written, or HTTP/2 says
   * that the stream was never opened or was refused unprocessed (RFC 9113, section 8.7).
   */
  boolean requestNotSent(IOException failure) {
    return !maySend()
        || failure.getClass().getSimpleName().equals("ConnectionShutdownException")
        || STREAM_REFUSED.equals(failure.getMessage());
  }

  /** Whether the request was sent, or may be by a thread that is not known to have stopped. */
  boolean maySend() {
    if (state.get() == State.ABANDONED) {
      return false;
    }
    // A cancelled call gets no further connection, but may be about to use the one that it has
    return sent || (abandoned && acquired);
  }

  /** Whether the connection is one that was left from earlier calls. */
  boolean reusedConnection() {
    return reused;
  }

  /**
   * Whether the connection had been closed before, or was closed as the request came: it was left
   * from earlier calls, and broke without a byte in response.
   */
  boolean wasStale(IOException failure) {
    return reused
        && !responded
        && !(failure instanceof InterruptedIOException)
        && !isResponseOfHttp2(String.valueOf(failure.getMessage()));
  }

  /**
   * Whether the server reset the stream on account of the request. The connection's end has the
   * code CANCEL; a stream that is refused, as by a server that shuts down, was not looked at.
   */
  private static boolean isResponseOfHttp2(String message) {
    return message.startsWith(STREAM_RESET)
        && !message.equals(STREAM_RESET + "CANCEL")
        && !message.equals(STREAM_REFUSED);
  }

  /** The size of the body on the wire; 0 where it was not read to its end. */
  long bytesReceived() {
    return bytesReceived;
  }
}
