/** What became of environment variables that were set. */
@NullMarked
package io.github.vercel4j.environment;

import org.jspecify.annotations.NullMarked;
