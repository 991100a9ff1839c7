package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What speaks for a cause and what speaks against it, one case for each; prints them as a table. A
 * case names all causes that stand, the best supported one first.
 */
class CausesTest extends WithServer {
  private static final Installation UNKNOWN_OWNER = Installation.of(TOKEN);
  private static final String SAML = "'saml':true,'teamId':null,'scope':'x-projects'";

  private enum Side {
    FOR,
    AGAINST
  }

  /** A response without a request id is not known to be Vercel's. */
  private record Response(int status, boolean requestId, String body) {
    static Response of(int status, String error) {
      return new Response(status, true, "{'error':{" + error + "}}");
    }
  }

  private record Case(
      Cause cause,
      Side side,
      String evidence,
      Function<CausesTest, VercelCall<?>> call,
      Response response,
      List<Cause> standing) {
    static Case of(
        Cause cause,
        Side side,
        String evidence,
        Function<CausesTest, VercelCall<?>> call,
        Response response,
        Cause... standing) {
      return new Case(cause, side, evidence, call, response, List.of(standing));
    }

    @Override
    public String toString() {
      return cause + " " + side + ": " + evidence;
    }
  }

  private static Function<CausesTest, VercelCall<?>> read(
      Installation installation, String... permissions) {
    return test -> {
      InstallationClient client = test.as(installation);
      return (permissions.length == 0
              ? client
              : client.withPermissions(GrantedPermissions.of(permissions)))
          .projects()
          .getProject("shop");
    };
  }

  private static Function<CausesTest, VercelCall<?>> readOfTeam(String team) {
    return test ->
        test.as(TEAM).with(CallOptions.defaults().withTeamId(team)).projects().getProject("shop");
  }

  private static Function<CausesTest, VercelCall<?>> domain(String... permissions) {
    return test -> {
      InstallationClient client = test.as(TEAM);
      return (permissions.length == 0
              ? client
              : client.withPermissions(GrantedPermissions.of(permissions)))
          .domains()
          .getDomain("shop.example");
    };
  }

