package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;

/**
 * An event whose payload this version of the client does not know: of another group, such as {@code
 * marketplace.…}, or not of the form that its type promises.
 *
 * <p>Respond with a 2xx as to any other, or its delivery is retried.
 */
public final class UnknownEvent extends WebhookEvent {
  UnknownEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }
}
