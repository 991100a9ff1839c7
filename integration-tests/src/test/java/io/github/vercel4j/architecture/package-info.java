@NullMarked
package io.github.vercel4j.architecture;

import org.jspecify.annotations.NullMarked;
