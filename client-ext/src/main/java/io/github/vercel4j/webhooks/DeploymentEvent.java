package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a deployment, {@code deployment.…}: created, ready, failed and so on, or a check of
 * it.
 *
 * <p>Types of tomorrow in this group are such events, too: ask for {@link #type()}.
 */
public final class DeploymentEvent extends WebhookEvent {
  DeploymentEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  /** {@code dpl_…}. */
  public @Nullable String deploymentId() {
    return Fields.firstOf(text("deployment", "id"), text("deploymentId"));
  }

  /** The name of the project as the deployment's URL has it. */
  public @Nullable String deploymentName() {
    return Fields.firstOf(text("deployment", "name"), text("name"));
  }

  /** The host of the deployment, without a scheme. */
  public @Nullable String deploymentUrl() {
    return Fields.firstOf(text("deployment", "url"), text("url"));
  }

  /** Such as {@code githubCommitSha}; values that are no strings are given as JSON. */
  public Map<String, String> meta() {
    Map<String, String> meta = new LinkedHashMap<>();
    Fields.object(payload(), "deployment", "meta")
        .members()
        .forEach((key, value) -> meta.put(key, metaValue(value)));
    return Collections.unmodifiableMap(meta);
  }

  private static String metaValue(JsonValue value) {
    return value instanceof JsonString string ? string.value() : value.toString();
  }

  public @Nullable String projectId() {
    return Fields.firstOf(text("project", "id"), text("projectId"));
  }

  /** {@code production}, {@code staging}, or null for a preview. */
  public @Nullable String target() {
    return text("target");
  }

  /** The aliases that a created deployment is to get; empty for all other types. */
  public List<String> aliases() {
    return Fields.texts(payload(), "alias");
  }

  public List<String> regions() {
    return Fields.texts(payload(), "regions");
  }

  /** The plan of the account, such as {@code pro}. */
  public @Nullable String plan() {
    return text("plan");
  }

  /** The deployment's page in Vercel's dashboard. */
  public @Nullable String deploymentLink() {
    return Fields.firstOf(text("links", "deployment"), text("deployment", "inspectorUrl"));
  }

  /** The project's page in Vercel's dashboard. */
  public @Nullable String projectLink() {
    return text("links", "project");
  }

  /** The check that is to run again; null for all other types. */
  public @Nullable String checkId() {
    return text("check", "id");
  }
}
