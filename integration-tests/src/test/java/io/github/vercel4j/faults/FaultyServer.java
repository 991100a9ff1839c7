package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import org.jspecify.annotations.Nullable;

/** A server on a socket that sends exactly the bytes it is told, and counts what it gets. */
public final class FaultyServer implements Closeable {
  public static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** What becomes of a request that was read to its end. */
  @FunctionalInterface
  public interface Behaviour {
    void respond(Exchange exchange) throws IOException;
  }

  private final ServerSocket server;
  private final boolean encrypted;
  private final Behaviour behaviour;
  private final boolean uninvited;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Socket> waiting = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Closeable> others = new CopyOnWriteArrayList<>();
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch abandoned = new CountDownLatch(1);

  /** Has a permit for each head of a response that the client has read. */
  private final Semaphore headsRead = new Semaphore(0);

  private FaultyServer(
      ServerSocket server, boolean encrypted, boolean uninvited, Behaviour behaviour) {
    this.server = server;
    this.encrypted = encrypted;
    this.uninvited = uninvited;
    this.behaviour = behaviour;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "faulty-server");
              thread.setDaemon(true);
              return thread;
            });
  }

  public static FaultyServer responding(Behaviour behaviour) throws IOException {
    return new FaultyServer(new ServerSocket(0, 100, LOOPBACK), false, false, behaviour).started();
  }

  static FaultyServer responding(Behaviour behaviour, HandshakeCertificates certificates)
      throws IOException {
    ServerSocket server =
        certificates.sslContext().getServerSocketFactory().createServerSocket(0, 100, LOOPBACK);
    return new FaultyServer(server, true, false, behaviour).started();
  }

  /** Does something to each connection before it reads from it. */
  public static FaultyServer uninvited(Behaviour behaviour) throws IOException {
    return new FaultyServer(new ServerSocket(0, 100, LOOPBACK), false, true, behaviour).started();
  }

  /** Has a port on which nobody listens. */
  public static FaultyServer refusing() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
    server.close();
    return new FaultyServer(server, false, false, Exchange::reset);
  }

  /** Lets nobody connect: as many wait already as the system lets wait. */
  public static FaultyServer overcrowded() throws IOException {
    FaultyServer full =
        new FaultyServer(new ServerSocket(0, 1, LOOPBACK), false, false, Exchange::reset);
    while (true) {
      Socket socket = new Socket();
      full.waiting.add(socket);
      try {
        socket.connect(new InetSocketAddress(LOOPBACK, full.port()), 100);
      } catch (SocketTimeoutException e) {
        return full;
      }
    }
  }

  private FaultyServer started() {
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              open.add(socket);
              connections.incrementAndGet();
              threads.execute(() -> serve(socket));
            } catch (IOException e) {
              // closed, or the client was faster
            }
          }
        });
    return this;
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      if (uninvited) {
        behaviour.respond(new Exchange(socket, in));
        return;
      }
      while (!socket.isClosed()) {
        Exchange exchange = new Exchange(socket, in);
        if (!exchange.read()) {
          return;
        }
        called.countDown();
        behaviour.respond(exchange);
      }
    } catch (IOException e) {
      // What the client does with its end is looked at there
    } finally {
      open.remove(socket);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return (encrypted ? "https" : "http") + "://127.0.0.1:" + port() + "/";
  }

  /** How many requests came as a whole, that is: what may have had an effect. */
  public int requests() {
    return requests.get();
  }

  public int connections() {
    return connections.get();
  }

  public int openConnections() {
    return open.size();
  }

  public void clientReadHead() {
    headsRead.release();
  }

  /** A server to which this one refers the client; closed with it. */
  public FaultyServer and(FaultyServer other) {
    others.add(other);
    return other;
  }

  public void awaitCall() throws InterruptedException {
    if (!called.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("No request came");
    }
  }

  /** Waits until a client leaves whom the server lets wait. */
  public void awaitAbandonment() throws InterruptedException {
    if (!abandoned.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("The client still waits");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable other : others) {
      other.close();
    }
    for (Socket socket : waiting) {
      socket.close();
    }
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** A request and what may be sent back. */
  public final class Exchange {
    private final Socket socket;
    private final InputStream in;
    private String head = "";
    private byte[] body = {};
    private int number;

    private Exchange(Socket socket, InputStream in) {
      this.socket = socket;
      this.in = in;
    }

    private boolean read() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int state = 0;
      while (state < 4) {
        int next = in.read();
        if (next == -1) {
          return false;
        }
        bytes.write(next);
        state = next == "\r\n\r\n".charAt(state) ? state + 1 : next == '\r' ? 1 : 0;
      }
      head = bytes.toString(ISO_8859_1);
      String length = header("Content-Length");
      if (length != null) {
        body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
          return false;
        }
      }
      number = requests.incrementAndGet();
      return true;
    }

    /** Request line and headers. */
    public String head() {
      return head;
    }

    public String method() {
      return head.substring(0, head.indexOf(' '));
    }

    public String target() {
      return head.split(" ", 3)[1];
    }

    public @Nullable String header(String name) {
      int start = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT));
      return start == -1
          ? null
          : head.substring(start + name.length() + 3, head.indexOf("\r\n", start + 2)).strip();
    }

    public String body() {
      return new String(body, UTF_8);
    }

    /** 1 for the first request to this server. */
    public int number() {
      return number;
    }

    public FaultyServer server() {
      return FaultyServer.this;
    }

    public void send(String bytes) throws IOException {
      send(bytes.getBytes(UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Sends byte by byte, as long as the client takes it, with a pause before each. */
    public void trickle(String bytes) throws IOException {
      socket.setSoTimeout(5);
      for (byte next : bytes.getBytes(UTF_8)) {
        try {
          if (in.read() == -1) {
            return;
          }
        } catch (SocketTimeoutException e) {
          send(new byte[] {next});
        }
      }
    }

    /** Sends nothing until the client has gone. */
    public void stall() throws IOException {
      try {
        while (in.read() != -1) {
          // Nothing more should come, and it would change nothing
        }
      } finally {
        abandoned.countDown();
        socket.close();
      }
    }

    /** Waits until the client has read the head that was sent, before it meets with the rest. */
    public void awaitHeadRead() throws IOException {
      try {
        if (!headsRead.tryAcquire(20, TimeUnit.SECONDS)) {
          throw new AssertionError("The client has not read the head");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    public void close() throws IOException {
      socket.close();
    }
  }
}
