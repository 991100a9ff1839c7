@NullMarked
package io.github.vercel4j.openapi.bump;

import org.jspecify.annotations.NullMarked;
