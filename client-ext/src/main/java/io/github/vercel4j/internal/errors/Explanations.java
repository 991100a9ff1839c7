package io.github.vercel4j.internal.errors;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.Explanation;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.Installation;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.IntegrationConfiguration;
import io.github.vercel4j.api.model.IntegrationConfigurationProjectSelection;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.PermissionRules;
import io.github.vercel4j.internal.call.Redactor;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed: first what the response states, then where it names another team than the
 * token's, then what the permissions and the selection of projects say, then what is merely
 * possible.
 */
public final class Explanations {
  /** As in: OAuth client not found. */
  private static final Pattern NAMES_CLIENT =
      Pattern.compile("\\bclient\\b|\\bclient_", Pattern.CASE_INSENSITIVE);

  /** As in: Invalid grant: authorization code is invalid. */
  private static final Pattern NAMES_CODE =
      Pattern.compile(
          "\\binvalid[ _]grant|\\bauthorization code|\\bredirect[ _]ur[il]\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> PERMISSION_CODES = Set.of("forbidden", "not_authorized");
  private static final String AUTHORIZATION = "Authorization";
  private static final int SHOWN = 10;

  private final FailedCall call;
  private final Clues clues;
  private final Installation installation;
  private final @Nullable GrantedPermissions granted;
  private final Redactor redactor;

  /** What the service says about the installation; null where it was not asked. */
  private final @Nullable IntegrationConfiguration configuration;

  private final List<Explanation> found = new ArrayList<>();

  private Explanations(
      FailedCall call,
      Installation installation,
      @Nullable GrantedPermissions granted,
      Redactor redactor,
      @Nullable IntegrationConfiguration configuration) {
    this.call = call;
    this.clues = new Clues(call);
    this.installation = installation;
    this.granted = granted;
    this.redactor = redactor;
    this.configuration = configuration;
  }

  /** By the request, its response and what the caller knows. */
  public static List<Explanation> of(
      FailedCall call, Request request, Response response, Caller caller, Redactor redactor) {
    if (response.isRedirect()) {
      return List.of(redirected(response, redactor));
    }
    Installation installation = caller.installation();
    Request sent = FailedCall.sent(response);
    if (!call.fromVercel() && !isLedElsewhere(request, sent)) {
      return List.of(notVercel(call));
    }
    if (installation == null) {
      return call.endpoint().worksOnce() ? ofExchange(call.error()) : List.of();
    }
    Explanations explanations =
        new Explanations(call, installation, caller.permissions().granted(), redactor, null);
    if (isLedElsewhere(request, sent)) {
      explanations.addRedirected(request, sent);
    } else {
      explanations.addStated(request, sent);
    }
    if (explanations.found.isEmpty()) {
      explanations.explain(false);
    }
    return explanations.found;
  }

  /**
   * By the error response, what it was explained with, and what the installation's configuration
   * says by now.
   */
  public static List<Explanation> of(
      FailedCall call,
      List<Explanation> known,
      Caller caller,
      @Nullable GrantedPermissions granted,
      IntegrationConfiguration configuration) {
    Explanations explanations =
        new Explanations(
            call,
            requireNonNull(caller.installation()),
            configuration.scopes() == null
                ? granted
                : GrantedPermissions.of(configuration.scopes()),
            caller.redactor(),
            configuration);
    explanations.addOutOfService(configuration);
    if (explanations.found.isEmpty()) {
      Optional<Explanation> resource =
          known.stream().filter(each -> each.cause() == Cause.RESOURCE_DENIED).findFirst();
      explanations.explain(resource.isPresent());
      resource.ifPresent(explanations.found::add);
    }
    return explanations.found;
  }

  /** OAuth's own codes where there are any; what Vercel sends in their place has varied. */
  private static List<Explanation> ofExchange(ErrorBody error) {
    String code = String.valueOf(error.code());
    String message = String.valueOf(error.message());
    if (code.equals("invalid_client")
        || (code.equals("not_found") && NAMES_CLIENT.matcher(message).find())) {
      return List.of(
          Explanation.of(
              Cause.INVALID_CLIENT,
              code.equals("invalid_client")
                  ? "The response has the code invalid_client."
                  : "The response has the code not_found, and its message speaks of the client.",
              "Compare client id and client secret with the integration's in the Integrations"
                  + " Console."));
    }
    if (code.equals("invalid_grant") || NAMES_CODE.matcher(message).find()) {
      return List.of(
          Explanation.of(
              Cause.INVALID_GRANT,
              code.equals("invalid_grant")
                  ? "The response has the code invalid_grant."
                  : "The response's message speaks of the code or the redirect URI.",
              "A code lives for 30 minutes, can be exchanged once, and only with a redirect_uri"
                  + " equal to the redirect URL in the Integrations Console; compare the two, and"
                  + " have the integration installed again for a new code."));
    }
    return List.of();
  }

  private static Explanation redirected(Response response, Redactor redactor) {
    String location = response.header("Location");
    // Masked first, for a URL writes the name of its host in its own way
    HttpUrl target =
        location == null ? null : response.request().url().resolve(redactor.redactName(location));
    return Explanation.of(
        Cause.REDIRECTED,
        "The response leads to "
            + (target == null ? "no HTTP address" : origin(target))
            + "; only reads follow a redirect, none of them from https to http or for ever.",
        "Check the base URL, and whether a proxy responds in Vercel's place.");
  }

  private static Explanation notVercel(FailedCall call) {
    return Explanation.of(
        Cause.NOT_VERCEL,
        "The response has no request id of Vercel's (x-vercel-id), and its body is not JSON"
            + (call.server() == null ? "." : "; it calls its server " + call.server() + "."),
        "Check the base URL, and whether a proxy, gateway or firewall responds in Vercel's place.");
  }

  /** Whoever responded then was not asked on behalf of the installation. */
  private static boolean isLedElsewhere(Request request, Request sent) {
    return sent.header(AUTHORIZATION) == null && !Endpoint.isSameOrigin(sent.url(), request.url());
  }

  private void addRedirected(Request request, Request sent) {
    add(
        Cause.REDIRECTED,
        "The request went to "
            + origin(sent.url())
            + " in the end, not to "
            + origin(request.url())
            + ", and without the token.",
        "Check the base URL, and whether a redirect or an interceptor leads away from Vercel.");
  }

  private static String origin(HttpUrl url) {
    String port = url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port();
    return url.scheme() + "://" + url.host() + port;
  }

  /** What the service itself gives as the reason; nothing else needs to be looked for then. */
  private void addStated(Request request, Request sent) {
    ErrorBody error = call.error();
    String token = sent.header(AUTHORIZATION);
    boolean unauthorized = call.status() == 401;
    if ("integration_configuration_disabled".equals(error.code())) {
      add(
          Cause.CONFIGURATION_DISABLED,
          "The response has the code integration_configuration_disabled.",
          "The owner of the account has to enable the integration again; the token stays valid.");
    } else if (error.is("missingToken")) {
      missingToken(
          token == null
              ? "The response says missingToken, and the request had no header Authorization any"
                  + " more when it was sent."
              : "The response says missingToken, although the call was sent with one.");
    } else if (token == null && (unauthorized || call.status() == 403)) {
      missingToken(
          "The response has status "
              + call.status()
              + ", and the request had no header Authorization any more when it was sent.");
    } else if (!clues.samlEnforced() && (error.is("invalidToken") || unauthorized)) {
      String evidence =
          error.is("invalidToken")
              ? "The response says invalidToken"
              : "The response has status 401";
      if (Objects.equals(token, request.header(AUTHORIZATION))) {
        revoked(evidence + ".");
      } else {
        add(
            Cause.INVALID_TOKEN,
            evidence + ", and the token that was sent is not the installation's.",
            "Look for an interceptor of the HTTP client that sets the header Authorization.");
      }
    }
  }

  private void addOutOfService(IntegrationConfiguration configuration) {
    String name = configuration();
    if (configuration.deletedAt() != null) {
      revoked(upperCase(name) + " was removed at " + configuration.deletedAt() + ".");
    } else if (configuration.disabledAt() != null) {
      add(
          Cause.CONFIGURATION_DISABLED,
          upperCase(name)
              + " is disabled since "
              + configuration.disabledAt()
              + (configuration.disabledReason() == null
                  ? "."
                  : ", with the reason " + configuration.disabledReason() + "."),
          "The owner of the account has to enable the integration again; the token stays valid.");
    }
  }

  /**
   * Adds what stands beside other causes.
   *
   * @param resourceDenied whether it is known that the response denies the resource by its name
   */
  private void explain(boolean resourceDenied) {
    boolean saml = clues.samlEnforced();
    if (saml) {
      add(
          Cause.SAML_ENFORCED,
          "The response says saml" + clues.team(" for ") + ".",
          "A member has to sign in to the team with SAML and install the integration there.");
    }
    if (!call.isPuzzling()) {
      return;
    }
    boolean teamRejected = !saml && clues.teamRejected();
    String owner = teamOfToken();
    if (call.team() == null) {
      if (owner == null ? teamRejected : call.endpoint().takesTeam()) {
        missingTeam(owner);
      }
    } else {
      otherTeam(call.team(), owner, teamRejected);
    }
    if (call.lacksTeamParameter()) {
      return;
    }
    Operation operation = call.endpoint().operation();
    boolean suffices = granted == null || operation == null || granted.mayCall(operation);
    if (!suffices) {
      missingPermission(requireNonNull(operation), requireNonNull(granted));
    }
    if (call.project() != null) {
      projectAmongSelected(call.project());
    }
    if (saml) {
      return;
    }
    boolean known = granted != null || operation == null;
    boolean named = suffices && (known || call.status() == 403) && namesWhatIsDenied(teamRejected);
    if (suffices && known && !named) {
      deniedInSpiteOfPermissions();
    }
    if (!teamRejected
        && call.team() == null
        && owner == null
        && call.endpoint().takesTeam()
        && !isPersonal()) {
      missingTeam(null);
    }
    if (!teamRejected
        && !named
        && !resourceDenied
        && granted == null
        && operation != null
        && call.status() == 403) {
      deniedForUnknownPermissions(operation);
    }
  }

  private void missingPermission(Operation operation, GrantedPermissions known) {
    add(
        Cause.MISSING_PERMISSION,
        needs(operation) + clues.denied(", and the response denies") + "; " + granted(known) + ".",
        "Add "
            + String.join(" and ", known.missingFor(operation))
            + " to the integration's scopes; every account that installed it has to confirm.");
  }

  private String granted(GrantedPermissions known) {
    return (isLearnt(known) ? configuration() + " has " : "granted are ") + known;
  }

  private void missingTeam(@Nullable String owner) {
    String evidence = "The call named no team";
    if (call.lacksTeamParameter()) {
      evidence = "The response has the code missing_team_param, and the call named no team";
    } else if (clues.teamRejected()) {
      evidence += ", and the response speaks of one" + clues.team(" called ");
    } else if (owner == null) {
      evidence += ", and the installation does not say that it has none";
    }
    if (owner == null) {
      add(
          Cause.MISSING_TEAM_ID,
          evidence + ".",
          "If a team installed the integration, give the Installation its teamId.");
    } else if (installation.teamId() == null) {
      add(
          Cause.MISSING_TEAM_ID,
          evidence + "; " + configuration() + " is one of the team " + owner + ".",
          "Give the Installation the teamId " + owner + ".");
    } else {
      add(
          Cause.MISSING_TEAM_ID,
          evidence + ", although the installation is one of the team " + owner + ".",
          "Make the call without withoutTeam(); where that is not used, look for what drops the"
              + " query, such as an interceptor of the HTTP client.");
    }
  }

  private void otherTeam(String named, @Nullable String owner, boolean rejected) {
    if (call.lacksTeamParameter()) {
      add(
          Cause.MISSING_TEAM_ID,
          "The response has the code missing_team_param, although the call named the team "
              + named
              + ".",
          "Look for a proxy or interceptor that drops the query.");
      return;
    }
    String evidence = "The call named the team " + named;
    String whose = configuration == null ? "the installation" : configuration();
    boolean differs = owner != null && isId(named) && isId(owner) && !named.equals(owner);
    boolean needless = configuration != null && isOwnedByUser(configuration);
    if (!rejected && !differs && !needless) {
      return;
    }
    if (rejected) {
      evidence += ", and the response rejects the team or scope" + clues.team(" ");
    }
    if (differs || needless) {
      evidence +=
          (rejected ? "; " : ", and ")
              + whose
              + " is one of "
              + (differs ? "the team " + owner : "a personal account");
    }
    add(
        Cause.WRONG_TEAM,
        evidence + ".",
        differs
            ? "Name the team " + owner + ", the only one that the token reaches."
            : needless
                ? "Make the call without a team."
                : "Use the teamId that the exchange returned together with this token.");
  }

  private void projectAmongSelected(String project) {
    if (configuration == null
        || configuration.projects() == null
        || !IntegrationConfigurationProjectSelection.SELECTED.equals(
            configuration.projectSelection())
        || configuration.projects().contains(project)) {
      return;
    }
    List<String> selected = configuration.projects();
    boolean comparable = project.startsWith("prj_") || selected.isEmpty();
    add(
        Cause.PROJECT_NOT_SELECTED,
        "The call is about the project "
            + project
            + ", and "
            + configuration()
            + " reaches selected ones only: "
            + shown(selected)
            + (comparable ? "." : "; these are ids, so it may be one of them."),
        "Somebody with access to the installation's page in Vercel's dashboard has to add the"
            + " project there.");
  }

  /**
   * Whether the response names a part of what the operation does, which speaks against the whole.
   */
  private boolean namesWhatIsDenied(boolean teamRejected) {
    String action = clues.narrowerAction();
    if (action != null) {
      add(
          Cause.ACTION_DENIED,
          "The response asks for additional permissions to " + action + although() + ".",
          (action.contains("production")
                  ? "Vercel takes a variable without a target for one of production: give it its"
                      + " targets, also beside custom environments. If production is meant, the"
                  : "The")
              + " role of the user who installed the integration may not allow it: ask the owner"
              + " of the account.");
      return true;
    }
    String resource = teamRejected || call.status() != 403 ? null : clues.resource();
    if (resource == null || !clues.denied("").isEmpty()) {
      return false;
    }
    add(
        Cause.RESOURCE_DENIED,
        "The response denies " + resource + " by its name" + although() + ".",
        "Look up which account or team it belongs to: name that team, or have the integration"
            + " installed there. If it is this installation's own, ask the owner of the account"
            + " what their plan and role allow.");
    return true;
  }

  private String although() {
    return granted == null ? "" : ", although " + granted(granted);
  }

  /** The tables cannot be all there is to it, or do not know the endpoint. */
  private void deniedInSpiteOfPermissions() {
    String denied = clues.denied("The response denies");
    if (denied.isEmpty()) {
      return;
    }
    boolean unknown = call.endpoint().operation() == null;
    String evidence = denied;
    if (granted != null) {
      evidence += (unknown ? "; " : ", although ") + granted(granted);
    }
    add(
        Cause.ACTION_DENIED,
        evidence + ".",
        unknown
            ? "Look up in Vercel's documentation which permission "
                + call.endpoint()
                + " needs, and whether the account's plan has it."
            : granted != null && isLearnt(granted)
                ? "The plan or the role of the user who installed the integration may not allow it:"
                    + " ask the owner of the account, and Vercel's support with the request id."
                : "The permissions may have changed: diagnose() asks for the configuration; else ask the"
                    + " owner of the account what their plan and role allow.");
  }

  private void deniedForUnknownPermissions(Operation operation) {
    String denied = clues.denied(",");
    boolean generally = PERMISSION_CODES.contains(String.valueOf(call.error().code()));
    if (operation.permissions().isEmpty() || (!generally && denied.isEmpty())) {
      return;
    }
    add(
        Cause.MISSING_PERMISSION,
        needs(operation)
            + ", and the response rejects the call without blaming the token"
            + denied
            + "; what was granted is not known here.",
        "Compare with the scopes of the installation's configuration; withPermissions(…) makes it"
            + " certain, and diagnose() asks for them.");
  }

  private void missingToken(String evidence) {
    add(
        Cause.MISSING_TOKEN,
        evidence,
        "Look for a proxy or interceptor that drops the header Authorization.");
  }

  private void revoked(String evidence) {
    add(
        Cause.INVALID_TOKEN,
        evidence,
        "The token was revoked, for example by removing the installation, or is not one:"
            + " stop using it, and exchange the code of a new installation.");
  }

  /** The team whose token it is, as far as that is known. */
  private @Nullable String teamOfToken() {
    return configuration != null && (configuration.teamId() != null || isOwnedByUser(configuration))
        ? configuration.teamId()
        : installation.teamId();
  }

  private static boolean isOwnedByUser(IntegrationConfiguration configuration) {
    return configuration.teamId() == null
        && configuration.ownerId() != null
        && configuration.ownerId().equals(configuration.userId());
  }

  /** The exchange gives all ids but the team's to the installation of a personal account. */
  private boolean isPersonal() {
    return (configuration != null && isOwnedByUser(configuration))
        || (teamOfToken() == null
            && installation.configurationId() != null
            && installation.userId() != null);
  }

  /** A team can be named by its slug, too, and the two cannot be compared. */
  private static boolean isId(String team) {
    return team.startsWith("team_");
  }

  private boolean isLearnt(GrantedPermissions known) {
    return configuration != null
        && configuration.scopes() != null
        && known.equals(GrantedPermissions.of(configuration.scopes()));
  }

  private String configuration() {
    return "the configuration " + installation.configurationId();
  }

  private static String upperCase(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
  }

  private static String shown(List<String> ids) {
    if (ids.isEmpty()) {
      return "none";
    }
    return String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
        + (ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "");
  }

  private static String needs(Operation operation) {
    return operation.operationId() + " needs " + PermissionRules.needed(operation);
  }

  private void add(Cause cause, String evidence, String fix) {
    found.add(Explanation.of(cause, redactor.redactName(evidence), redactor.redactName(fix)));
  }
}
