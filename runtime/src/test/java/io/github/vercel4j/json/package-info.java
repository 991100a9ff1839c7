@NullMarked
package io.github.vercel4j.json;

import org.jspecify.annotations.NullMarked;
