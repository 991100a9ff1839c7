package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An event of a project, {@code project.…}: created, removed, renamed, or a rolling release of it.
 *
 * <p>{@code project.created} and {@code project.removed} reach disabled installations, too.
 */
public final class ProjectEvent extends WebhookEvent {
  ProjectEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  public @Nullable String projectId() {
    return Fields.firstOf(text("project", "id"), text("projectId"));
  }

  /** The name now. */
  public @Nullable String projectName() {
    return text("project", "name");
  }

  /** The name before {@code project.renamed}; null for all other types. */
  public @Nullable String previousName() {
    return text("previousName");
  }
}
