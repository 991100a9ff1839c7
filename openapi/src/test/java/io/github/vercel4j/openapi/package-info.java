@NullMarked
package io.github.vercel4j.openapi;

import org.jspecify.annotations.NullMarked;
