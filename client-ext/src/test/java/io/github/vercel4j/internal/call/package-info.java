@NullMarked
package io.github.vercel4j.internal.call;

import org.jspecify.annotations.NullMarked;
