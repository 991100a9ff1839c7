@NullMarked
package io.github.vercel4j;

import org.jspecify.annotations.NullMarked;
