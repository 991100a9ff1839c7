package io.github.vercel4j.internal;

import io.github.vercel4j.CodeExchange;
import io.github.vercel4j.GrantedPermissions;
import io.github.vercel4j.Installation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /** The text without the secrets, should somebody on the way have mirrored them. */
  String redact(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted =
          redacted
              .replace(secret, "***")
              .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "***");
    }
    return redacted;
  }
}
