/**
 * Takes a new upstream document in: pins, patches and validates it, and says in a review what of it
 * changes the client: {@link io.github.vercel4j.openapi.bump.Bump}.
 */
@NullMarked
package io.github.vercel4j.openapi.bump;

import org.jspecify.annotations.NullMarked;
