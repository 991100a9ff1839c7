package io.github.vercel4j.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * This machine as a host, to which tokens may travel unencrypted as long as they do not leave it.
 */
public final class Loopback {
  private static final Pattern HOST =
      Pattern.compile("localhost|.*\\.localhost|127(\\.\\d+){3}|::1");

  private Loopback() {}

  /** Whether a host of a URL is this machine by its name. */
  public static boolean isLoopback(String host) {
    return HOST.matcher(host).matches();
  }

  /** Whether a proxy is on another machine. */
  public static boolean isElsewhere(@Nullable Proxy proxy) {
    return proxy != null
        && proxy.address() instanceof InetSocketAddress address
        && (address.isUnresolved()
            ? !isLoopback(address.getHostString())
            : !address.getAddress().isLoopbackAddress());
  }

  /**
   * Lets no request to this machine leave it, be it by a proxy of the JVM or since a name resolves
   * to another machine. A proxy that the client names itself is left: it is on this machine, too.
   */
  static void keepWithin(OkHttpClient.Builder http, OkHttpClient client) {
    http.proxySelector(new Direct(client.proxySelector()));
    Dns dns = client.dns();
    http.dns(host -> isLoopback(host) ? local(host, dns.lookup(host)) : dns.lookup(host));
  }

  private static List<InetAddress> local(String host, List<InetAddress> addresses)
      throws UnknownHostException {
    for (InetAddress address : addresses) {
      if (!address.isLoopbackAddress()) {
        throw new UnknownHostException(
            host
                + " is "
                + address.getHostAddress()
                + " and not this machine: the token would travel unencrypted, unless the builder"
                + " of the client says allowPlainHttp()");
      }
    }
    return addresses;
  }

  /** Selects no proxy for this machine. */
  private static final class Direct extends ProxySelector {
    private final ProxySelector other;

    Direct(ProxySelector other) {
      this.other = other;
    }

    @Override
    public List<Proxy> select(URI uri) {
      String host = uri.getHost();
      boolean local =
          "http".equalsIgnoreCase(uri.getScheme())
              && host != null
              && isLoopback(host.replace("[", "").replace("]", ""));
      return local ? List.of(Proxy.NO_PROXY) : other.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      other.connectFailed(uri, address, failure);
    }
  }
}
