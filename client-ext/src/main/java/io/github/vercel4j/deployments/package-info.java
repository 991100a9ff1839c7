/** Deployments out of files, and what happens to them. */
@NullMarked
package io.github.vercel4j.deployments;

import org.jspecify.annotations.NullMarked;
