package io.github.vercel4j.json;

/** A response that is a {@link Page}, or a union that can be one. */
public interface PageResponse<T> {}
