/** How the client works; not for use by others, and free to change in any version. */
@NullMarked
package io.github.vercel4j.internal;

import org.jspecify.annotations.NullMarked;
