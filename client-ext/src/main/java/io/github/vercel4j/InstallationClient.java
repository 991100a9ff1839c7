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
import io.github.vercel4j.api.model.CreateDeploymentParameters;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.GetDeploymentEventsParameters;
import io.github.vercel4j.deployments.DeploymentFiles;
import io.github.vercel4j.deployments.DeploymentLogEvents;
import io.github.vercel4j.deployments.FileContent;
import io.github.vercel4j.deployments.UploadListener;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.KnownPermissions;
import io.github.vercel4j.internal.http.JsonStream;
import io.github.vercel4j.internal.http.Services;
import io.github.vercel4j.internal.tasks.Deployer;
import io.github.vercel4j.internal.tasks.DeploymentLog;
import io.github.vercel4j.internal.tasks.Diagnosis;
import io.github.vercel4j.internal.tasks.EnvironmentVariableUpsert;
import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API on behalf of one installation: each call carries its token and team.
 *
 * <p>A group such as {@link #projects()} has the operations of one tag of Vercel's API, which are
 * called blocking or in the background. What takes several calls (upserts, uploads, deployments and
 * {@link #diagnose}) is blocking.
 *
 * <p>Immutable, and safe for use by several threads.
 */
public final class InstallationClient {
  private final Services services;
  private final Caller caller;

  InstallationClient(Services services, Caller caller) {
    this.services = services;
    this.caller = caller;
  }

  /** The installation; where it is kept elsewhere, it is asked for. */
  public Installation installation() {
    return requireNonNull(caller.asOfNow().installation());
  }

  /**
   * The same with the permissions that the installation holds, so that an error response can be
   * explained by the one that is missing. No call is held back.
   */
  @CheckReturnValue
  public InstallationClient withPermissions(GrantedPermissions granted) {
    return with(new KnownPermissions(requireNonNull(granted, "granted"), false));
  }

  /**
   * The same with the permissions that the installation holds, where a call for which they do not
   * suffice is not sent: it fails with a {@link MissingPermissionException}.
   */
  @CheckReturnValue
  public InstallationClient requiringPermissions(GrantedPermissions granted) {
    return with(new KnownPermissions(requireNonNull(granted, "granted"), true));
  }

  private InstallationClient with(KnownPermissions known) {
    return new InstallationClient(services, caller.withPermissions(known));
  }

  /**
   * The same with other options for its calls, be it for one of them or for many: {@code
   * client.with(options).projects().getProjects()}. What they leave open stays as it is here.
   */
  @CheckReturnValue
  public InstallationClient with(CallOptions options) {
    return new InstallationClient(services, caller.with(options.settings()));
  }

  /**
   * What the last response to such a call with this token said about its limit; null where there
   * was none, or none within the last day's window.
   */
  public @Nullable RateLimit rateLimit(Operation operation) {
    return services.rateLimit(installation(), operation);
  }

  /**
   * The causes of an error response as far as the service tells them: a 403, a 404 or a lacking
   * team is explained anew with what the installation's configuration says by now. Sends at most
   * one call of {@code getConfiguration}, and none where it states its cause itself.
   *
   * <p>That call's failure is not thrown; it is the {@link Explanation.Cause#UNDETERMINED} at the
   * end.
   */
  public List<Explanation> diagnose(VercelApiException exception) {
    return Diagnosis.of(exception, services, caller);
  }

  /**
   * A request outside the operations that this client knows: with the same token, team, options,
   * retries and errors, but without what is only known of operations, such as their permissions.
   *
   * @param method {@code GET}, {@code HEAD}, {@code POST}, {@code PUT}, {@code PATCH} or {@code
   *     DELETE}
   * @param path such as {@code /v1/things/{id}}: from the first slash behind the host, without a
   *     query, and with parameters in braces. It stands in exceptions and metrics as it is here, so
   *     whatever varies or is secret should be a parameter's value
   * @throws IllegalArgumentException where the method is another one, or the path is no such path
   */
  public RawRequest request(String method, String path) {
    return RawRequest.of(services, caller, method, path);
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

  /**
   * Sets environment variables of a project, whatever is set there already, and says for each what
   * became of it, in their order.
   *
   * <p>A variable of the same key and Git branch is changed where its targets are among those asked
   * for, and gets the ones that are missing; what has the value already is left alone. Nothing is
   * taken away: where a variable has the value for more targets than were asked for, it keeps them
   * and the outcome is {@link EnvironmentVariableOutcome.Result#WIDER WIDER}. The value of a
   * sensitive variable cannot be read, so it is always set, and it stays sensitive. This is not one
   * step: others may see some variables set and others not yet.
   *
   * @throws IllegalArgumentException where a variable has no target, or two set the same
   * @throws VercelException where what is set already cannot be read; nothing was changed then
   * @throws RuntimeException what a supplier, interceptor or listener of the caller's throws, at
   *     any time
   */
  public List<EnvironmentVariableOutcome> upsertEnvironmentVariables(
      String projectIdOrName, List<EnvironmentVariableRequest> variables) {
    return new EnvironmentVariableUpsert(services, caller, projectIdOrName, variables).execute();
  }

  /**
   * Uploads what a file holds, for deployments that are created later.
   *
   * @throws VercelException where it does not arrive
   */
  public void upload(FileContent content) {
    upload(content, null);
  }

  private void upload(FileContent content, @Nullable UploadListener listener) {
    deployments().uploadFile(content.body(listener), content.sha()).execute();
  }

  /**
   * Creates a deployment out of files: those that Vercel does not have yet are uploaded first, each
   * content once. What becomes of the deployment is not waited for.
   *
   * @param request its own files, if any, are deployed too
   * @throws VercelException where an upload fails, after which no other one is begun, or the
   *     deployment is rejected
   */
  public Deployment deploy(CreateDeploymentRequest request, DeploymentFiles files) {
    return deploy(request, files, CreateDeploymentParameters.builder().build());
  }

  /** The same with what can be left out. */
  public Deployment deploy(
      CreateDeploymentRequest request,
      DeploymentFiles files,
      CreateDeploymentParameters parameters) {
    UploadListener listener = files.listener();
    return new Deployer(deployments())
        .create(
            request,
            parameters,
            files.contents(),
            files.parallelUploads(),
            missing -> {
              if (listener != null) {
                listener.missing(missing);
              }
            },
            content -> upload(content, listener));
  }

  /**
   * Waits until a deployment is {@code READY}, {@code ERROR}, {@code CANCELED} or {@code BLOCKED},
   * or the time is up, and returns it as it is then: its {@link Deployment#readyState() state}
   * tells which.
   *
   * <p>It is read once a second at first, and every 15 seconds in the end. Each read is a call with
   * its own timeout and retries, of which the last may end after the time is up.
   *
   * @throws VercelException where it cannot be read, or the waiting is interrupted
   */
  public Deployment awaitDeployment(String idOrUrl, Duration deadline) {
    return Deployer.await(
        () -> deployments().getDeployment(idOrUrl).execute(), deadline, services.timeSource());
  }

  /** As {@link #followDeploymentLog(String, GetDeploymentEventsParameters)}, with all of them. */
  public DeploymentLogEvents followDeploymentLog(String idOrUrl) {
    return followDeploymentLog(idOrUrl, GetDeploymentEventsParameters.builder().build());
  }

  /**
   * The events of a deployment, those that are still to come included; {@code follow} need not be
   * set.
   *
   * <p>They may be far apart: once the response has begun, no read timeout counts, only a timeout
   * of the {@link CallOptions} or the call timeout of a given HTTP client, which then ends the
   * events.
   *
   * @throws VercelException where the call gets an error response, or none
   */
  public DeploymentLogEvents followDeploymentLog(
      String idOrUrl, GetDeploymentEventsParameters parameters) {
    return new DeploymentLog(
        JsonStream.open(
            deployments().getDeploymentEvents(idOrUrl, parameters.toBuilder().follow(1).build())));
  }

  private <A> A of(Class<A> api) {
    return services.of(api, caller);
  }

  @Override
  public String toString() {
    return "InstallationClient["
        + (caller.isSupplied() ? "asked for per call" : caller.installation())
        + "]";
  }
}
