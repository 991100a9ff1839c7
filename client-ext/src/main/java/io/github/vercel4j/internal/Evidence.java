package io.github.vercel4j.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;

/** What happened to one request on the network; without an event nothing did. */
final class Evidence extends EventListener {
  private volatile boolean connected;
  private volatile boolean sent;
  private volatile long bytesReceived;

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

  /** The size of the body on the wire, as far as it was read. */
  long bytesReceived() {
    return bytesReceived;
  }
}
