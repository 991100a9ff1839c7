/**
 * A client for Vercel integrations.
 *
 * <p>Start with {@link io.github.vercel4j.VercelClient}: it exchanges the code of a new
 * installation and calls the API on behalf of any number of installations. Every failure is a
 * {@link io.github.vercel4j.VercelException}. No type is null here unless it says
 * {@code @Nullable}.
 */
@NullMarked
package io.github.vercel4j;

import org.jspecify.annotations.NullMarked;
