package io.github.vercel4j.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The {@code state} that goes out with an install URL and comes back with the callback, so that a
 * service knows the callback of its own user from a forged one (RFC 6749, section 10.12).
 *
 * <p>Keep {@link #value()} in the user's session until the callback comes, and use it once. {@code
 * toString()} masks it.
 */
public final class OAuthState {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
  private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");

  private final String value;

  private OAuthState(String value) {
    this.value = value;
  }

  /** A new state of 256 random bits, which stand in a URL as they are. */
  public static OAuthState create() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return new OAuthState(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /**
   * A state as it was stored, or one of the service's own making, which nobody must be able to
   * guess.
   *
   * @throws IllegalArgumentException where it is blank or holds other than printable ASCII
   *     characters; the message does not print it
   */
  public static OAuthState of(String value) {
    if (value.isBlank() || !PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          value.isBlank()
              ? "The state is blank; OAuthState.create() makes one"
              : "The state holds other than printable ASCII characters");
    }
    return new OAuthState(value);
  }

  /** The state as text, for the session. */
  public String value() {
    return value;
  }

  /**
   * Whether the state of a callback is this one; null is not. The time that it takes tells nothing
   * about where the two differ.
   */
  public boolean matches(@Nullable String received) {
    return received != null
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), received.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The page of Vercel on which the user installs the integration: send the browser there.
   *
   * @param slug the integration's name in its URL, {@code https://vercel.com/integrations/slug}
   * @throws IllegalArgumentException where this can be no slug
   */
  public URI installUrl(String slug) {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "The slug \""
              + slug
              + "\" holds other than letters, digits, \"-\", \"_\", \"~\" and \".\"; pass the last"
              + " part of https://vercel.com/integrations/… alone");
    }
    return new HttpUrl.Builder()
        .scheme("https")
        .host("vercel.com")
        .addPathSegment("integrations")
        .addPathSegment(slug)
        .addPathSegment("new")
        .addQueryParameter("state", value)
        .build()
        .uri();
  }

  @Override
  public String toString() {
    return "OAuthState[***]";
  }
}
