package io.github.vercel4j.internal;

import io.github.vercel4j.api.Operation;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/** What Retrofit makes of the arguments of a call: a request that is nobody's yet. */
record Template<T extends @Nullable Object>(
    Operation operation, Request request, Converter<ResponseBody, T> decoder) {}
