/**
 * What Vercel sends to a service of its own accord: webhooks of an integration, and the batches of
 * drains.
 *
 * <p>{@link io.github.vercel4j.webhooks.WebhookReceiver} and {@link
 * io.github.vercel4j.webhooks.DrainReceiver} check a signature and read the body. They take bytes
 * and the value of a header, so they fit any server.
 */
@NullMarked
package io.github.vercel4j.webhooks;

import org.jspecify.annotations.NullMarked;
