package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.WebhookEventType.INTEGRATION_CONFIGURATION_SCOPE_CHANGE_CONFIRMED;

import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.webhooks.SignedBody.UnreadableException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook tells. There is a class for each kind of payload rather than for each type, and
 * {@link UnknownEvent} for all others.
 *
 * <p>Nothing received is lost: {@link #json()} is the whole event. An accessor is null where the
 * service left its value out, sent null or sent something of another kind.
 *
 * <p>Vercel retries an event until it gets a 2xx within 30 seconds, and gives up after 24 hours:
 * the same {@link #id()} may come twice. To a disabled installation it sends only {@code
 * project.created}, {@code project.removed} and {@code integration-configuration.removed}, and its
 * drains get nothing.
 */
public abstract sealed class WebhookEvent
    permits DeploymentEvent,
        ProjectEvent,
        EnvironmentVariableEvent,
        DomainEvent,
        IntegrationConfigurationEvent,
        ScopeChangeConfirmedEvent,
        UnknownEvent {
  private final WebhookEventType type;
  private final JsonObject json;

  WebhookEvent(WebhookEventType type, JsonObject json) {
    this.type = type;
    this.json = json;
  }

  /**
   * Reads an event, such as one that was verified before and stored, without a signature.
   *
   * @throws InvalidDeliveryException where it is not a JSON object with a type
   */
  public static WebhookEvent parse(String json) {
    try {
      return of(SignedBody.object(json));
    } catch (UnreadableException e) {
      throw new InvalidDeliveryException(400, "The event " + e.problem(), e);
    }
  }

  static WebhookEvent of(JsonObject json) throws UnreadableException {
    if (!(json.get("type") instanceof JsonString name) || name.value().isBlank()) {
      throw new UnreadableException("has no type");
    }
    WebhookEventType type = WebhookEventType.of(name.value());
    if (type.isIn("deployment")) {
      return new DeploymentEvent(type, json);
    }
    if (type.isIn("project.env-variable")) {
      return new EnvironmentVariableEvent(type, json);
    }
    if (type.isIn("project.domain") || type.isIn("domain")) {
      return new DomainEvent(type, json);
    }
    if (type.isIn("project")) {
      return new ProjectEvent(type, json);
    }
    if (type.equals(INTEGRATION_CONFIGURATION_SCOPE_CHANGE_CONFIRMED)) {
      return ScopeChangeConfirmedEvent.hasScopes(json)
          ? new ScopeChangeConfirmedEvent(type, json)
          : new UnknownEvent(type, json);
    }
    if (type.isIn("integration-configuration")) {
      return new IntegrationConfigurationEvent(type, json);
    }
    return new UnknownEvent(type, json);
  }

  /** The id of the delivery; the same when it is retried. */
  public final @Nullable String id() {
    return Fields.text(json, "id");
  }

  public final WebhookEventType type() {
    return type;
  }

  public final @Nullable Instant createdAt() {
    return Fields.time(json, "createdAt");
  }

  /** Where it happened, such as {@code sfo1}. */
  public final @Nullable String region() {
    return Fields.text(json, "region");
  }

  /** The team that it happened in; null for a personal account. */
  public final @Nullable String teamId() {
    return Fields.firstOf(
        Fields.text(json, "payload", "team", "id"),
        Fields.text(json, "payload", "teamId"),
        Fields.text(json, "teamId"));
  }

  /** The user who caused it. */
  public final @Nullable String userId() {
    return Fields.firstOf(
        Fields.text(json, "payload", "user", "id"),
        Fields.text(json, "payload", "userId"),
        Fields.text(json, "userId"));
  }

  /** What is particular to this type; empty where the service sent no object. */
  public final JsonObject payload() {
    return Fields.object(json, "payload");
  }

  /** All that was received. */
  public final JsonObject json() {
    return json;
  }

  final @Nullable String text(String... path) {
    return Fields.text(payload(), path);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof WebhookEvent that
        && getClass() == that.getClass()
        && json.equals(that.json);
  }

  @Override
  public final int hashCode() {
    return json.hashCode();
  }

  /** Type, id and time; a payload can hold anything. */
  @Override
  public final String toString() {
    return getClass().getSimpleName()
        + "[type="
        + type
        + ", id="
        + id()
        + ", createdAt="
        + createdAt()
        + "]";
  }
}
