/**
 * What generated code and the client's converters stand on; not for users, and changes at any time.
 */
@NullMarked
package io.github.vercel4j.runtime;

import org.jspecify.annotations.NullMarked;
