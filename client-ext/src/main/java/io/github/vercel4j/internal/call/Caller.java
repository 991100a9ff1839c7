package io.github.vercel4j.internal.call;

import io.github.vercel4j.CodeExchange;
import io.github.vercel4j.GrantedPermissions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.MissingPermissionException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** On whose behalf a call is made and how, and the secrets that it therefore carries. */
public final class Caller {
  private final @Nullable Supplier<Installation> source;
  private final @Nullable Installation installation;
  private final @Nullable GrantedPermissions grants;
  private final boolean guarded;
  private final Settings settings;
  private final List<String> secrets;

  private Caller(
      @Nullable Supplier<Installation> source,
      @Nullable Installation installation,
      @Nullable GrantedPermissions grants,
      boolean guarded,
      Settings settings,
      List<String> secrets) {
    this.source = source;
    this.installation = installation;
    this.grants = grants;
    this.guarded = guarded;
    this.settings = settings;
    this.secrets = secrets;
  }

  public static Caller of(Installation installation, Settings settings) {
    return new Caller(
        null, installation, null, false, settings, List.of(installation.accessToken()));
  }

  /** A caller whose installation is asked for when a call is sent. */
  public static Caller of(Supplier<Installation> source, Settings settings) {
    return new Caller(source, null, null, false, settings, List.of());
  }

  /** Nobody yet: the call carries neither token nor team, and no header that is not its own. */
  public static Caller of(CodeExchange exchange, Settings settings) {
    Settings own = new Settings(settings.timeout(), RetryPolicy.none(), Map.of(), Map.of(), null);
    return new Caller(
        null, null, null, false, own, List.of(exchange.clientSecret(), exchange.code()));
  }

  /** Whether the installation is known only when a call is sent. */
  public boolean isAskedFor() {
    return source != null;
  }

  /** The caller with its installation as it is now. */
  public Caller asOfNow() {
    if (source == null) {
      return this;
    }
    Installation current = source.get();
    if (current == null) {
      throw new IllegalStateException("The supplier of the installation gave null");
    }
    return new Caller(null, current, grants, guarded, settings, List.of(current.accessToken()));
  }

  /**
   * The caller as it is now, to ask for its own configuration: without options that are about other
   * calls, and not guarded.
   */
  public Caller toAsk() {
    Caller current = asOfNow();
    Settings own =
        new Settings(settings.timeout(), settings.retries(), settings.headers(), Map.of(), null);
    return new Caller(null, current.installation, null, false, own, current.secrets);
  }

  /** The same with what its installation may do; guarded, it does not even try anything else. */
  public Caller withPermissions(GrantedPermissions grants, boolean guarded) {
    return new Caller(source, installation, grants, guarded, settings, secrets);
  }

  public Caller with(Settings others) {
    return new Caller(source, installation, grants, guarded, others.over(settings), secrets);
  }

  /** The same with what the body of its call must not tell. */
  public Caller withSecrets(List<String> more) {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(more);
    return new Caller(source, installation, grants, guarded, settings, all);
  }

  /**
   * Lets the call pass, unless the caller is guarded.
   *
   * @throws MissingPermissionException where its grants do not suffice
   */
  public void guard(Operation operation) {
    if (guarded && grants != null) {
      grants.require(operation);
    }
  }

  public Settings settings() {
    return settings;
  }

  /**
   * The URL of a call of this caller's, with its team and parameters.
   *
   * @throws IllegalArgumentException where the URL names another team
   */
  public HttpUrl address(HttpUrl url) {
    HttpUrl address = settings.addParametersTo(url);
    Team team = settings.team();
    if (team == null && installation != null && installation.teamId() != null) {
      team = Team.ofId(installation.teamId());
    }
    return team == null ? address : team.addTo(address);
  }

  public @Nullable Installation installation() {
    return installation;
  }

  public @Nullable GrantedPermissions grants() {
    return grants;
  }

  /**
   * The text without the secrets, should somebody on the way have mirrored them. JSON may write any
   * character as an escape, so its strings are looked at as what they mean.
   */
  public Redacted redact(String text) {
    JsonValue json = ErrorBody.json(text);
    if (json != null) {
      JsonValue redacted = redact(json);
      return new Redacted(redacted.equals(json) ? text : redacted.toString(), redacted);
    }
    // Perhaps the beginning of JSON
    String redacted = redactPlain(text);
    for (String secret : secrets) {
      redacted = escaped(secret).matcher(redacted).replaceAll("***");
    }
    return new Redacted(redacted, null);
  }

  /** A text without secrets, and as JSON where it is that. */
  public record Redacted(String text, @Nullable JsonValue json) {}

  /** The secret with any of its characters as an escape of JSON's. */
  private static Pattern escaped(String secret) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      String literal = Pattern.quote(String.valueOf(c));
      regex.append("(?:\\\\?+").append(literal);
      regex.append(String.format("|\\\\u(?i:%04x))", (int) c));
    }
    return Pattern.compile(regex.toString());
  }

  private JsonValue redact(JsonValue value) {
    if (value instanceof JsonString string) {
      return JsonValue.of(redactPlain(string.value()));
    }
    if (value instanceof JsonArray array) {
      return JsonValue.of(array.elements().stream().map(this::redact).toList());
    }
    if (value instanceof JsonObject object) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      object.members().forEach((key, member) -> members.put(redactPlain(key), redact(member)));
      return JsonValue.of(members);
    }
    return value;
  }

  private String redactPlain(String text) {
    String redacted = text;
    for (String secret : secrets) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      for (String form : List.of(secret, encoded, secret.replace("/", "\\/"))) {
        redacted = redacted.replace(form, "***");
      }
    }
    return redacted;
  }
}
