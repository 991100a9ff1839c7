package io.github.vercel4j.internal.errors;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the words of an error response point to: a team, an action, or the resource itself. */
final class Clues {
  /** As in: trying to access resource under scope "acme". */
  private static final Pattern NAMES_SCOPE =
      Pattern.compile("\\bscope\\b", Pattern.CASE_INSENSITIVE);

  /** A permission is a scope too. */
  private static final Pattern NAMES_PERMISSION =
      Pattern.compile("\\bread(-write)?:", Pattern.CASE_INSENSITIVE);

  /** As in: additional permissions are required to create production environment variables. */
  private static final Pattern NAMES_ACTION =
      Pattern.compile(
          "\\badditional permissions? (?:is|are) (?:required|needed) to ([^.\\n]{1,200})",
          Pattern.CASE_INSENSITIVE);

  /** A quoted word without a permission's colon, or the name of a domain that is no link. */
  private static final Pattern NAMES_RESOURCE =
      Pattern.compile(
          "[\"`]([^\"`:\\n]{1,253})[\"`]|(?<![\\w/.@-])((?:[a-z0-9-]{1,63}\\.){1,10}[a-z]{2,63})(?![\\w/@-]|\\.\\w)");

  private static final Set<String> TEAM_CODES =
      Set.of("team_unauthorized", "not_authorized_for_scope");
  private static final List<String> RESOURCE_KEYS = List.of("domain", "name", "uid");

  private final FailedCall call;
  private final ErrorBody error;
  private final String message;

  Clues(FailedCall call) {
    this.call = call;
    this.error = call.error();
    this.message = Objects.requireNonNullElse(error.message(), "");
  }

  /** What SAML's keys say; false where they say that it is not enforced. */
  boolean samlEnforced() {
    return error.is("saml") && !error.isFalse("enforced");
  }

  boolean teamRejected() {
    return call.lacksTeamParameter()
        || TEAM_CODES.contains(String.valueOf(error.code()))
        || isTeam(error.extra("scope"))
        || error.extra("teamId") != null
        || (NAMES_SCOPE.matcher(message).find() && !NAMES_PERMISSION.matcher(message).find());
  }

  /** The team that the response names, after some words; empty where it does not. */
  String team(String words) {
    String scope = error.extra("scope");
    String team = isTeam(scope) ? scope : error.extra("teamId");
    return team == null ? "" : words + team;
  }

  /** A permission's scope has a colon. */
  private static boolean isTeam(@Nullable String scope) {
    return scope != null && !scope.contains(":");
  }

  /** The action and resource that the response names, after some words; empty where it does not. */
  String denied(String words) {
    String named =
        Stream.of("action", "resource")
            .filter(name -> error.extra(name) != null)
            .map(name -> name + " " + error.extra(name))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "" : words + " " + named;
  }

  /** What the message says to need more permissions than the operation has; null where nothing. */
  @Nullable String narrowerAction() {
    Matcher matcher = NAMES_ACTION.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** What the response denies by its own name, not by its kind; null where it does not. */
  @Nullable String resource() {
    for (String argument : call.arguments()) {
      if (isWordOf(message, argument)
          || error.details().values().stream().anyMatch(JsonValue.of(argument)::equals)) {
        return argument;
      }
    }
    for (String key : RESOURCE_KEYS) {
      JsonValue value = error.details().get(key);
      if (value instanceof JsonObject object) {
        value = object.get("name");
      }
      if (value instanceof JsonString name && !name.value().isBlank()) {
        return name.value();
      }
    }
    Matcher matcher = NAMES_RESOURCE.matcher(message);
    return matcher.find() ? Objects.requireNonNullElse(matcher.group(1), matcher.group(2)) : null;
  }

  private static boolean isWordOf(String text, String word) {
    return !word.isEmpty()
        && Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])").matcher(text).find();
  }
}
