/** What {@link io.github.vercel4j.testing.VercelMock} is made of; may change at any time. */
@NullMarked
package io.github.vercel4j.testing.internal;

import org.jspecify.annotations.NullMarked;
