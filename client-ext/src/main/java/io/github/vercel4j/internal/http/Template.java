package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.call.Endpoint;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/** What is made of the arguments of a call: a request that is nobody's yet. */
public record Template<T extends @Nullable Object>(
    Endpoint endpoint, Request request, Converter<ResponseBody, T> decoder) {}
