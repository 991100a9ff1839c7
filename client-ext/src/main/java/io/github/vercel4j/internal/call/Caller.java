package io.github.vercel4j.internal.call;

import io.github.vercel4j.Installation;
import io.github.vercel4j.MissingPermissionException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  /** Made when it is needed first. */
  private volatile @Nullable SecretScanner scanner;

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
    Caller known = new Caller(null, current, grants, guarded, settings, secrets);
    return known.withSecrets(List.of(current.accessToken()));
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
  public Caller withSecrets(Collection<String> more) {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(more);
    return new Caller(source, installation, grants, guarded, settings, all);
  }

  /** The same where the listener is told of each installation that is asked for. */
  public Caller telling(Consumer<Installation> listener) {
    Supplier<Installation> asked = source;
    if (asked == null) {
      return this;
    }
    Supplier<Installation> telling =
        () -> {
          Installation current = asked.get();
          if (current != null) {
            listener.accept(current);
          }
          return current;
        };
    return new Caller(telling, installation, grants, guarded, settings, secrets);
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
   * The text with the secrets masked, should somebody on the way have mirrored them.
   *
   * @param cut whether more may have followed
   */
  public Redacted redact(String text, boolean cut) {
    String masked = scanner().mask(text, cut).text();
    return new Redacted(masked, Texts.json(masked));
  }

  /** A text that is whole. */
  public String redact(String text) {
    return scanner().mask(text, false).text();
  }

  /** A text of which a program may want to know each word: only what no name can be is masked. */
  public String redactName(String text) {
    return scanner().maskName(text);
  }

  /**
   * The exception, or where it or one of those in it quotes a secret, one that says the same
   * without. Its words are a program's, so only what no name can be is masked.
   */
  public Throwable redact(Throwable exception) {
    return redact(exception, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** The same for one that comes of the connection. */
  public IOException redact(IOException exception) {
    return (IOException) redact((Throwable) exception);
  }

  private Throwable redact(Throwable exception, Set<Throwable> seen) {
    Throwable cause = exception.getCause();
    if (!seen.add(exception)) {
      return exception;
    }
    String message = exception.getMessage() == null ? null : redactName(exception.getMessage());
    Throwable redactedCause = cause == null ? null : redact(cause, seen);
    List<Throwable> suppressed =
        Arrays.stream(exception.getSuppressed()).map(each -> redact(each, seen)).toList();
    if (Objects.equals(message, exception.getMessage())
        && redactedCause == cause
        && suppressed.equals(List.of(exception.getSuppressed()))) {
      return exception;
    }
    Throwable redacted;
    if (exception instanceof ProtocolException) {
      redacted = new ProtocolException(message);
    } else {
      String text = exception.getClass().getName() + (message == null ? "" : ": " + message);
      redacted =
          exception instanceof IOException ? new IOException(text) : new RuntimeException(text);
    }
    redacted.initCause(redactedCause);
    redacted.setStackTrace(exception.getStackTrace());
    suppressed.forEach(redacted::addSuppressed);
    return redacted;
  }

  private SecretScanner scanner() {
    SecretScanner known = scanner;
    if (known == null) {
      known = new SecretScanner(secrets);
      scanner = known;
    }
    return known;
  }

  /** What of an answer to this caller cannot be used, where that shows only later. */
  public VercelDecodingException unreadable(
      Operation operation, VercelResponse<?> answer, String path, String problem) {
    String requestId = answer.headers().get("x-vercel-id");
    return new VercelDecodingException(
        operation,
        Texts.endpoint(operation),
        answer.status(),
        requestId == null ? null : redactName(requestId),
        path,
        problem,
        null,
        1,
        "");
  }

  /** A text without secrets, and as JSON where it is that. */
  public record Redacted(String text, @Nullable JsonValue json) {}
}
