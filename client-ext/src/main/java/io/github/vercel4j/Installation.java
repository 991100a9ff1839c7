package io.github.vercel4j;

import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One installation of an integration: what a service stores of it, and all that its calls need.
 *
 * <p>{@code toString()} masks the token.
 */
public final class Installation {
  // The names that the exchange's response has for them
  private static final String ACCESS_TOKEN = "access_token";
  private static final String TEAM_ID = "team_id";
  private static final String CONFIGURATION_ID = "installation_id";
  private static final String USER_ID = "user_id";

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

  /**
   * Reads what {@link #toJson()} wrote, or the response of an exchange as Vercel gave it; keys that
   * are not known are left out.
   *
   * @throws IllegalArgumentException where the text is no such JSON; the message does not print any
   *     of it
   */
  public static Installation fromJson(String json) {
    JsonValue value;
    try {
      value = JsonValue.parse(json);
    } catch (IllegalArgumentException e) {
      // Without the cause: it names the keys around the fault, and what is no JSON can hold
      // anything
      throw new IllegalArgumentException(
          "The " + json.length() + " characters given as an installation are not JSON");
    }
    if (!(value instanceof JsonObject object)) {
      throw new IllegalArgumentException(
          "The JSON given as an installation is " + value.kind() + ", not an object");
    }
    return of(object)
        .withTeamId(text(object, TEAM_ID))
        .withConfigurationId(text(object, CONFIGURATION_ID))
        .withUserId(text(object, USER_ID));
  }

  private static Installation of(JsonObject object) {
    String token = text(object, ACCESS_TOKEN);
    if (token == null) {
      throw new IllegalArgumentException(
          "The JSON given as an installation has no " + ACCESS_TOKEN);
    }
    return of(token);
  }

  private static @Nullable String text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    if (value == null || value instanceof JsonNull) {
      return null;
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw new IllegalArgumentException(
        "The "
            + name
            + " in the JSON given as an installation is "
            + value.kind()
            + ", not a string");
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
  @CheckReturnValue
  public Installation withTeamId(@Nullable String teamId) {
    return new Installation(accessToken, notBlank("teamId", teamId), configurationId, userId);
  }

  /** The same installation with the id of its configuration, {@code icfg_…}. */
  @CheckReturnValue
  public Installation withConfigurationId(@Nullable String configurationId) {
    return new Installation(
        accessToken, teamId, notBlank("configurationId", configurationId), userId);
  }

  /** The same installation with the id of the user who installed the integration. */
  @CheckReturnValue
  public Installation withUserId(@Nullable String userId) {
    return new Installation(accessToken, teamId, configurationId, notBlank("userId", userId));
  }

  private static @Nullable String notBlank(String name, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException("The " + name + " is blank; null stands for none");
    }
    return value;
  }

  /**
   * All that is needed to have the installation back, <em>the token included</em>: store it where
   * secrets may stand. The names are those of the exchange's response, such as {@code team_id}.
   */
  public String toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put(ACCESS_TOKEN, JsonValue.of(accessToken));
    members.put(CONFIGURATION_ID, orNull(configurationId));
    members.put(USER_ID, orNull(userId));
    members.put(TEAM_ID, orNull(teamId));
    return JsonValue.of(members).toString();
  }

  private static JsonValue orNull(@Nullable String value) {
    return value == null ? JsonValue.NULL : JsonValue.of(value);
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
