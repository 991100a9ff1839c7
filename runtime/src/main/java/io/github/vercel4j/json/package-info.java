/**
 * What generated models have in common: values that keep whatever the service sent.
 *
 * <p>An unknown key, an unexpected null, a value of another type or an enum value of tomorrow stays
 * readable and is written back as it came.
 */
@NullMarked
package io.github.vercel4j.json;

import org.jspecify.annotations.NullMarked;
