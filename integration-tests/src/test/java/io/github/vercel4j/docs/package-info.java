/** What the pages under {@code docs} show, as programs that run. */
@NullMarked
package io.github.vercel4j.docs;

import org.jspecify.annotations.NullMarked;
