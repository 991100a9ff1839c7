/** What our client costs, beside others that decode the same bytes into the same properties. */
@NullMarked
package io.github.vercel4j.benchmark;

import org.jspecify.annotations.NullMarked;
