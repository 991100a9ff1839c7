/** The program of the README, runnable. */
@NullMarked
package io.github.vercel4j.quickstart;

import org.jspecify.annotations.NullMarked;
