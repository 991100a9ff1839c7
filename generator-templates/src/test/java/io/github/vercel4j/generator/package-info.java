@NullMarked
package io.github.vercel4j.generator;

import org.jspecify.annotations.NullMarked;
