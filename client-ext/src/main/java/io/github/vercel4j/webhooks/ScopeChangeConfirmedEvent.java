package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.permissions.GrantedPermissions;
import org.jspecify.annotations.Nullable;

/**
 * The team agreed to the permissions that the integration asks for, {@code
 * integration-configuration.scope-change-confirmed}.
 *
 * <p>The event tells what is granted from now on and not what was before: compare with the
 * permissions that were stored.
 */
public final class ScopeChangeConfirmedEvent extends WebhookEvent {
  ScopeChangeConfirmedEvent(WebhookEventType type, JsonObject json) {
    super(type, json);
  }

  /** Whether the payload tells all permissions; if not, a guess would read as "granted nothing". */
  static boolean hasScopes(JsonObject json) {
    return Fields.value(json, "payload", "configuration", "scopes") instanceof JsonArray scopes
        && scopes.elements().stream().allMatch(JsonString.class::isInstance);
  }

  /** {@code icfg_…}, by which the installation was stored. */
  public @Nullable String configurationId() {
    return text("configuration", "id");
  }

  /** All that the installation may do now. */
  public GrantedPermissions grantedPermissions() {
    return GrantedPermissions.of(Fields.texts(payload(), "configuration", "scopes"));
  }
}
