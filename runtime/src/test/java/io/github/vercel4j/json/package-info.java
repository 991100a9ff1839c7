@NullMarked
package io.github.vercel4j.api.json;

import org.jspecify.annotations.NullMarked;
