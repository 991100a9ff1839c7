@NullMarked
package io.github.vercel4j.contract;

import org.jspecify.annotations.NullMarked;
