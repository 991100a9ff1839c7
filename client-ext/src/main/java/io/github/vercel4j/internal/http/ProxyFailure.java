package io.github.vercel4j.internal.http;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a proxy between client and service said, which OkHttp and the JDK tell in messages only. */
final class ProxyFailure {
  static final String NO_ACCESS =
      "The proxy did not accept the credentials, or got none (407): look at the proxy"
          + " authenticator of the HTTP client";

  private static final Pattern TUNNEL =
      Pattern.compile("Unexpected response code for CONNECT: (\\d+)");

  private ProxyFailure() {}

  /** The failure, in words that name the proxy where it was the proxy's. */
  static IOException explained(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (isAuthentication(message)) {
      return new IOException(NO_ACCESS, e);
    }
    Matcher tunnel = TUNNEL.matcher(message);
    return tunnel.matches()
        ? new IOException("The proxy made no connection, but responded " + tunnel.group(1), e)
        : e;
  }

  /**
   * Whether the proxy would say the same again, and may even lock an account that asks too often.
   */
  static boolean isFinal(IOException e) {
    String message = String.valueOf(e.getMessage());
    Matcher tunnel = TUNNEL.matcher(message);
    return isAuthentication(message)
        || message.equals("SOCKS: Connection not allowed by ruleset")
        || (tunnel.matches() && isFinal(Integer.parseInt(tunnel.group(1))));
  }

  private static boolean isFinal(int status) {
    return status < 500 && status != 408 && status != 425 && status != 429;
  }

  private static boolean isAuthentication(String message) {
    return message.equals("Failed to authenticate with proxy")
        || message.equals("SOCKS : authentication failed")
        || message.equals("SOCKS : No acceptable methods");
  }
}
