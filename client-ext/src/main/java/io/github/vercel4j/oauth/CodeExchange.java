package io.github.vercel4j.oauth;

import io.github.vercel4j.json.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange of an installation's code for its token needs.
 *
 * <p>{@code toString()} masks the client secret and the code.
 */
public final class CodeExchange {
  private final String clientId;
  private final String clientSecret;
  private final String code;
  private final String redirectUri;

  private CodeExchange(Builder builder) {
    this.clientId = required("clientId", builder.clientId);
    this.clientSecret = required("clientSecret", builder.clientSecret);
    this.code = required("code", builder.code);
    this.redirectUri = required("redirectUri", builder.redirectUri);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "CodeExchange needs a " + name + ", and it is " + (value == null ? "missing" : "blank"));
    }
    return value;
  }

  @CheckReturnValue
  public static Builder builder() {
    return new Builder();
  }

  /** The client id in the Integrations Console, {@code oac_…}. */
  public String clientId() {
    return clientId;
  }

  /** The client secret in the Integrations Console. */
  public String clientSecret() {
    return clientSecret;
  }

  /** The code that the callback brought; it lives for 30 minutes and works once. */
  public String code() {
    return code;
  }

  /** The redirect URL, exactly as it stands in the Integrations Console. */
  public String redirectUri() {
    return redirectUri;
  }

  @Override
  public String toString() {
    return "CodeExchange[clientId="
        + clientId
        + ", clientSecret=***, code=***, redirectUri="
        + redirectUri
        + "]";
  }

  /** Collects the four values, all of which are required. */
  public static final class Builder {
    private @Nullable String clientId;
    private @Nullable String clientSecret;
    private @Nullable String code;
    private @Nullable String redirectUri;

    private Builder() {}

    public Builder clientId(String clientId) {
      this.clientId = clientId;
      return this;
    }

    public Builder clientSecret(String clientSecret) {
      this.clientSecret = clientSecret;
      return this;
    }

    public Builder code(String code) {
      this.code = code;
      return this;
    }

    public Builder redirectUri(String redirectUri) {
      this.redirectUri = redirectUri;
      return this;
    }

    /**
     * The exchange.
     *
     * @throws IllegalArgumentException where a value is missing or blank
     */
    @CheckReturnValue
    public CodeExchange build() {
      return new CodeExchange(this);
    }
  }
}
