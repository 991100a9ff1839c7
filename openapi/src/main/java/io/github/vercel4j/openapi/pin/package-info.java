/**
 * Turns an upstream OpenAPI document into the pinned contract: the operations of the documented
 * scopes, reduced to facts, with every object, enum and union hoisted to a named component.
 */
@NullMarked
package io.github.vercel4j.openapi.pin;

import org.jspecify.annotations.NullMarked;
