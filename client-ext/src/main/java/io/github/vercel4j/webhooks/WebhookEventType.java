package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.OpenEnum;
import java.util.HashMap;
import java.util.Map;

/**
 * What happened. The set is open: the type of an event that has no constant here keeps its name.
 *
 * <p>Vercel spells some types in more than one way, such as {@code domain.certificate.add} and
 * {@code domain.certificate-add}, and webhooks that were made long ago deliver {@code
 * deployment-ready} for {@code deployment.ready}. All spellings are one constant, whose {@link
 * #value()} is the one with dots, if there is one; {@link WebhookEvent#json()} has the spelling
 * that was received.
 */
public final class WebhookEventType extends OpenEnum {
  /** By the name with dots for dashes, in which all spellings agree. */
  private static final Map<String, WebhookEventType> KNOWN = new HashMap<>();

  /** Old webhooks call it {@code deployment}. */
  public static final WebhookEventType DEPLOYMENT_CREATED =
      known("deployment.created", "deployment");

  /** The deployment is ready, and the checks that could hold it back have passed. */
  public static final WebhookEventType DEPLOYMENT_SUCCEEDED = known("deployment.succeeded");

  public static final WebhookEventType DEPLOYMENT_READY = known("deployment.ready");
  public static final WebhookEventType DEPLOYMENT_ERROR = known("deployment.error");
  public static final WebhookEventType DEPLOYMENT_CANCELED = known("deployment.canceled");
  public static final WebhookEventType DEPLOYMENT_BLOCKED = known("deployment.blocked");
  public static final WebhookEventType DEPLOYMENT_PROMOTED = known("deployment.promoted");
  public static final WebhookEventType DEPLOYMENT_ROLLBACK = known("deployment.rollback");
  public static final WebhookEventType DEPLOYMENT_CLEANUP = known("deployment.cleanup");

  /** Only from old webhooks: built, and waiting for its checks. */
  public static final WebhookEventType DEPLOYMENT_PREPARED = known("deployment-prepared");

  /** Only from old webhooks. */
  public static final WebhookEventType DEPLOYMENT_CHECKS_COMPLETED =
      known("deployment-checks-completed");

  public static final WebhookEventType DEPLOYMENT_CHECKS_FAILED = known("deployment.checks.failed");
  public static final WebhookEventType DEPLOYMENT_CHECKS_SUCCEEDED =
      known("deployment.checks.succeeded");

  /** A user asks for a check to run again. */
  public static final WebhookEventType DEPLOYMENT_CHECK_REREQUESTED =
      known("deployment.check-rerequested");

  public static final WebhookEventType DEPLOYMENT_CHECKRUN_START =
      known("deployment.checkrun.start");
  public static final WebhookEventType DEPLOYMENT_CHECKRUN_CANCEL =
      known("deployment.checkrun.cancel");
  public static final WebhookEventType DEPLOYMENT_INTEGRATION_ACTION_START =
      known("deployment.integration.action.start");
  public static final WebhookEventType DEPLOYMENT_INTEGRATION_ACTION_CANCEL =
      known("deployment.integration.action.cancel");
  public static final WebhookEventType DEPLOYMENT_INTEGRATION_ACTION_CLEANUP =
      known("deployment.integration.action.cleanup");

  /** Sent to disabled installations, too. */
  public static final WebhookEventType PROJECT_CREATED = known("project.created");

  /** Sent to disabled installations, too. */
  public static final WebhookEventType PROJECT_REMOVED = known("project.removed");

