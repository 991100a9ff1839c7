@NullMarked
package io.github.vercel4j.internal.tasks;

import org.jspecify.annotations.NullMarked;
