package io.github.vercel4j.oauth;

import io.github.vercel4j.VercelClient;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The request by which Vercel sends the browser back to the integration's redirect URL after an
 * installation.
 *
 * <p>Whoever sends the browser decides what it holds: before the code is exchanged, compare the
 * {@link #state()} where the service has sent one. {@code toString()} masks code and state.
 */
public final class OAuthCallback {
  private static final String CODE = "code";
  private static final String STATE = "state";
  private static final String ERROR = "error";
  private static final String ERROR_DESCRIPTION = "error_description";
  private static final String CONFIGURATION_ID = "configurationId";
  private static final String TEAM_ID = "teamId";
  private static final String NEXT = "next";
  private static final String SOURCE = "source";
  private static final String CURRENT_PROJECT_ID = "currentProjectId";
  private static final String EXTERNAL_ID = "external-id";
  private static final Set<String> KNOWN =
      Set.of(
          CODE,
          STATE,
          ERROR,
          ERROR_DESCRIPTION,
          CONFIGURATION_ID,
          TEAM_ID,
          NEXT,
          SOURCE,
          CURRENT_PROJECT_ID,
          EXTERNAL_ID);

  /** A URL or the path of one, unlike a query: {@code ?} may stand in a query's values, too. */
  private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://|[/?]).*");

  /** No form of an authority that a browser may read otherwise than we do. */
  private static final Pattern PLAIN_HTTPS =
      Pattern.compile("https://[A-Za-z0-9.-]+(:443)?([/?#][!-\\[\\]-~]*)?");

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\ufffd]");

  private final Map<String, String> parameters = new LinkedHashMap<>();

  private OAuthCallback() {}

  /**
   * Reads the query of the request as it was received, or the whole URL with it.
   *
   * @throws IllegalArgumentException where a parameter stands there twice or cannot be decoded, or
   *     where there is neither code nor error; the message does not print values
   */
  public static OAuthCallback parse(String queryOrUrl) {
    String query = queryOrUrl.strip();
    if (URL.matcher(query).matches()) {
      int start = query.indexOf('?');
      query = start < 0 ? "" : query.substring(start + 1);
    }
    int fragment = query.indexOf('#');
    if (fragment >= 0) {
      query = query.substring(0, fragment);
    }
    OAuthCallback callback = new OAuthCallback();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name =
          decode("the name of a parameter", equals < 0 ? pair : pair.substring(0, equals));
      callback.add(name, equals < 0 ? "" : decode(parameter(name), pair.substring(equals + 1)));
    }
    return callback.checked();
  }

  private static String decode(String place, String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause, which prints a piece of the value
      throw new IllegalArgumentException(
          "The callback's query has a % that no two hexadecimal digits follow: in " + place);
    }
  }

  /**
   * Takes the decoded parameters as a framework gives them: each value a string, an array of
   * strings or a collection of them, as in {@code HttpServletRequest.getParameterMap()}.
   *
   * @throws IllegalArgumentException as from {@link #parse(String)}, and for other kinds of values
   */
  public static OAuthCallback of(Map<String, ?> parameters) {
    OAuthCallback callback = new OAuthCallback();
    parameters.forEach(
        (name, value) -> {
          for (Object single : values(value)) {
            if (single instanceof String text) {
              callback.add(name, text);
            } else if (single != null) {
              throw new IllegalArgumentException(
                  "In the callback "
                      + parameter(name)
                      + " is a "
                      + single.getClass().getName()
                      + ", not a string or several");
            }
          }
        });
    return callback.checked();
  }

  private static Iterable<? extends @Nullable Object> values(@Nullable Object value) {
    return value instanceof Collection<?> collection
        ? collection
        : value instanceof Object[] array ? Arrays.asList(array) : Collections.singletonList(value);
  }

  private void add(String name, String value) {
    if (name.isEmpty() && value.isEmpty()) {
      return;
    }
    if (parameters.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(
          "In the callback " + parameter(name) + " stands more than once");
    }
    if (KNOWN.contains(name) && UNPRINTABLE.matcher(value).find()) {
      throw new IllegalArgumentException(
          "In the callback " + parameter(name) + " holds a control character or is no UTF-8");
    }
  }

  /** The name of another can be anything, for example a code that was passed without its name. */
  private static String parameter(String name) {
    return KNOWN.contains(name) ? "the parameter " + name : "a parameter that is none of Vercel's";
  }

  private OAuthCallback checked() {
    if (code() == null && error() == null) {
      List<String> seen = parameters.keySet().stream().filter(KNOWN::contains).toList();
      throw new IllegalArgumentException(
          "The callback brings neither code nor error, but "
              + (seen.isEmpty() ? "none of Vercel's parameters" : "only " + seen)
              + "; pass the whole query of the request to the redirect URL");
    }
    return this;
  }

  private @Nullable String get(String name) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** What is exchanged for the token; null where there is an {@link #error()} instead. */
  public @Nullable String code() {
    return get(CODE);
  }

  /**
   * The state that the install URL carried, for {@link OAuthState#matches}; null where the user
   * came from elsewhere, such as Vercel's marketplace.
   */
  public @Nullable String state() {
    return get(STATE);
  }

  /**
   * Why there is no code, by RFC 6749, section 4.1.2.1: {@code access_denied} for example. Vercel
   * is not known to send it.
   */
  public @Nullable String error() {
    return get(ERROR);
  }

  /** What the {@link #error()} means, for developers. */
  public @Nullable String errorDescription() {
    return get(ERROR_DESCRIPTION);
  }

  /** The id of the installation's configuration, {@code icfg_…}, which may be an existing one. */
  public @Nullable String configurationId() {
    return get(CONFIGURATION_ID);
  }

  /** The team that installed the integration; null for a personal account. */
  public @Nullable String teamId() {
    return get(TEAM_ID);
  }

  /** Where the installation began: {@code marketplace}, {@code external} or others. */
  public @Nullable String source() {
    return get(SOURCE);
  }

  /** The project that a deploy button has made. */
  public @Nullable String currentProjectId() {
    return get(CURRENT_PROJECT_ID);
  }

  /** The {@code external-id} that a deploy button's URL carried. */
  public @Nullable String externalId() {
    return get(EXTERNAL_ID);
  }

  /**
   * Where to send the browser afterwards, if that is an https URL of vercel.com, one of its
   * subdomains, or of the other hosts given here and their subdomains.
   *
   * <p>It is null where the callback has none, and where it leads elsewhere: a service that sent
   * its users there would be an open redirect.
   *
   * @param otherHosts host names such as {@code v0.app}
   * @throws IllegalArgumentException where one of these is no host name
   */
  public @Nullable URI next(String... otherHosts) {
    for (String host : otherHosts) {
      if (!host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
        throw new IllegalArgumentException("\"" + host + "\" is no host name such as v0.app");
      }
    }
    String next = get(NEXT);
    HttpUrl url = next == null || !PLAIN_HTTPS.matcher(next).matches() ? null : HttpUrl.parse(next);
    if (url == null) {
      return null;
    }
    boolean allowed =
        isWithin("vercel.com", url) || Arrays.stream(otherHosts).anyMatch(h -> isWithin(h, url));
    return allowed ? url.uri() : null;
  }

  private static boolean isWithin(String host, HttpUrl url) {
    String lowerCase = host.toLowerCase(Locale.ROOT);
    return url.host().equals(lowerCase) || url.host().endsWith("." + lowerCase);
  }

  /** What else the query held: later additions of Vercel, and the redirect URL's own parameters. */
  public Map<String, String> additionalParameters() {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.keySet().removeAll(KNOWN);
    return Collections.unmodifiableMap(others);
  }

  /**
   * The exchange of this callback's code, for {@link VercelClient#exchangeCode}.
   *
   * @param redirectUri exactly as it stands in the Integrations Console
   * @throws IllegalStateException where the callback brings an error instead of a code
   * @throws IllegalArgumentException where a value is blank
   */
  public CodeExchange exchange(String clientId, String clientSecret, String redirectUri) {
    String code = code();
    if (code == null) {
      String description = errorDescription();
      throw new IllegalStateException(
          "The callback brings no code but the error "
              + error()
              + (description == null ? "" : ": " + description));
    }
    return CodeExchange.builder()
        .clientId(clientId)
        .clientSecret(clientSecret)
        .code(code)
        .redirectUri(redirectUri)
        .build();
  }

  /** Values are printed only where they are ids and the like. */
  @Override
  public String toString() {
    return "OAuthCallback[code="
        + mask(code())
        + ", state="
        + mask(state())
        + ", configurationId="
        + configurationId()
        + ", teamId="
        + teamId()
        + ", source="
        + source()
        + ", error="
        + error()
        + "]";
  }

  private static @Nullable String mask(@Nullable String value) {
    return value == null ? null : "***";
  }
}
