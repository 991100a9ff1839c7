@NullMarked
package io.github.vercel4j.internal;

import org.jspecify.annotations.NullMarked;