  static Stream<Case> cases() {
    String forbidden = "'code':'forbidden','message':'Not authorized'";
    return Stream.of(
        Case.of(
            Cause.CONFIGURATION_DISABLED,
            Side.FOR,
            "the code integration_configuration_disabled",
            read(TEAM),
            Response.of(403, "'code':'integration_configuration_disabled'"),
            Cause.CONFIGURATION_DISABLED),
        Case.of(
            Cause.CONFIGURATION_DISABLED,
            Side.AGAINST,
            "another code, whatever the message says",
            read(TEAM, "read:project"),
            Response.of(403, "'code':'forbidden','message':'integration_configuration_disabled'")),
        Case.of(
            Cause.INVALID_TOKEN,
            Side.FOR,
            "invalidToken",
            read(TEAM),
            Response.of(403, forbidden + ",'invalidToken':true"),
            Cause.INVALID_TOKEN),
        Case.of(
            Cause.INVALID_TOKEN,
            Side.FOR,
            "status 401",
            read(TEAM),
            Response.of(401, forbidden),
            Cause.INVALID_TOKEN),
        Case.of(
            Cause.INVALID_TOKEN,
            Side.AGAINST,
            "invalidToken is false",
            read(TEAM, "read:project"),
            Response.of(403, forbidden + ",'invalidToken':false")),
        Case.of(
            Cause.INVALID_TOKEN,
            Side.AGAINST,
            "missingToken: none arrived",
            read(TEAM),
            Response.of(401, forbidden + ",'missingToken':true"),
            Cause.MISSING_TOKEN),
        Case.of(
            Cause.SAML_ENFORCED,
            Side.FOR,
            "saml, and enforced or nothing about that",
            read(TEAM),
            Response.of(403, forbidden + "," + SAML),
            Cause.SAML_ENFORCED),
        Case.of(
            Cause.SAML_ENFORCED,
            Side.AGAINST,
            "enforced is false: the team it names is what is left",
            read(TEAM),
            Response.of(403, forbidden + "," + SAML + ",'enforced':false"),
            Cause.WRONG_TEAM),
        Case.of(
            Cause.SAML_ENFORCED,
            Side.AGAINST,
            "enforced is false, and the call named no team",
            read(PERSONAL),
            Response.of(403, forbidden + "," + SAML + ",'enforced':false"),
            Cause.MISSING_TEAM_ID),
        Case.of(
            Cause.MISSING_TEAM_ID,
            Side.FOR,
            "no team named, and the owner is not known",
            read(UNKNOWN_OWNER),
            Response.of(404, "'code':'not_found'"),
            Cause.MISSING_TEAM_ID),
        Case.of(
            Cause.MISSING_TEAM_ID,
            Side.FOR,
            "no team named, and the response names one",
            read(PERSONAL),
            Response.of(403, forbidden + ",'scope':'acme'"),
            Cause.MISSING_TEAM_ID),
        Case.of(
            Cause.MISSING_TEAM_ID,
            Side.AGAINST,
            "a personal account",
            read(PERSONAL),
            Response.of(404, "'code':'not_found'")),
        Case.of(
            Cause.MISSING_TEAM_ID,
            Side.AGAINST,
            "the response does not look like Vercel's",
            read(UNKNOWN_OWNER),
            new Response(404, false, ""),
            Cause.NOT_VERCEL),
        Case.of(
            Cause.WRONG_TEAM,
            Side.FOR,
            "a team named that is not the installation's",
            readOfTeam("team_9"),
            Response.of(404, "'code':'not_found'"),
            Cause.WRONG_TEAM),
        Case.of(
            Cause.WRONG_TEAM,
            Side.FOR,
            "the same, and SAML is enforced: both stand",
            readOfTeam("team_9"),
            Response.of(403, forbidden + "," + SAML),
            Cause.SAML_ENFORCED,
            Cause.WRONG_TEAM),
        Case.of(
            Cause.WRONG_TEAM,
            Side.AGAINST,
            "the installation's own team, which the response does not reject",
            readOfTeam("team_7"),
            Response.of(404, "'code':'not_found'")),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.FOR,
            "the known permissions do not suffice",
            read(TEAM, "read:user"),
            Response.of(404, "'code':'not_found'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.FOR,
            "forbidden, and the permissions are not known",
            read(TEAM),
            Response.of(403, forbidden),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.FOR,
            "the known permissions do not suffice, and SAML is enforced: both stand",
            read(TEAM, "read:user"),
            Response.of(403, forbidden + "," + SAML),
            Cause.SAML_ENFORCED,
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.AGAINST,
            "the known permissions suffice",
            read(TEAM, "read:project"),
            Response.of(403, forbidden)),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.AGAINST,
            "the message asks for more than the operation's own",
            read(TEAM),
            Response.of(
                403,
                "'code':'forbidden','message':'Additional permissions are required to create"
                    + " production environment variables.'"),
            Cause.ACTION_DENIED),
        Case.of(
            Cause.MISSING_PERMISSION,
            Side.AGAINST,
            "the response names the resource",
            domain(),
            Response.of(403, "'code':'forbidden','message':'Not authorized to use shop.example.'"),
            Cause.RESOURCE_DENIED),
        Case.of(
            Cause.ACTION_DENIED,
            Side.FOR,
            "an action that the permissions allow",
            read(TEAM, "read:project"),
            Response.of(403, forbidden + ",'action':'read','resource':'project'"),
            Cause.ACTION_DENIED),
        Case.of(
            Cause.ACTION_DENIED,
            Side.AGAINST,
            "the known permissions do not allow it",
            read(TEAM, "read:user"),
            Response.of(403, forbidden + ",'action':'read','resource':'project'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.FOR,
            "what the path names is in a detail",
            domain("read:domain"),
            Response.of(403, forbidden + ",'value':'shop.example'"),
            Cause.RESOURCE_DENIED),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.FOR,
            "a detail names a domain",
            read(TEAM),
            Response.of(403, forbidden + ",'domain':{'name':'other.example'}"),
            Cause.RESOURCE_DENIED),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.FOR,
            "the message quotes a name",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'No access to `other`'"),
            Cause.RESOURCE_DENIED),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "what the message quotes is a permission",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'Needs `read:project`'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "what looks like a domain is a link",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'See https://vercel.com/docs'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "what looks like a domain is a link without a scheme",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'See docs.vercel.com/scopes'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "what looks like a domain is an address of mail",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'Ask john.doe@acme.example for it'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.WRONG_TEAM,
            Side.AGAINST,
            "the scope that the message speaks of is a permission",
            read(TEAM),
            Response.of(403, "'code':'forbidden','message':'It lacks the read:project scope'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "the name is part of another word",
            domain(),
            Response.of(403, "'code':'forbidden','message':'Not my-shop.example-domain'"),
            Cause.MISSING_PERMISSION),
        Case.of(
            Cause.RESOURCE_DENIED,
            Side.AGAINST,
            "not found, which names what was looked for",
            domain(),
            Response.of(404, "'code':'not_found','message':'No domain shop.example'")),
        Case.of(
            Cause.NOT_VERCEL,
            Side.FOR,
            "no request id, and no JSON",
            read(TEAM, "read:user"),
            new Response(403, false, "<html>Blocked</html>"),
            Cause.NOT_VERCEL),
        Case.of(
            Cause.NOT_VERCEL,
            Side.FOR,
            "the same with status 401: it says nothing about the token",
            read(TEAM),
            new Response(401, false, ""),
            Cause.NOT_VERCEL),
        Case.of(
            Cause.NOT_VERCEL,
            Side.FOR,
            "the same of a failed gateway",
            read(TEAM),
            new Response(502, false, "Bad gateway"),
            Cause.NOT_VERCEL),
        Case.of(
            Cause.NOT_VERCEL,
            Side.AGAINST,
            "Vercel's request id",
            read(TEAM),
            new Response(404, true, "")),
        Case.of(
            Cause.NOT_VERCEL,
            Side.AGAINST,
            "JSON",
            read(TEAM),
            new Response(404, false, "{'error':{'code':'not_found'}}")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void causeStandsByItsEvidence(Case each) {
    assertThat(each.standing().contains(each.cause())).isEqualTo(each.side() == Side.FOR);
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(each.response().status())
            .body(each.response().body().replace('\'', '"'));
    if (each.response().requestId()) {
      response.addHeader("x-vercel-id", "fra1::1");
    }
    server.enqueue(response.build());
    VercelCall<?> call = each.call().apply(this);

    VercelApiException failure = failure(VercelApiException.class, call::execute);

    assertThat(failure.explanations())
        .extracting(Explanation::cause)
        .containsExactlyElementsOf(each.standing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope ", "a.", "\\\"", "read:", "additional permissions are "})
  void longMessageIsExplainedInOnePass(String part) {
    respond(403, "{\"error\":{\"code\":\"x\",\"message\":\"" + part.repeat(100_000) + "\"}}");

    failure(
        PermissionDeniedException.class, () -> as(TEAM).projects().getProject("shop").execute());
  }

  /** The exchange's two, a redirect and what only a diagnosis finds have tests of their own. */
  @Test
  void eachCauseOfACallHasEvidenceForAndAgainst() {
    Set<Cause> elsewhere =
        EnumSet.of(
            Cause.INVALID_GRANT,
            Cause.INVALID_CLIENT,
            Cause.MISSING_TOKEN,
            Cause.PROJECT_NOT_SELECTED,
            Cause.REDIRECTED,
            Cause.UNDETERMINED);

    for (Side side : Side.values()) {
      assertThat(cases().filter(each -> each.side() == side).map(Case::cause))
          .containsAll(
              Arrays.stream(Cause.values()).filter(cause -> !elsewhere.contains(cause)).toList());
    }
  }

  @AfterAll
  static void printTable() {
    System.out.println(
        cases()
            .map(
                each ->
                    "| "
                        + each.cause()
                        + " | "
                        + each.side().name().toLowerCase(Locale.ROOT)
                        + " | "
                        + each.evidence()
                        + " | "
                        + each.response().status()
                        + " | "
                        + each.standing().stream()
                            .map(Cause::name)
                            .collect(Collectors.joining(", "))
                        + " |")
            .collect(
                Collectors.joining(
                    "\n",
                    "| cause | evidence | what it is | status | causes that stand |\n|---|---|---|---|---|\n",
                    "\n")));
  }
}
