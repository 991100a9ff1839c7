/** What an installation may do, and what changes of scopes mean for it. */
@NullMarked
package io.github.vercel4j.permissions;

import org.jspecify.annotations.NullMarked;
