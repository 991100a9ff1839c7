package io.github.vercel4j.faults;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and passes bytes on, until it is told to close the connections that it has
 * by then. Those that come later are passed on all the same.
 */
final class ClosingRelay implements Closeable {
  enum Moment {
    /** At once, while the connections are idle. */
    BEFORE_THE_REQUEST,
    /** Once the first bytes of a request came, none of which the server gets. */
    WITHIN_THE_REQUEST,
    /** Once the server has begun to respond, of which the client gets nothing. */
    AFTER_THE_REQUEST
  }

  private static final int HTTP_2_PREFACE = 24;
  private static final byte HEADERS = 1;

  private final boolean http2;
  private final ServerSocket listening = new ServerSocket(0, 100, FaultyServer.LOOPBACK);
  private final InetSocketAddress server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "closing-relay");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutRequests = new AtomicInteger();

  /**
   * Before a server at a port.
   *
   * @param http2 whether to look for requests and responses among the frames of HTTP/2; else all
   *     bytes belong to one
   */
  ClosingRelay(int port, boolean http2) throws IOException {
    this.http2 = http2;
    server = new InetSocketAddress(FaultyServer.LOOPBACK, port);
    threads.execute(
        () -> {
          while (!listening.isClosed()) {
            try {
              new Connection(listening.accept()).start();
            } catch (IOException e) {
              // closed
            }
          }
        });
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many requests were begun that the server did not get. */
  int cutRequests() {
    return cutRequests.get();
  }

  /**
   * Closes the connections that are there, at that moment of the next request on each. A client of
   * HTTP/2, which reads idle connections, has noticed by the time that this returns.
   */
  void close(Moment moment) throws IOException, InterruptedException {
    for (Connection connection : connections) {
      if (moment != Moment.BEFORE_THE_REQUEST) {
        connection.end = moment;
        continue;
      }
      connection.client.shutdownOutput();
      if (http2) {
        connection.clientLeft.await();
      }
      connection.close();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    connections.forEach(Connection::close);
    threads.shutdownNow();
  }

  private final class Connection {
    private final Socket client;
    private final Socket toServer = new Socket();
    private final CountDownLatch clientLeft = new CountDownLatch(1);
    private volatile Moment end = Moment.BEFORE_THE_REQUEST;

    Connection(Socket client) throws IOException {
      this.client = client;
      client.setTcpNoDelay(true);
      toServer.connect(server);
      toServer.setTcpNoDelay(true);
      connections.add(this);
    }

    void start() {
      threads.execute(() -> pass(client, toServer, Moment.WITHIN_THE_REQUEST));
      threads.execute(() -> pass(toServer, client, Moment.AFTER_THE_REQUEST));
    }

    private void pass(Socket from, Socket to, Moment last) {
      try {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
        OutputStream out = to.getOutputStream();
        if (http2 && from == client) {
          out.write(in.readNBytes(HTTP_2_PREFACE));
        }
        while (true) {
          byte[] bytes = http2 ? frame(in) : available(in);
          boolean isMessage = !http2 || bytes[3] == HEADERS;
          if (isMessage && end == last) {
            if (last == Moment.WITHIN_THE_REQUEST) {
              cutRequests.incrementAndGet();
            }
            return;
          }
          out.write(bytes);
        }
      } catch (IOException e) {
        // One of the two has gone
      } finally {
        if (from == client) {
          clientLeft.countDown();
        }
        close();
      }
    }

    private static byte[] available(DataInputStream in) throws IOException {
      byte first = in.readByte();
      byte[] rest = in.readNBytes(in.available());
      return ByteBuffer.allocate(1 + rest.length).put(first).put(rest).array();
    }

    /** Length in 3 bytes, type, flags, stream in 4, and the payload. */
    private static byte[] frame(DataInputStream in) throws IOException {
      byte[] head = new byte[9];
      in.readFully(head);
      int length = ByteBuffer.wrap(head).getInt() >>> 8;
      byte[] payload = new byte[length];
      in.readFully(payload);
      return ByteBuffer.allocate(9 + length).put(head).put(payload).array();
    }

    void close() {
      connections.remove(this);
      // The client first: it must not notice that the server closes, which would name what it got
      try (toServer) {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
