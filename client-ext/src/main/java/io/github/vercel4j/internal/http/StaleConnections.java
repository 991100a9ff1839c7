package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.call.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks whether the server has closed a connection left from earlier calls, before a request is
 * written that must not be written twice.
 *
 * <p>Once it is written, nobody can tell a server that never saw it from one that closed after it
 * had acted on it. Reads need no look: they are retried. On HTTP/2 OkHttp reads all the time, and
 * so knows by itself.
 */
public final class StaleConnections implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    WireEvidence evidence = chain.request().tag(WireEvidence.class);
    Connection connection = chain.connection();
    if (evidence != null
        && evidence.reusedConnection()
        && connection != null
        && connection.protocol() == Protocol.HTTP_1_1
        && !Endpoint.isRead(chain.request().method())) {
      rejectClosed(connection.socket());
    }
    return chain.proceed(chain.request());
  }

  /** Nothing may be there to be read: neither the end, nor a response to no request. */
  private static void rejectClosed(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1); // the shortest there is, in milliseconds
      int read = socket.getInputStream().read();
      throw new IOException(
          read < 0
              ? "The server had closed the connection"
              : "The server had sent a response before the request");
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
    }
  }
}
