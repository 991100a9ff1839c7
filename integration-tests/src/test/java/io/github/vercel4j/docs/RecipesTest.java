package io.github.vercel4j.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.ConflictException;
import io.github.vercel4j.Explanation;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.MissingPermissionException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PagedIterable;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.GetProjectsParameters;
import io.github.vercel4j.api.model.IntegrationConfiguration;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.deployments.DeploymentFiles;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.oauth.OAuthCallback;
import io.github.vercel4j.oauth.OAuthState;
import io.github.vercel4j.permissions.GrantedPermissions;
import io.github.vercel4j.permissions.PermissionChange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the pages, on a server that responds as Vercel does. */
class RecipesTest {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  @StartStop private final MockWebServer server = new MockWebServer();
  private final List<String> printed = new ArrayList<>();
  private VercelClient vercel;
  private InstallationClient client;

  @BeforeEach
  void connect() {
    vercel = VercelClient.builder().baseUrl(server.url("/")).build();
    client =
        vercel.forInstallation(
            Installation.of("vca_1").withTeamId("team_1").withConfigurationId("icfg_1"));
  }

  @AfterEach
  void close() {
    vercel.close();
  }

  @Test
  void installationBeginsAndEnds() {
    Map<String, String> session = new HashMap<>();
    Map<String, String> store = new HashMap<>();
    // region begin
    OAuthState state = OAuthState.create();
    session.put("vercel_state", state.value());
    URI installUrl = state.installUrl("acme"); // send the browser there
    // endregion
    assertThat(installUrl).hasHost("vercel.com");
    respond(
        200,
        "{'access_token':'vca_2','installation_id':'icfg_2','user_id':'usr_1','team_id':null}");

    URI next =
        finish(
            "code=canary_c&configurationId=icfg_2&next=https%3A%2F%2Fvercel.com%2Fdone&state="
                + state.value(),
            session,
            store);

    assertThat(next).hasToString("https://vercel.com/done");
    assertThat(store).containsOnlyKeys("icfg_2");
    assertThat(session).isEmpty();
  }

