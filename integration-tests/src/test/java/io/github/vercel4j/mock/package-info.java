@NullMarked
package io.github.vercel4j.mock;

import org.jspecify.annotations.NullMarked;
