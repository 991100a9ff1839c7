package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.call.Redactor;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A successful response whose body has not been read.
 *
 * @param redactor masks the secrets of whoever asked for it
 * @param maxBytes how many bytes may be kept of it at a time
 */
public record OpenResponse<T extends @Nullable Object>(
    Template<T> template,
    Redactor redactor,
    Call call,
    Response response,
    long maxBytes,
    int attempts) {}
