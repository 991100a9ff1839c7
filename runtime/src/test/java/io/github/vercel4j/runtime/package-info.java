@NullMarked
package io.github.vercel4j.api;

import org.jspecify.annotations.NullMarked;
