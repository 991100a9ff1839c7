package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a domain, {@code domain.…}, of its certificate, or of its place in a project, {@code
 * project.domain.…}.
 */
public final class DomainEvent extends WebhookEvent {
  DomainEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  /** The domain; the new one where a project changed it. Null for events of a certificate. */
  public @Nullable String domainName() {
    return Fields.firstOf(text("domain", "name"), text("next", "domain"), text("zone"));
  }

  /** The names that a certificate could not be made for; empty for all other types. */
  public List<String> dnsNames() {
    return Fields.texts(payload(), "dnsNames");
  }

  /** The project that has the domain now; null for {@code domain.…}. */
  public @Nullable String projectId() {
    return Fields.firstOf(text("project", "id"), text("to", "projectId"), text("projectId"));
  }
}
