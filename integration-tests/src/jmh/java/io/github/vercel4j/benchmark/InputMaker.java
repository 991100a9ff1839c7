package io.github.vercel4j.benchmark;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the committed inputs from the contract, as full as the service's responses look: the same
 * bytes for the same contract. A new contract alone is no reason to make them anew, for times are
 * compared over the same bytes.
 */
final class InputMaker {
  private static final Set<String> PROJECT =
      keys(
          """
          autoAssignCustomDomains autoExposeSystemEnvs buildCommand commandForIgnoringBuildStep
          connectConfigurationId createdAt creator crons customEnvironments defaultResourceConfig
          deploymentExpiration devCommand enablePreviewFeedback env features framework gitComments
          gitForkProtection gitLFS hasDeployments installCommand lastRollbackTarget latestDeployments link live oidcTokenConfig outputDirectory permissions
          publicSource resourceConfig rollingRelease rootDirectory security serverlessFunctionRegion
          skewProtectionMaxAge sourceFilesOutsideRootDirectory speedInsights ssoProtection targets
          updatedAt webAnalytics
          """);

  /** What optional keys an object gets; one that is not listed gets half of them, by chance. */
  private static final Map<String, Set<String>> USUAL =
      Map.of(
          "Project",
          PROJECT,
          "ProjectDeployment",
          keys(
              """
              alias aliasAssigned aliasError builds buildingAt meta readyAt readySubstate
              requestedAt target teamId userId withCache
              """),
          "EnvironmentVariable",
          keys(
              """
              comment configurationId createdAt createdBy customEnvironmentIds gitBranch id target
              updatedAt updatedBy
              """),
          "ResourceConfig",
          keys("elasticConcurrencyEnabled fluid functionDefaultMemoryType functionDefaultTimeout"),
          "ProjectSecurity",
          keys("attackModeEnabled firewallConfigVersion firewallEnabled firewallUpdatedAt"),
          "ProjectLinkGitHub",
          keys("createdAt repo repoId repoOwnerId sourceless updatedAt"),
          "DeploymentSummary",
          keys(
              """
              aliasAssigned attribution buildingAt checksConclusion checksState expiration isRollbackCandidate
              meta projectSettings ready readySubstate source state target
              """),
          "DeploymentInitiator",
          keys("email githubLogin username"),
          "DeploymentSummaryProjectSettings",
          keys(
              """
              buildCommand commandForIgnoringBuildStep createdAt devCommand framework gitComments
              gitForkProtection gitLFS installCommand nodeVersion outputDirectory publicSource
              rootDirectory sourceFilesOutsideRootDirectory
              """),
          "FilterProjectEnvsResponseEnvs",
          Set.of());

