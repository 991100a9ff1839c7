@NullMarked
package io.github.vercel4j.testing;

import org.jspecify.annotations.NullMarked;
