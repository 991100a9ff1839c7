package io.github.vercel4j;

import java.io.Serializable;

/**
 * A cause that an error response may have, with what speaks for it and what to do about it.
 *
 * <p>The evidence comes from the request, the response or the known permissions; without any, no
 * cause is named.
 */
public record Explanation(Cause cause, String evidence, String fix) implements Serializable {
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
    /** The service denies an action or resource by its name, although the permissions allow it. */
    ACTION_DENIED,
    /** The response leads elsewhere, and following it would not be safe. */
    REDIRECTED,
    /** There may be further causes: what would show them could not be asked for. */
    UNDETERMINED
  }

  @Override
  public String toString() {
    return cause + ": " + evidence + " " + fix;
  }
}
