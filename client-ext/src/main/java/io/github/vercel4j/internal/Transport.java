package io.github.vercel4j.internal;

import io.github.vercel4j.CallListener;
import io.github.vercel4j.Timing;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What all calls of one client share. */
record Transport(
    OkHttpClient http,
    Timing timing,
    RateLimits rateLimits,
    boolean waitsForRateLimits,
    @Nullable CallListener listener,
    long maxAnswerBytes,
    AtomicBoolean closed) {}
