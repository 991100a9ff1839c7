package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.AliasesApi;
import io.github.vercel4j.api.BillingApi;
import io.github.vercel4j.api.CertsApi;
import io.github.vercel4j.api.ChecksApi;
import io.github.vercel4j.api.DeploymentsApi;
import io.github.vercel4j.api.DnsApi;
import io.github.vercel4j.api.DomainsApi;
import io.github.vercel4j.api.DomainsRegistrarApi;
import io.github.vercel4j.api.DrainsApi;
import io.github.vercel4j.api.EdgeConfigApi;
import io.github.vercel4j.api.IntegrationsApi;
import io.github.vercel4j.api.LogDrainsApi;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.ProjectsApi;
import io.github.vercel4j.api.TeamsApi;
import io.github.vercel4j.api.UserApi;
import io.github.vercel4j.internal.Caller;
import io.github.vercel4j.internal.Services;
import io.github.vercel4j.internal.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API on behalf of one installation: each call carries its token and team.
 *
 * <p>Immutable, and safe for use by several threads.
 */
public final class InstallationClient {
  private final Services services;
  private final Supplier<Installation> source;
  private final boolean fixed;
  private final @Nullable GrantedPermissions grants;
  private final Settings settings;
  private final Caller caller;

  /** A source that is fixed gives the same installation each time and is asked here already. */
  InstallationClient(
      Services services,
      Supplier<Installation> source,
      boolean fixed,
      @Nullable GrantedPermissions grants,
      Settings settings) {
    this.services = services;
    this.source = source;
    this.fixed = fixed;
    this.grants = grants;
    this.settings = settings;
    this.caller =
        fixed ? Caller.of(source.get(), grants, settings) : Caller.of(source, grants, settings);
  }

  /** The installation; where it is kept elsewhere, that is asked. */
  public Installation installation() {
    return source.get();
  }

  /**
   * The same with the permissions that the installation holds, so that a refused call can say which
   * one is missing. No call is held back.
   */
  public InstallationClient withGrants(GrantedPermissions grants) {
    return new InstallationClient(
        services, source, fixed, requireNonNull(grants, "grants"), settings);
  }

  /**
   * The same with other options for its calls, be it for one of them or for many: {@code
   * client.with(options).projects().getProjects()}. What they leave open stays as it is here.
   */
  public InstallationClient with(CallOptions options) {
    return new InstallationClient(
        services, source, fixed, grants, options.settings().over(settings));
  }

  /**
   * What the last answer to such a call with this token said about its limit; null where there was
   * none, or none within the last day's window.
   */
  public @Nullable RateLimit rateLimit(Operation operation) {
    return services.rateLimit(installation(), operation);
  }

  public ProjectsApi projects() {
    return of(ProjectsApi.class);
  }

  public EdgeConfigApi edgeConfig() {
    return of(EdgeConfigApi.class);
  }

  public DeploymentsApi deployments() {
    return of(DeploymentsApi.class);
  }

  public DrainsApi drains() {
    return of(DrainsApi.class);
  }

  public ChecksApi checks() {
    return of(ChecksApi.class);
  }

  public DomainsApi domains() {
    return of(DomainsApi.class);
  }

  public DnsApi dns() {
    return of(DnsApi.class);
  }

  public CertsApi certs() {
    return of(CertsApi.class);
  }

  public DomainsRegistrarApi domainsRegistrar() {
    return of(DomainsRegistrarApi.class);
  }

  public IntegrationsApi integrations() {
    return of(IntegrationsApi.class);
  }

  public LogDrainsApi logDrains() {
    return of(LogDrainsApi.class);
  }

  public TeamsApi teams() {
    return of(TeamsApi.class);
  }

  public AliasesApi aliases() {
    return of(AliasesApi.class);
  }

  public BillingApi billing() {
    return of(BillingApi.class);
  }

  public UserApi user() {
    return of(UserApi.class);
  }

  private <A> A of(Class<A> api) {
    return services.of(api, caller);
  }

  @Override
  public String toString() {
    return "InstallationClient[" + (fixed ? source.get() : "asked for per call") + "]";
  }
}
