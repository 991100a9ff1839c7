package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.call.Caller;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer whose body has not been read.
 *
 * @param caller on whose behalf it was asked for
 * @param most how many bytes may be kept of it at a time
 */
record Opened<T extends @Nullable Object>(
    Template<T> template, Caller caller, Call call, Response response, long most, int attempts) {}
