@NullMarked
package io.github.vercel4j.internal.http;

import org.jspecify.annotations.NullMarked;
