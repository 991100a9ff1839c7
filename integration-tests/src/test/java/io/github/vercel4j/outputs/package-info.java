/** The committed files that the build makes: what they hold, and that they are current. */
@NullMarked
package io.github.vercel4j.outputs;

import org.jspecify.annotations.NullMarked;
