package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cause that an error response may have, with what speaks for it and what to do about it.
 *
 * <p>The evidence comes from the request, the response or the known permissions; without any, no
 * cause is named.
 */
public final class Explanation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Why the service responds with an error. */
  public enum Cause {
    /** The installation was disabled, so every call fails. */
    CONFIGURATION_DISABLED,
    /** The token is wrong or was revoked. */
    INVALID_TOKEN,
    /** The token did not reach the service. */
    MISSING_TOKEN,
    /** The exchange's code is too old or was used, or its redirect URI is another one. */
    INVALID_GRANT,
    /** The exchange's client id and secret are not those of an integration. */
    INVALID_CLIENT,
    /** The team admits only members who signed in through its identity provider. */
    SAML_ENFORCED,
    /** The call does not say which team it is about. */
    MISSING_TEAM_ID,
    /** The token does not reach the team that the call names. */
    WRONG_TEAM,
    /** The installation lacks a permission that the operation needs. */
    MISSING_PERMISSION,
    /** The installation reaches selected projects only, and not the one that the call is about. */
    PROJECT_NOT_SELECTED,
    /** The service denies an action by its name, which the permissions alone do not allow. */
    ACTION_DENIED,
    /** The service denies what the call is about by its name; it may be another account's. */
    RESOURCE_DENIED,
    /** The response leads elsewhere, and following it would not be safe. */
    REDIRECTED,
    /** The response does not look like one of Vercel's, so somebody else gave it. */
    NOT_VERCEL,
    /** There may be further causes: what would show them could not be asked for. */
    UNDETERMINED
  }

  private final Cause cause;
  private final String evidence;
  private final String fix;

  private Explanation(Cause cause, String evidence, String fix) {
    this.cause = requireNonNull(cause, "cause");
    this.evidence = requireNonNull(evidence, "evidence");
    this.fix = requireNonNull(fix, "fix");
  }

  /** One for tests; the client makes its own. */
  public static Explanation of(Cause cause, String evidence, String fix) {
    return new Explanation(cause, evidence, fix);
  }

  public Cause cause() {
    return cause;
  }

  /** What speaks for the cause, as sentences. */
  public String evidence() {
    return evidence;
  }

  /** What to do about it, as a sentence. */
  public String fix() {
    return fix;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Explanation that
        && cause == that.cause
        && evidence.equals(that.evidence)
        && fix.equals(that.fix);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cause, evidence, fix);
  }

  @Override
  public String toString() {
    return cause + ": " + evidence + " " + fix;
  }
}
