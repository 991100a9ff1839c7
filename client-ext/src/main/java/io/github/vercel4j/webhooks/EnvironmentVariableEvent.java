package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/** An environment variable was created, updated or deleted, {@code project.env-variable.…}. */
public final class EnvironmentVariableEvent extends WebhookEvent {
  EnvironmentVariableEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  public @Nullable String projectId() {
    return Fields.firstOf(text("projectId"), text("project", "id"));
  }

  public @Nullable String environmentVariableId() {
    return text("envVarId");
  }
}
