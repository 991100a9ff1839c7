@NullMarked
package io.github.vercel4j.load;

import org.jspecify.annotations.NullMarked;
