@NullMarked
package io.github.vercel4j.runtime;

import org.jspecify.annotations.NullMarked;
