@NullMarked
package io.github.vercel4j.openapi.pin;

import org.jspecify.annotations.NullMarked;