  public static final WebhookEventType PROJECT_RENAMED = known("project.renamed");
  public static final WebhookEventType PROJECT_ROLLING_RELEASE_STARTED =
      known("project.rolling-release.started");
  public static final WebhookEventType PROJECT_ROLLING_RELEASE_APPROVED =
      known("project.rolling-release.approved");
  public static final WebhookEventType PROJECT_ROLLING_RELEASE_COMPLETED =
      known("project.rolling-release.completed");
  public static final WebhookEventType PROJECT_ROLLING_RELEASE_ABORTED =
      known("project.rolling-release.aborted");
  public static final WebhookEventType PROJECT_ENV_VARIABLE_CREATED =
      known("project.env-variable.created");
  public static final WebhookEventType PROJECT_ENV_VARIABLE_UPDATED =
      known("project.env-variable.updated");
  public static final WebhookEventType PROJECT_ENV_VARIABLE_DELETED =
      known("project.env-variable.deleted");
  public static final WebhookEventType PROJECT_DOMAIN_CREATED = known("project.domain.created");
  public static final WebhookEventType PROJECT_DOMAIN_UPDATED = known("project.domain.updated");
  public static final WebhookEventType PROJECT_DOMAIN_DELETED = known("project.domain.deleted");
  public static final WebhookEventType PROJECT_DOMAIN_VERIFIED = known("project.domain.verified");
  public static final WebhookEventType PROJECT_DOMAIN_UNVERIFIED =
      known("project.domain.unverified");
  public static final WebhookEventType PROJECT_DOMAIN_MOVED = known("project.domain.moved");

  public static final WebhookEventType DOMAIN_CREATED = known("domain.created");
  public static final WebhookEventType DOMAIN_DNS_RECORDS_CHANGED =
      known("domain.dns.records.changed");
  public static final WebhookEventType DOMAIN_TRANSFER_IN_STARTED =
      known("domain.transfer-in.started");
  public static final WebhookEventType DOMAIN_TRANSFER_IN_COMPLETED =
      known("domain.transfer-in.completed");
  public static final WebhookEventType DOMAIN_TRANSFER_IN_FAILED =
      known("domain.transfer-in.failed");
  public static final WebhookEventType DOMAIN_CERTIFICATE_ADD = known("domain.certificate.add");
  public static final WebhookEventType DOMAIN_CERTIFICATE_ADD_FAILED =
      known("domain.certificate.add.failed");
  public static final WebhookEventType DOMAIN_CERTIFICATE_RENEW = known("domain.certificate.renew");
  public static final WebhookEventType DOMAIN_CERTIFICATE_RENEW_FAILED =
      known("domain.certificate.renew.failed");
  public static final WebhookEventType DOMAIN_CERTIFICATE_DELETED =
      known("domain.certificate.deleted");
  public static final WebhookEventType DOMAIN_RENEWAL = known("domain.renewal");
  public static final WebhookEventType DOMAIN_RENEWAL_FAILED = known("domain.renewal.failed");
  public static final WebhookEventType DOMAIN_AUTO_RENEW_CHANGED =
      known("domain.auto-renew.changed");

  /** The integration was uninstalled. Sent to disabled installations, too. */
  public static final WebhookEventType INTEGRATION_CONFIGURATION_REMOVED =
      known("integration-configuration.removed");

  /** A user chose other projects. Old webhooks call it {@code …-permission-updated}. */
  public static final WebhookEventType INTEGRATION_CONFIGURATION_PERMISSION_UPGRADED =
      known(
          "integration-configuration.permission-upgraded",
          "integration-configuration-permission-updated");

  /** A user confirmed the permissions that the integration had asked for. */
  public static final WebhookEventType INTEGRATION_CONFIGURATION_SCOPE_CHANGE_CONFIRMED =
      known("integration-configuration.scope-change-confirmed");

  /** The installation belongs to another team now. */
  public static final WebhookEventType INTEGRATION_CONFIGURATION_TRANSFERRED =
      known("integration-configuration.transferred");

  private WebhookEventType(String value, boolean known) {
    super(value, known);
  }

  private static WebhookEventType known(String... spellings) {
    WebhookEventType type = new WebhookEventType(spellings[0], true);
    for (String spelling : spellings) {
      KNOWN.put(withDots(spelling), type);
    }
    return type;
  }

  /** The type of that name in any of its spellings. */
  public static WebhookEventType of(String name) {
    WebhookEventType type = KNOWN.get(withDots(name));
    return type == null ? new WebhookEventType(name, false) : type;
  }

  /** Whether the type is one of a group such as {@code project.domain}, however it is spelled. */
  boolean isIn(String group) {
    return withDots(value()).startsWith(withDots(group) + ".");
  }

  private static String withDots(String name) {
    return name.replace('-', '.');
  }
}