  /** The variants that the service sends most. */
  private static final Set<String> VARIANTS =
      Set.of("ProjectLinkGitHub", "ProjectCreatorUser", "FilterProjectEnvsResponseEnvs");

  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("projects", 20),
          Map.entry("deployments", 20),
          Map.entry("envs", 40),
          Map.entry("env", 2),
          Map.entry("latestDeployments", 1),
          Map.entry("alias", 1),
          Map.entry("automaticAliases", 1),
          Map.entry("builds", 0),
          Map.entry("customEnvironments", 0),
          Map.entry("customEnvironmentIds", 0),
          Map.entry("deployHooks", 0),
          Map.entry("definitions", 1),
          Map.entry("functionDefaultRegions", 1));

  private static final Set<String> NULL =
      Set.of(
          "aliasError",
          "commandForIgnoringBuildStep",
          "gitBranch",
          "lastRollbackTarget",
          "monorepoManager",
          "outputDirectory",
          "publicSource",
          "rollingRelease");

  private static final List<String> NAMES =
      List.of("storefront", "docs", "admin-console", "checkout", "status-page", "mailer", "search");
  private static final List<String> SENTENCES =
      List.of(
          "Show the price with tax in the basket",
          "Fix the link to the imprint",
          "Bump the linter, no change in what is served",
          "Cache the menu for a minute \u2013 it is asked for on every page",
          "Say \"sold out\" where nothing is left");
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

  private final Map<String, JsonValue> schemas;
  private Random random = new Random(0);
  private String name = NAMES.get(0);

  private InputMaker(Map<String, JsonValue> schemas) {
    this.schemas = schemas;
  }

  /** Takes the patched document and the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    JsonValue document = JsonValue.parse(Files.readString(Path.of(arguments[0])));
    JsonObject components = (JsonObject) members(document).get("components");
    InputMaker maker = new InputMaker(members(members(components).get("schemas")));
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> input :
        Map.of(
                "projects", "GetProjectsResponse",
                "deployments", "GetDeploymentsResponse",
                "project", "Project",
                "envs", "FilterProjectEnvsResponse")
            .entrySet()) {
      maker.random = new Random(input.getKey().hashCode());
      Files.writeString(
          folder.resolve(input.getKey() + ".json"), maker.component("", input.getValue()) + "\n");
    }
  }

  private JsonValue component(String key, String component) {
    JsonObject schema = (JsonObject) schemas.get(component);
    if (schema.get("enum") != null) {
      return any(elements(schema.get("enum")));
    }
    if (schema.get("oneOf") != null) {
      List<JsonValue> variants = elements(schema.get("oneOf"));
      for (JsonValue variant : variants) {
        JsonValue reference = members(variant).get("$ref");
        if (reference != null && VARIANTS.contains(componentOf(reference))) {
          return value(key, variant);
        }
      }
      return value(key, variants.get(0));
    }
    if (component.equals("Project") || component.equals("DeploymentSummary")) {
      name = any(NAMES) + "-" + id(3).toLowerCase(java.util.Locale.ROOT);
    }
    Collection<String> required =
        elements(schema.get("required")).stream().map(InputMaker::string).toList();
    Set<String> usual = USUAL.get(component);
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members(schema.get("properties"))
        .forEach(
            (member, property) -> {
              if (required.contains(member)
                  || (usual == null ? random.nextBoolean() : usual.contains(member))) {
                members.put(member, value(member, property));
              }
            });
    return JsonValue.of(members);
  }

  private JsonValue value(String key, JsonValue schema) {
    Map<String, JsonValue> keywords = members(schema);
    if (keywords.get("nullable") != null && NULL.contains(key)) {
      return JsonValue.NULL;
    } else if (keywords.get("$ref") != null) {
      return component(key, componentOf(keywords.get("$ref")));
    } else if (keywords.get("allOf") != null) {
      return value(key, elements(keywords.get("allOf")).get(0));
    } else if (keywords.get("enum") != null) {
      return elements(keywords.get("enum")).get(0);
    }
    String format = keywords.get("format") == null ? "" : string(keywords.get("format"));
    return switch (keywords.get("type") == null ? "any" : string(keywords.get("type"))) {
      case "string" -> JsonValue.of(text(key));
      case "boolean" -> JsonValue.of(random.nextInt(4) > 0);
      case "integer" ->
          JsonValue.of(
              switch (format) {
                case "epoch-millis" -> 1_761_523_200_000L + random.nextInt(1 << 30);
                case "epoch-seconds" -> 1_761_523_200L + random.nextInt(1 << 20);
                case "int64" -> random.nextInt(1_000_000_000);
                default -> (long) random.nextInt(100);
              });
      case "number" -> JsonValue.of(BigDecimal.valueOf(random.nextInt(10_000), 2));
      case "array" -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = SIZES.getOrDefault(key, 2); i > 0; i--) {
          elements.add(value(key, keywords.get("items")));
        }
        yield JsonValue.of(elements);
      }
      case "object" -> map(key, keywords.get("additionalProperties"));
      default -> JsonValue.of(text(key));
    };
  }

  private JsonValue map(String key, @Nullable JsonValue schema) {
    List<String> keys =
        switch (key) {
          case "meta" ->
              List.of(
                  "githubCommitAuthorLogin",
                  "githubCommitAuthorName",
                  "githubCommitMessage",
                  "githubCommitOrg",
                  "githubCommitRef",
                  "githubCommitRepo",
                  "githubCommitSha",
                  "githubDeployment",
                  "githubOrg",
                  "githubRepo",
                  "githubRepoId");
          case "permissions" ->
              List.of(
                  "aliasProject",
                  "analytics",
                  "deployment",
                  "domain",
                  "job",
                  "logs",
                  "projectEnvVars",
                  "projectMember");
          case "targets" -> List.of("production");
          default -> List.of("first", "second");
        };
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String member : keys) {
      members.put(
          member,
          schema instanceof JsonObject ? value(member, schema) : JsonValue.of(text(member)));
    }
    return JsonValue.of(members);
  }

  private String text(String key) {
    return switch (key) {
      case "name", "project", "githubCommitRepo", "githubRepo", "repo" -> name;
      case "githubCommitMessage", "comment", "message" -> any(SENTENCES);
      case "githubCommitSha" -> hex(40);
      case "githubCommitRef", "productionBranch", "gitBranch" -> "main";
      case "githubCommitOrg", "githubOrg", "org", "owner", "scope" -> "hazel-labs";
      case "githubCommitAuthorName" -> "Mira Holt";
      case "githubCommitAuthorLogin", "githubLogin", "username" -> "mira";
      case "email" -> "mira@example.com";
      case "githubDeployment" -> "1";
      case "githubRepoId" -> Integer.toString(100_000_000 + random.nextInt(900_000_000));
      case "url", "deploymentHostname", "alias", "automaticAliases" ->
          name + "-" + id(9) + "-hazel-labs.vercel.app";
      case "inspectorUrl" -> "https://vercel.com/hazel-labs/" + name + "/" + id(28);
      case "accountId", "teamId", "ownerId", "owner_id" -> "team_" + id(24);
      case "projectId", "project_id" -> "prj_" + id(28);
      case "uid", "userId", "createdBy", "updatedBy" -> id(24);
      case "key" -> "ACME_" + any(List.of("API_URL", "TOKEN", "FLAGS", "REGION")) + "_" + id(3);
      case "value" -> hex(64);
      case "target" -> any(List.of("production", "preview"));
      case "functionDefaultRegions", "serverlessFunctionRegion" -> "fra1";
      case "buildCommand", "devCommand", "installCommand" -> "npm run " + key.substring(0, 3);
      case "sub" -> "owner:hazel-labs:project:" + name + ":environment:production";
      case "iss", "aud" -> "https://oidc.vercel.com/hazel-labs";
      case "environment" -> "production";
      case "plan" -> "pro";
      case "rootDirectory" -> "apps/" + name;
      default -> id(key.endsWith("d") ? 28 : 12);
    };
  }

  private String id(int length) {
    StringBuilder id = new StringBuilder();
    while (id.length() < length) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private String hex(int length) {
    StringBuilder hex = new StringBuilder();
    while (hex.length() < length) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static Set<String> keys(String text) {
    return new TreeSet<>(List.of(text.strip().split("\\s+")));
  }

  private static String componentOf(JsonValue reference) {
    return string(reference).substring("#/components/schemas/".length());
  }

  private static String string(JsonValue value) {
    return ((JsonString) value).value();
  }

  private static List<JsonValue> elements(@Nullable JsonValue value) {
    return value == null || value instanceof JsonNull ? List.of() : ((JsonArray) value).elements();
  }

  private static Map<String, JsonValue> members(@Nullable JsonValue value) {
    return value == null ? Map.of() : ((JsonObject) value).members();
  }
}
