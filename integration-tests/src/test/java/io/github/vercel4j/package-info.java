/** What tests of other packages need from within the client's own. */
@NullMarked
package io.github.vercel4j;

import org.jspecify.annotations.NullMarked;
