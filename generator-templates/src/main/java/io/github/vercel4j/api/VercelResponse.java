package io.github.vercel4j.api;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** A successful answer with what stood around its body. */
public record VercelResponse<T extends @Nullable Object>(int status, Headers headers, T body) {}
