/** How one call goes over the wire: its attempts, requests and responses. */
@NullMarked
package io.github.vercel4j.internal.http;

import org.jspecify.annotations.NullMarked;
