package io.github.vercel4j.api.json;

/** An answer that is a {@link Page}, or a union that can be one. */
public interface Paginated<T> {}
