package io.github.vercel4j.internal.call;

import io.github.vercel4j.Installation;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.oauth.CodeExchange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** On whose behalf a call is made, with its options, known permissions and secrets. */
public final class Caller {
  private final @Nullable Supplier<Installation> source;
  private final @Nullable Installation installation;
  private final KnownPermissions permissions;
  private final Settings settings;
  private final Redactor redactor;

  private Caller(
      @Nullable Supplier<Installation> source,
      @Nullable Installation installation,
      KnownPermissions permissions,
      Settings settings,
      Redactor redactor) {
    this.source = source;
    this.installation = installation;
    this.permissions = permissions;
    this.settings = settings;
    this.redactor = redactor;
  }

  public static Caller of(Installation installation, Settings settings) {
    return new Caller(
        null,
        installation,
        KnownPermissions.NONE,
        settings,
        Redactor.OF_NOTHING.with(List.of(installation.accessToken())));
  }

  /** A caller whose installation is asked for when a call is sent. */
  public static Caller of(Supplier<Installation> source, Settings settings) {
    return new Caller(source, null, KnownPermissions.NONE, settings, Redactor.OF_NOTHING);
  }

  /** Nobody yet: the call carries neither token nor team, and no header that is not its own. */
  public static Caller of(CodeExchange exchange, Settings settings) {
    Settings own = new Settings(settings.timeout(), RetryPolicy.none(), Map.of(), Map.of(), null);
    return new Caller(
        null,
        null,
        KnownPermissions.NONE,
        own,
        Redactor.OF_NOTHING.with(List.of(exchange.clientSecret(), exchange.code())));
  }

  /** Whether the installation is known only when a call is sent. */
  public boolean isSupplied() {
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
    return new Caller(
        null, current, permissions, settings, redactor.with(List.of(current.accessToken())));
  }

  /**
   * The caller as it is now, to ask for its own configuration: without options that are about other
   * calls, and whatever permissions are known.
   */
  public Caller forOwnConfiguration() {
    Caller current = asOfNow();
    Settings own =
        new Settings(settings.timeout(), settings.retries(), settings.headers(), Map.of(), null);
    return new Caller(null, current.installation, KnownPermissions.NONE, own, current.redactor);
  }

  /** The same with what its installation may do. */
  public Caller withPermissions(KnownPermissions known) {
    return new Caller(source, installation, known, settings, redactor);
  }

  public Caller with(Settings others) {
    return new Caller(source, installation, permissions, others.over(settings), redactor);
  }

  /** The same with what the body of its call must not tell. */
  public Caller withSecrets(Collection<String> more) {
    return new Caller(source, installation, permissions, settings, redactor.with(more));
  }

  /** The same where the listener is notified of each installation that is asked for. */
  public Caller notifying(Consumer<Installation> listener) {
    Supplier<Installation> original = source;
    if (original == null) {
      return this;
    }
    Supplier<Installation> notifying =
        () -> {
          Installation current = original.get();
          if (current != null) {
            listener.accept(current);
          }
          return current;
        };
    return new Caller(notifying, installation, permissions, settings, redactor);
  }

  /**
   * The URL of a call of this caller's, with its parameters, and its team where the endpoint takes
   * one.
   *
   * @throws IllegalArgumentException where the URL names another team
   */
  public HttpUrl address(Endpoint endpoint, HttpUrl url) {
    HttpUrl address = settings.addParametersTo(url);
    if (!endpoint.takesTeam()) {
      return address;
    }
    Team team = settings.team();
    if (team == null && installation != null && installation.teamId() != null) {
      team = Team.ofId(installation.teamId());
    }
    return team == null ? address : team.addTo(address);
  }

  public @Nullable Installation installation() {
    return installation;
  }

  public KnownPermissions permissions() {
    return permissions;
  }

  public Settings settings() {
    return settings;
  }

  /** What masks the secrets that the call carries. */
  public Redactor redactor() {
    return redactor;
  }
}
