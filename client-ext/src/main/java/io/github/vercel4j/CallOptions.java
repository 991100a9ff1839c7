package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.internal.call.Settings;
import io.github.vercel4j.internal.call.Team;
import io.github.vercel4j.json.CheckReturnValue;
import java.time.Duration;

/**
 * How calls are made, as far as it differs from the client's own way.
 *
 * <p>Immutable; what was not set stays as the client has it. {@code toString()} leaves out the
 * values of headers and parameters.
 */
public final class CallOptions {
  private static final CallOptions DEFAULTS = new CallOptions(Settings.UNSET);

  private final Settings settings;

  private CallOptions(Settings settings) {
    this.settings = settings;
  }

  /** Options that change nothing yet. */
  public static CallOptions defaults() {
    return DEFAULTS;
  }

  /** The time for the whole call, with all attempts and the waits between them. */
  @CheckReturnValue
  public CallOptions withTimeout(Duration timeout) {
    if (requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The timeout is no positive duration: " + timeout);
    }
    return new CallOptions(settings.withTimeout(timeout));
  }

  @CheckReturnValue
  public CallOptions withRetries(RetryPolicy retries) {
    return new CallOptions(settings.withRetries(requireNonNull(retries, "retries")));
  }

  /**
   * A further header; it replaces one of the same name.
   *
   * @throws IllegalArgumentException where HTTP does not allow it, or the client sends it itself;
   *     the message does not print the value
   */
  @CheckReturnValue
  public CallOptions withHeader(String name, String value) {
    return new CallOptions(
        settings.withHeader(requireNonNull(name, "name"), requireNonNull(value, "value")));
  }

  /** A query parameter for calls that do not set it themselves; it need not be a known one. */
  @CheckReturnValue
  public CallOptions withQueryParameter(String name, String value) {
    return new CallOptions(
        settings.withQueryParameter(requireNonNull(name, "name"), requireNonNull(value, "value")));
  }

  /** The team that the calls are about, in place of the installation's. */
  @CheckReturnValue
  public CallOptions withTeamId(String teamId) {
    return new CallOptions(settings.withTeam(Team.ofId(notBlank("teamId", teamId))));
  }

  /** The team that the calls are about, by the slug in its URLs, where its id is not known. */
  @CheckReturnValue
  public CallOptions withTeamSlug(String slug) {
    return new CallOptions(settings.withTeam(Team.ofSlug(notBlank("slug", slug))));
  }

  /** Calls about the personal account, even where the installation is a team's. */
  @CheckReturnValue
  public CallOptions withoutTeam() {
    return new CallOptions(settings.withTeam(Team.NONE));
  }

  private static String notBlank(String name, String value) {
    if (requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException("The " + name + " is blank; use withoutTeam() for none");
    }
    return value;
  }

  Settings settings() {
    return settings;
  }

  @Override
  public String toString() {
    return "CallOptions" + settings;
  }
}
