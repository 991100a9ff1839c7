package io.github.vercel4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One installation of an integration: what a service stores of it, and all that its calls need.
 *
 * <p>{@code toString()} masks the token.
 */
public final class Installation {
  private final String accessToken;
  private final @Nullable String teamId;
  private final @Nullable String configurationId;
  private final @Nullable String userId;

  private Installation(
      String accessToken,
      @Nullable String teamId,
      @Nullable String configurationId,
      @Nullable String userId) {
    this.accessToken = accessToken;
    this.teamId = teamId;
    this.configurationId = configurationId;
    this.userId = userId;
  }

  /**
   * An installation of which only the token is known.
   *
   * @throws IllegalArgumentException where this cannot be a token; the message does not print it
   */
  public static Installation of(String accessToken) {
    checkToken(accessToken);
    return new Installation(accessToken, null, null, null);
  }

  private static void checkToken(@Nullable String token) {
    if (token == null) {
      throw new IllegalArgumentException("The access token is null");
    }
    if (token.isBlank()) {
      throw new IllegalArgumentException("The access token is blank");
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        String kind =
            c == '\n' || c == '\r'
                ? "a line break"
                : c == ' ' ? "a space" : c > 0x7f ? "a non-ASCII character" : "a control character";
        throw new IllegalArgumentException(
            "The access token holds "
                + kind
                + " at position "
                + (i + 1)
                + " of "
                + token.length()
                + "; pass the bare token, without quotes, \"Bearer\" or the end of a line");
      }
    }
  }

  /** The same installation as one of a team; null makes it one of a personal account. */
  public Installation withTeamId(@Nullable String teamId) {
    return new Installation(accessToken, notBlank("teamId", teamId), configurationId, userId);
  }

  /** The same installation with the id of its configuration, {@code icfg_…}. */
  public Installation withConfigurationId(@Nullable String configurationId) {
    return new Installation(
        accessToken, teamId, notBlank("configurationId", configurationId), userId);
  }

  /** The same installation with the id of the user who installed the integration. */
  public Installation withUserId(@Nullable String userId) {
    return new Installation(accessToken, teamId, configurationId, notBlank("userId", userId));
  }

  private static @Nullable String notBlank(String name, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException("The " + name + " is blank; null stands for none");
    }
    return value;
  }

  public String accessToken() {
    return accessToken;
  }

  /** The team that installed the integration, or null for a personal account. */
  public @Nullable String teamId() {
    return teamId;
  }

  /** The id of the installation's configuration, {@code icfg_…}. */
  public @Nullable String configurationId() {
    return configurationId;
  }

  /** The user who installed the integration. */
  public @Nullable String userId() {
    return userId;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Installation that
        && accessToken.equals(that.accessToken)
        && Objects.equals(teamId, that.teamId)
        && Objects.equals(configurationId, that.configurationId)
        && Objects.equals(userId, that.userId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessToken, teamId, configurationId, userId);
  }

  @Override
  public String toString() {
    return "Installation[accessToken=***, teamId="
        + teamId
        + ", configurationId="
        + configurationId
        + ", userId="
        + userId
        + "]";
  }
}
