package io.github.vercel4j.internal.http;

import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer whose body has not been read.
 *
 * @param most how many bytes may be kept of it at a time
 */
public record Opened<T extends @Nullable Object>(
    Template<T> template, Call call, Response response, long most, int attempts) {}
