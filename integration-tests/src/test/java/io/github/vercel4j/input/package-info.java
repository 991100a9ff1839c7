/**
 * Whatever the service sends: documents of every model and union, made from the patched OpenAPI
 * document and then broken in many ways.
 */
@NullMarked
package io.github.vercel4j.input;

import org.jspecify.annotations.NullMarked;
