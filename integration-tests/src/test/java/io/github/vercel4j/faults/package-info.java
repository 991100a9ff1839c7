/** The client against servers and callers that do what they should not. */
@NullMarked
package io.github.vercel4j.faults;

import org.jspecify.annotations.NullMarked;
