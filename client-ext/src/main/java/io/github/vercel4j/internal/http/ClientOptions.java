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
 */
public record ClientOptions(
    TimeSource timeSource,
    boolean waitsForRateLimits,
    @Nullable CallListener listener,
    @Nullable DriftListener driftListener,
    long maxResponseBytes) {}
