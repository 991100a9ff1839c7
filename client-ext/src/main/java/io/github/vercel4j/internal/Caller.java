package io.github.vercel4j.internal;

import io.github.vercel4j.CodeExchange;
import io.github.vercel4j.GrantedPermissions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.api.json.JsonValue;
import io.github.vercel4j.api.json.JsonValue.JsonArray;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import io.github.vercel4j.api.json.JsonValue.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On whose behalf a call is made, and the secrets that it therefore carries. */
public final class Caller {
  static final Caller NOBODY = new Caller(null, null, List.of());

  private final @Nullable Installation installation;
  private final @Nullable GrantedPermissions grants;
  private final List<String> secrets;

  private Caller(
      @Nullable Installation installation,
      @Nullable GrantedPermissions grants,
      List<String> secrets) {
    this.installation = installation;
    this.grants = grants;
    this.secrets = secrets;
  }

  public static Caller of(Installation installation, @Nullable GrantedPermissions grants) {
    return new Caller(installation, grants, List.of(installation.accessToken()));
  }

  /** Nobody yet: the call carries neither token nor team. */
  public static Caller of(CodeExchange exchange) {
    return new Caller(null, null, List.of(exchange.clientSecret(), exchange.code()));
  }

  @Nullable Installation installation() {
    return installation;
  }

  @Nullable GrantedPermissions grants() {
    return grants;
  }

  /**
   * The text without the secrets, should somebody on the way have mirrored them. JSON may write any
   * character as an escape, so its strings are looked at as what they mean.
   */
  String redact(String text) {
    try {
      JsonValue json = JsonValue.parse(text);
      JsonValue redacted = redact(json);
      return redacted.equals(json) ? text : redacted.toString();
    } catch (IllegalArgumentException notJson) {
      return redactPlain(text);
    }
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