  @Test
  void forgedCallbackIsRejected() {
    Map<String, String> session = new HashMap<>(Map.of("vercel_state", "mine"));

    assertThatThrownBy(() -> finish("code=canary_c&state=other", session, new HashMap<>()))
        .isInstanceOf(SecurityException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  private URI finish(String query, Map<String, String> session, Map<String, String> store) {
    String clientId = "oac_1";
    String clientSecret = "canary_secret";
    String redirectUri = "https://acme.example/vercel/callback";
    URI home = URI.create("https://acme.example/");
    // region callback
    OAuthCallback callback = OAuthCallback.parse(query);
    String expected = session.remove("vercel_state");
    if (expected == null
        ? callback.state() != null // none as from Vercel's marketplace
        : !OAuthState.of(expected).matches(callback.state())) {
      throw new SecurityException("This callback does not belong to our own install link");
    }
    Installation installation =
        vercel.exchangeCode(callback.exchange(clientId, clientSecret, redirectUri));
    store.put(installation.configurationId(), installation.toJson()); // where secrets may stand
    URI next = callback.next(); // only ever a page of Vercel's
    return next == null ? home : next;
    // endregion
  }

  @Test
  void storedInstallationIsReadForEachCall() {
    Map<String, String> store =
        new HashMap<>(Map.of("icfg_1", "{'access_token':'vca_9'}".replace('\'', '"')));
    // region stored
    InstallationClient client =
        vercel.forInstallation(() -> Installation.fromJson(requireNonNull(store.get("icfg_1"))));
    // endregion
    respond(200, "{'user':{}}");

    client.user().getAuthUser().execute();

    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer vca_9");
  }

  @Test
  void teamIsSentUnlessTheOptionsSayOtherwise() {
    respond(200, "{'projects':[]}");
    respond(200, "{'projects':[]}");
    respond(200, "{'projects':[]}");
    // region teams
    client.projects().getProjects().execute(); // of the team that installed the integration
    client.with(CallOptions.defaults().withoutTeam()).projects().getProjects().execute();
    client.with(CallOptions.defaults().withTeamSlug("acme")).projects().getProjects().execute();
    // endregion

    assertThat(List.of(request(), request(), request()))
        .extracting(request -> request.getUrl().query())
        .containsExactly("teamId=team_1", null, "slug=acme");
  }

  @Test
  void permissionsAreReadComparedAndPlanned() {
    respond(200, "{'id':'icfg_1','scopes':['read:project','read-write:domain']}");
    // region permissions
    IntegrationConfiguration configuration =
        client.integrations().getConfiguration("icfg_1").execute();
    GrantedPermissions granted = GrantedPermissions.of(requireNonNull(configuration.scopes()));
    boolean canDeploy = granted.mayCall(Operation.CREATE_DEPLOYMENT);
    Set<String> toAskFor = granted.missingFor(Operation.CREATE_DEPLOYMENT, Operation.GET_PROJECTS);
    // endregion
    assertThat(canDeploy).isFalse();
    assertThat(toAskFor).containsExactly("read-write:deployment");
    // region change
    PermissionChange change =
        granted.changeTo(GrantedPermissions.of("read:project", "read-write:deployment"));
    if (change.needsConfirmation()) {
      printed.add("Every account has to confirm " + change.additions());
    }
    printed.add("At once it is over with " + change.lost());
    // endregion
    assertThat(printed.get(0)).endsWith("[read-write:deployment]");
    assertThat(change.lost()).contains(Operation.GET_DOMAINS);
  }

  @Test
  void clientRequiringPermissionsSendsNothingInVain() {
    GrantedPermissions granted = GrantedPermissions.of("read:project");
    // region guard
    InstallationClient guarded = client.requiringPermissions(granted);
    // endregion

    assertThatThrownBy(() -> guarded.deployments().getDeployments().execute())
        .isInstanceOf(MissingPermissionException.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void listIsReadAndResumed() {
    String page = "{'projects':[" + PROJECT.replace('"', '\'') + "],'pagination':{'next':%s}}";
    respond(200, page.formatted("1700000000000"));
    respond(200, page.formatted("null"));
    // region list
    GetProjectsParameters parameters = GetProjectsParameters.builder().search("shop").build();
    for (Project project : PagedIterable.of(client.projects().getProjects(parameters))) {
      printed.add(project.name());
    }
    // endregion
    assertThat(printed).containsExactly("shop", "shop");

    respond(200, page.formatted("1600000000000"));
    respond(200, page.formatted("null"));
    Map<String, String> store = new HashMap<>(Map.of("cursor", "1700000000000"));
    // region resume
    PagedIterable<Project> projects = PagedIterable.of(client.projects().getProjects());
    String cursor = store.get("cursor");
    for (Page<Project> next : (cursor == null ? projects : projects.from(cursor)).pages()) {
      next.pageElements().forEach(project -> printed.add(project.name()));
      store.put("cursor", next.nextPageCursor()); // null after the last
    }
    // endregion
    assertThat(store).containsEntry("cursor", null);
    assertThat(printed).hasSize(4);
  }

  @Test
  void variablesAreCreatedOrUpdated() {
    respond(
        200,
        "{'envs':[{'id':'env_1','key':'ACME_URL','value':'https://old.example','type':'encrypted',"
            + "'target':['production']}]}");
    respond(200, "{'id':'env_1','key':'ACME_URL','target':['production']}");
    // region variables
    EnvironmentVariableRequest url =
        EnvironmentVariableRequest.builder()
            .key("ACME_URL")
            .value("https://api.acme.example")
            .type(EnvironmentVariableType.ENCRYPTED)
            .target(List.of(EnvironmentTarget.PRODUCTION))
            .build();
    for (EnvironmentVariableOutcome outcome :
        client.upsertEnvironmentVariables("shop", List.of(url))) {
      switch (outcome.result()) {
        case CREATED, UPDATED, UNCHANGED -> printed.add(url.key() + ": " + outcome.result());
        case WIDER -> printed.add("Set, but also for " + outcome.furtherTargets());
        case CONFLICT -> printed.add("In the way is " + outcome.conflict());
        case FAILED -> printed.add("Not set: " + outcome.failure());
      }
    }
    // endregion

    assertThat(printed).containsExactly("ACME_URL: UPDATED");
  }

  @Test
  void directoryIsDeployed(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("index.html"), "<h1>Hello</h1>");
    Files.writeString(directory.resolve(".env.local"), "KEY=secret");
    respond(200, "{'id':'dpl_1','url':'shop-1.vercel.app','readyState':'QUEUED'}");
    respond(200, "{'id':'dpl_1','url':'shop-1.vercel.app','readyState':'READY'}");
    // region deploy
    CreateDeploymentRequest request =
        CreateDeploymentRequest.builder().name("shop").project("shop").build();
    Deployment created = client.deploy(request, DeploymentFiles.of(directory));
    Deployment ended = client.awaitDeployment(created.id(), Duration.ofMinutes(10));
    printed.add(ended.readyState() + " https://" + ended.url());
    // endregion

    assertThat(printed).containsExactly("READY https://shop-1.vercel.app");
    assertThat(request().getBody().utf8()).contains("index.html").doesNotContain(".env.local");
  }

  @Test
  void errorsAreToldApart() {
    respond(404, "{'error':{'code':'not_found','message':'Project not found.'}}");
    respond(403, "{'error':{'code':'forbidden','message':'Not authorized'}}");
    respond(200, "{'id':'icfg_1','scopes':['read-write:domain'],'projectSelection':'all'}");
    respond(403, "{'error':{'code':'integration_configuration_disabled','message':'Disabled'}}");
    respond(409, "{'error':{'code':'conflict','message':'A domain is in use.'}}");

    for (int i = 0; i < 4; i++) {
      readProject();
    }
    server.close();
    readProject();

    assertThat(printed).hasSize(5);
    assertThat(printed.get(0)).isEqualTo("no such project");
    assertThat(printed.get(1)).contains("MISSING_PERMISSION", "read:project");
    assertThat(printed.get(2)).isEqualTo("disabled");
    assertThat(printed.get(3)).isEqualTo("409 conflict");
    assertThat(printed.get(4)).startsWith("not sent: ");
  }

  private @Nullable Project readProject() {
    // region errors
    try {
      return client.projects().getProject("shop").execute();
    } catch (ConfigurationDisabledException e) {
      printed.add("disabled"); // until the owner enables it again, every call fails like this
    } catch (NotFoundException e) {
      printed.add("no such project"); // or none that this installation may see
    } catch (PermissionDeniedException e) {
      for (Explanation explanation : client.diagnose(e)) { // asks for the configuration
        printed.add(explanation.cause() + ": " + explanation.fix());
      }
    } catch (VercelApiException e) {
      printed.add(e.status() + " " + e.code()); // its message says all of it, request id included
    } catch (VercelConnectionException e) {
      printed.add("not sent: " + e.requestNotSent()); // false: it may have had an effect
    }
    return null;
    // endregion
  }

  @Test
  void conflictNamesTheExistingVariable() {
    respond(
        409,
        "{'error':{'code':'ENV_CONFLICT','message':'Exists','envVarKey':'A','target':['preview']}}");
    EnvironmentVariableRequest variable =
        EnvironmentVariableRequest.builder()
            .key("A")
            .value("1")
            .type(EnvironmentVariableType.PLAIN)
            .target(List.of(EnvironmentTarget.PREVIEW))
            .build();
    // region conflict
    try {
      client.projects().createProjectEnv("shop", variable).execute();
    } catch (ConflictException e) {
      printed.add("In the way is " + e.environmentVariable());
    }
    // endregion

    assertThat(printed).singleElement().asString().contains("A", "preview");
  }

  @Test
  void clientAndCallsHaveTheirOptions() {
    respond(200, "{'projects':[]}");
    respond(200, "{'projects':[]}");
    // region options
    VercelClient vercel =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(
                CallOptions.defaults()
                    .withTimeout(Duration.ofSeconds(20)) // all attempts together
                    .withRetries(RetryPolicy.standard().withMaxAttempts(3)))
            .waitForRateLimits() // before Vercel responds 429
            .build();
    InstallationClient client = vercel.forInstallation(Installation.of("vca_1"));
    InstallationClient impatient =
        client.with(CallOptions.defaults().withRetries(RetryPolicy.none()));
    // endregion

    client.projects().getProjects().execute();
    impatient.projects().getProjects().execute();

    assertThat(server.getRequestCount()).isEqualTo(2);
    vercel.close();
  }

  @Test
  void endpointOutsideTheContractIsCalled() {
    respond(200, "{'things':[1]}");
    // region raw
    JsonValue things =
        client
            .request("GET", "/v1/teams/{team}/things")
            .withPathParameter("team", "acme")
            .withQueryParameter("limit", "5")
            .call()
            .execute();
    // endregion

    assertThat(things).hasToString("{\"things\":[1]}");
    assertThat(request().getTarget()).isEqualTo("/v1/teams/acme/things?limit=5&teamId=team_1");
  }

  private void respond(int status, String body) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type: application/json")
            .body(body.replace('\'', '"'))
            .build());
  }

  private RecordedRequest request() {
    try {
      return server.takeRequest();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
