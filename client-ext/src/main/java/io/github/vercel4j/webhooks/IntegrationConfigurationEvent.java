package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The installation was removed, given other projects or moved to another team, {@code
 * integration-configuration.…}.
 *
 * <p>{@code integration-configuration.removed} reaches disabled installations, too: its token and
 * its configuration are gone for good then.
 */
public final class IntegrationConfigurationEvent extends WebhookEvent {
  IntegrationConfigurationEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  /** {@code icfg_…}, by which the installation was stored. */
  public @Nullable String configurationId() {
    return Fields.firstOf(text("configuration", "id"), text("installationId"));
  }

  /** {@code all} or {@code selected}. */
  public @Nullable String projectSelection() {
    return text("configuration", "projectSelection");
  }

  /** The ids of the projects that are selected. */
  public List<String> projectIds() {
    return Fields.texts(payload(), "configuration", "projects");
  }

  /** The projects that a permission upgrade adds. */
  public List<String> addedProjectIds() {
    return Fields.texts(payload(), "projects", "added");
  }

  /** The projects that a permission upgrade takes away. */
  public List<String> removedProjectIds() {
    return Fields.texts(payload(), "projects", "removed");
  }

  /** The team that owned a transferred installation. */
  public @Nullable String previousTeamId() {
    return text("previousTeamId");
  }

  /** The team that owns a transferred installation now; {@link #teamId()} does not name it. */
  public @Nullable String newTeamId() {
    return text("newTeamId");
  }

  /** The marketplace account that owned a transferred installation. */
  public @Nullable String previousAccountId() {
    return text("previousAccountId");
  }

  /** The marketplace account that owns a transferred installation now. */
  public @Nullable String newAccountId() {
    return text("newAccountId");
  }
}
