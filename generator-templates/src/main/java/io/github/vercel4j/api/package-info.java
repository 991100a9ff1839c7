/**
 * Vercel's REST API as Java interfaces, one for each group of operations.
 *
 * <p>Each method returns a {@link io.github.vercel4j.api.VercelCall} that runs blocking or
 * asynchronously; {@code Operation} lists every operation with the permissions that it needs. No
 * type is null here unless it says {@code @Nullable}.
 */
@NullMarked
package io.github.vercel4j.api;

import org.jspecify.annotations.NullMarked;
