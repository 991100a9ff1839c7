package io.github.vercel4j.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What happened to one request on the network; without an event nothing did. */
final class Evidence extends EventListener {
  private volatile boolean connected;
  private volatile boolean sent;
  private volatile long bytesReceived;
  private volatile @Nullable Response answer;

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = true;
  }

  @Override
  public void requestHeadersStart(Call call) {
    sent = true;
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    bytesReceived = byteCount;
  }

  /** An answer came, of which whoever called may never hear: interceptors may throw. */
  void answered(Response response) {
    answer = response;
  }

  /** Gives back the connection of an answer that nobody will read. */
  void discardAnswer(Throwable reason) {
    Response unread = answer;
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
  boolean nothingSent(IOException failure) {
    return !sent
        || failure.getClass().getSimpleName().equals("ConnectionShutdownException")
        || "stream was reset: REFUSED_STREAM".equals(failure.getMessage());
  }

  /** Whether the request went out on a connection that was left from earlier ones. */
  boolean reusedConnection() {
    return sent && !connected;
  }

  /** The size of the body on the wire; 0 where it was not read to its end. */
  long bytesReceived() {
    return bytesReceived;
  }
}
