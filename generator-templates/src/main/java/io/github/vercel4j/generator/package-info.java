/**
 * The code generator "vercel4j" for OpenAPI Generator.
 *
 * <p>Plans are computed here, straight from the specification; the templates only lay them out.
 */
@NullMarked
package io.github.vercel4j.generator;

import org.jspecify.annotations.NullMarked;
