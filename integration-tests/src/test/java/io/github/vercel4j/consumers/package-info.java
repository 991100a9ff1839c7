@NullMarked
package io.github.vercel4j.consumers;

import org.jspecify.annotations.NullMarked;
