/** What a failure means: error bodies and explanations. */
@NullMarked
package io.github.vercel4j.internal.errors;

import org.jspecify.annotations.NullMarked;
