package io.github.vercel4j.internal.http;

import io.github.vercel4j.CallListener;
import io.github.vercel4j.DriftListener;
import io.github.vercel4j.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * What is set for all calls of one client.
 *
 * @param waitsForRateLimits whether calls wait until a spent limit is reset
 * @param maxResponseBytes the most bytes of a response that are read
 * @param product the program that uses the client, as its requests name it; null for none
 */
public record ClientOptions(
    TimeSource timeSource,
    boolean waitsForRateLimits,
    @Nullable CallListener listener,
    @Nullable DriftListener driftListener,
    long maxResponseBytes,
    @Nullable String product) {

  /** The products of the request, the most significant first (RFC 9110, section 10.1.5). */
  String userAgent() {
    String own = "vercel4j/" + Version.OF_CLIENT;
    return product == null ? own : product + " " + own;
  }
}
