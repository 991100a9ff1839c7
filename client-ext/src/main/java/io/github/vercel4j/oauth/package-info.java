/** The way from an install link to a code: state, callback and exchange. */
@NullMarked
package io.github.vercel4j.oauth;

import org.jspecify.annotations.NullMarked;
