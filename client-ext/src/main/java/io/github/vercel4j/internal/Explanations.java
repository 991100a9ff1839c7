package io.github.vercel4j.internal;

import io.github.vercel4j.Explanation;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.GrantedPermissions;
import io.github.vercel4j.Installation;
import io.github.vercel4j.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused: first what the answer states, then what the known grants say, then what
 * the request lacks.
 */
final class Explanations {
  /** As in: trying to access resource under scope "acme". A permission's scope has a colon. */
  private static final Pattern NAMES_SCOPE =
      Pattern.compile("\\bscope\\b(?!.*\\bread(-write)?:)", Pattern.CASE_INSENSITIVE);

  /** As in: OAuth client not found. */
  private static final Pattern NAMES_CLIENT =
      Pattern.compile("\\bclient\\b|\\bclient_", Pattern.CASE_INSENSITIVE);

  /** As in: Invalid grant: authorization code is invalid. */
  private static final Pattern NAMES_GRANT =
      Pattern.compile(
          "\\binvalid[ _]grant|\\bauthorization code|\\bredirect[ _]ur[il]\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> REFUSED_FOR_TEAM =
      Set.of("team_unauthorized", "not_authorized_for_scope");
  private static final Set<String> REFUSED_FOR_PERMISSION = Set.of("forbidden", "not_authorized");

  private final Operation operation;
  private final int status;
  private final ErrorBody error;
  private final Installation installation;
  private final @Nullable GrantedPermissions grants;
  private final @Nullable String teamId;
  private final List<Explanation> found = new ArrayList<>();

  private Explanations(
      Operation operation,
      int status,
      ErrorBody error,
      Installation installation,
      @Nullable GrantedPermissions grants,
      @Nullable String teamId) {
    this.operation = operation;
    this.status = status;
    this.error = error;
    this.installation = installation;
    this.grants = grants;
    this.teamId = teamId;
  }

  static List<Explanation> of(
      Operation operation, Request request, Response response, ErrorBody error, Caller caller) {
    if (response.isRedirect()) {
      return List.of(redirected(response));
    }
    Installation installation = caller.installation();
    if (installation == null) {
      return operation == Operation.EXCHANGE_CODE ? ofExchange(error) : List.of();
    }
    Explanations explanations =
        new Explanations(
            operation,
            response.code(),
            error,
            installation,
            caller.grants(),
            Team.namedBy(request.url()));
    explanations.explain();
    return explanations.found;
  }

  /** OAuth's own codes where there are any; what Vercel answers in their place has varied. */
  private static List<Explanation> ofExchange(ErrorBody error) {
    String code = String.valueOf(error.code());
    String message = String.valueOf(error.message());
    if (code.equals("invalid_client")
        || (code.equals("not_found") && NAMES_CLIENT.matcher(message).find())) {
      return List.of(
          new Explanation(
              Cause.INVALID_CLIENT,
              code.equals("invalid_client")
                  ? "The answer has the code invalid_client."
                  : "The answer has the code not_found, and its message speaks of the client.",
              "Compare client id and client secret with the integration's in the Integrations"
                  + " Console."));
    }
    if (code.equals("invalid_grant") || NAMES_GRANT.matcher(message).find()) {
      return List.of(
          new Explanation(
              Cause.INVALID_GRANT,
              code.equals("invalid_grant")
                  ? "The answer has the code invalid_grant."
                  : "The answer's message speaks of the code or the redirect URI.",
              "A code lives for 30 minutes, can be exchanged once, and only with a redirect_uri"
                  + " equal to the redirect URL in the Integrations Console; compare the two, and"
                  + " have the integration installed again for a new code."));
    }
    return List.of();
  }

  private static Explanation redirected(Response response) {
    String location = response.header("Location");
    HttpUrl target = location == null ? null : response.request().url().resolve(location);
    return new Explanation(
        Cause.REDIRECTED,
        "The answer leads to "
            + (target == null ? "no HTTP address" : target.scheme() + "://" + target.host())
            + "; only reads follow a redirect, none of them from https to http or for ever.",
        "Check the base URL, and whether a proxy answers in Vercel's place.");
  }

  private void explain() {
    if (isStated() || (status != 403 && status != 404)) {
      return;
    }
    boolean teamNamed = isTeamNamed();
    if (teamNamed && teamId != null) {
      add(
          Cause.OTHER_TEAM,
          "The call named the team " + teamId + ", and the answer refuses the team or scope.",
          "Use the teamId that the exchange returned together with this token.");
    } else if (teamNamed) {
      missingTeam("The call named no team, and the answer speaks of one.");
    }
    if (grants != null && !grants.mayCall(operation)) {
      add(
          Cause.MISSING_GRANT,
          operation.operationId() + " needs " + needed() + "; granted are " + grants + ".",
          "Add "
              + String.join(" and ", grants.missingFor(operation))
              + " to the integration's scopes; every account that installed it has to confirm.");
    }
    if (!teamNamed && teamId == null && takesTeam() && !isPersonal()) {
      missingTeam("The call named no team, and the installation does not say that it has none.");
    }
    if (!teamNamed && grants == null && status == 403) {
      refusedForUnknownGrants();
    }
  }

  /** What the service itself gives as the reason; nothing else needs to be looked for then. */
  private boolean isStated() {
    if ("integration_configuration_disabled".equals(error.code())) {
      add(
          Cause.CONFIGURATION_DISABLED,
          "The answer has the code integration_configuration_disabled.",
          "The owner of the account has to enable the integration again; the token stays valid.");
    } else if (error.is("missingToken")) {
      add(
          Cause.MISSING_TOKEN,
          "The answer says missingToken, although the call was sent with one.",
          "Look for a proxy or interceptor that drops the header Authorization.");
    } else if (error.is("saml")) {
      add(
          Cause.SAML_ENFORCED,
          "The answer says saml" + team() + ".",
          "A member has to sign in to the team with SAML and install the integration there.");
    } else if (error.is("invalidToken") || status == 401) {
      add(
          Cause.INVALID_TOKEN,
          error.is("invalidToken") ? "The answer says invalidToken." : "The answer has status 401.",
          "The token was revoked, for example by removing the installation, or is not one:"
              + " stop using it, and exchange the code of a new installation.");
    } else if ("missing_team_param".equals(error.code())) {
      String evidence = "The answer has the code missing_team_param";
      if (teamId == null) {
        missingTeam(evidence + ", and the call named no team.");
      } else {
        add(
            Cause.MISSING_TEAM_ID,
            evidence + ", although the call named the team " + teamId + ".",
            "Look for a proxy or interceptor that drops the query.");
      }
    }
    return !found.isEmpty();
  }

  private void refusedForUnknownGrants() {
    String resource = resource();
    boolean refused = REFUSED_FOR_PERMISSION.contains(String.valueOf(error.code()));
    if (operation.permissions().isEmpty() || (!refused && resource.isEmpty())) {
      return;
    }
    add(
        Cause.MISSING_GRANT,
        operation.operationId()
            + " needs "
            + needed()
            + ", and the answer refuses the call without blaming the token"
            + resource
            + "; what was granted is not known here.",
        "Compare with the scopes of the installation's configuration; withGrants(…) makes it"
            + " certain.");
  }

  private void missingTeam(String evidence) {
    add(
        Cause.MISSING_TEAM_ID,
        evidence,
        "If a team installed the integration, give the Installation its teamId.");
  }

  /** Not declared where the path says whose data it is; there it cannot be what is missing. */
  private boolean takesTeam() {
    return !operation.path().contains("{teamId}") && !operation.tag().equals("user");
  }

  private boolean isTeamNamed() {
    return REFUSED_FOR_TEAM.contains(String.valueOf(error.code()))
        || error.extra("scope") != null
        || error.extra("teamId") != null
        || (error.message() != null && NAMES_SCOPE.matcher(error.message()).find());
  }

  /** The exchange gives all ids but the team's to the installation of a personal account. */
  private boolean isPersonal() {
    return installation.teamId() == null
        && installation.configurationId() != null
        && installation.userId() != null;
  }

  private String needed() {
    return Grants.needed(operation);
  }

  private String team() {
    String team = error.extra("scope") == null ? error.extra("teamId") : error.extra("scope");
    return team == null ? "" : " for " + team;
  }

  private String resource() {
    return Stream.of("action", "resource")
        .filter(name -> error.extra(name) != null)
        .map(name -> ", " + name + " " + error.extra(name))
        .collect(Collectors.joining());
  }

  private void add(Cause cause, String evidence, String remedy) {
    found.add(new Explanation(cause, evidence, remedy));
  }
}
