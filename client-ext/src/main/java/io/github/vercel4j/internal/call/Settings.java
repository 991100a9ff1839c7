package io.github.vercel4j.internal.call;

import io.github.vercel4j.RetryPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What call options hold; null stands for not set. */
public record Settings(
    @Nullable Duration timeout,
    @Nullable RetryPolicy retries,
    Map<String, String> headers,
    Map<String, String> query,
    @Nullable Team team) {
  public static final Settings UNSET = new Settings(null, null, Map.of(), Map.of(), null);

  private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

  /** Setting these would break the call, or send a token that nobody looks after. */
  private static final Set<String> OWN =
      Set.of(
          "authorization",
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "transfer-encoding");

  public Settings withTimeout(Duration timeout) {
    return new Settings(timeout, retries, headers, query, team);
  }

  public Settings withRetries(RetryPolicy retries) {
    return new Settings(timeout, retries, headers, query, team);
  }

  public Settings withHeader(String name, String value) {
    checkName(name);
    checkValue(name, value);
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.put(name, value);
    return new Settings(timeout, retries, all, query, team);
  }

  private static void checkName(String name) {
    boolean isToken = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isAlphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      isToken &= isAlphanumeric || TOKEN_CHARACTERS.indexOf(c) >= 0;
    }
    if (!isToken) {
      throw new IllegalArgumentException(
          "A header's name is one or more letters, digits and " + TOKEN_CHARACTERS);
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header " + name + " is set by the client itself and cannot be given");
    }
  }

  private static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c >= 0x7f) {
        throw new IllegalArgumentException(
            "The value of the header "
                + name
                + " holds "
                + (c > 0x7f ? "a non-ASCII character" : "a control character")
                + " at position "
                + (i + 1));
      }
    }
  }

  public Settings withQueryParameter(String name, String value) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("The query parameter has no name");
    }
    if (name.equals(Team.ID) || name.equals(Team.SLUG)) {
      throw new IllegalArgumentException(
          "The query parameter " + name + " names a team; use withTeamId, or withTeamSlug");
    }
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put(name, value);
    return new Settings(timeout, retries, headers, all, team);
  }

  public Settings withTeam(Team team) {
    return new Settings(timeout, retries, headers, query, team);
  }

  /** These settings, and where they leave something open the given ones. */
  public Settings over(Settings base) {
    if (base.equals(UNSET)) {
      return this;
    }
    Settings all = base;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all = all.withHeader(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      all = all.withQueryParameter(parameter.getKey(), parameter.getValue());
    }
    return new Settings(
        timeout == null ? base.timeout : timeout,
        retries == null ? base.retries : retries,
        all.headers,
        all.query,
        team == null ? base.team : team);
  }

  public RetryPolicy retriesOrStandard() {
    return retries == null ? RetryPolicy.standard() : retries;
  }

  public void addHeadersTo(Request.Builder request) {
    headers.forEach(request::header);
  }

  HttpUrl addParametersTo(HttpUrl url) {
    if (query.isEmpty()) {
      return url;
    }
    Set<String> given = url.queryParameterNames();
    HttpUrl.Builder builder = url.newBuilder();
    query.forEach(
        (name, value) -> {
          if (!given.contains(name)) {
            builder.addQueryParameter(name, value);
          }
        });
    return builder.build();
  }

  @Override
  public String toString() {
    return "[timeout="
        + timeout
        + ", retries="
        + retries
        + ", headers="
        + headers.keySet()
        + ", query="
        + query.keySet()
        + ", team="
        + team
        + "]";
  }
}
