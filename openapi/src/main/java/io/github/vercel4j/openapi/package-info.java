/**
 * Patches the pinned contract with one OpenAPI Overlay per scope and checks the outcome: {@link
 * io.github.vercel4j.openapi.Patch}.
 */
@NullMarked
package io.github.vercel4j.openapi;

import org.jspecify.annotations.NullMarked;
