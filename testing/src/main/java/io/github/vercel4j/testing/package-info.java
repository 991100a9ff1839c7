/**
 * A mock of Vercel's API for tests: {@link io.github.vercel4j.testing.VercelMock} starts <a
 * href="https://github.com/stoplightio/prism">Prism</a> on the patched OpenAPI document, which
 * checks each request and responds as the document says.
 */
@NullMarked
package io.github.vercel4j.testing;

import org.jspecify.annotations.NullMarked;
