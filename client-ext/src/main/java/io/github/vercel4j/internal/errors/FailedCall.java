package io.github.vercel4j.internal.errors;

import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.call.Redactor;
import io.github.vercel4j.internal.call.Team;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an error response can be explained by.
 *
 * @param team the id or slug that the call named
 * @param project the id or name of the project that the call is about
 * @param arguments what stands for the parameters of the path, as far as that is known
 * @param fromVercel whether the response has a sign of Vercel's services: their request id, or JSON
 * @param server what the response calls the program that made it; null where it does not
 */
public record FailedCall(
    Endpoint endpoint,
    int status,
    ErrorBody error,
    @Nullable String team,
    @Nullable String project,
    List<String> arguments,
    boolean fromVercel,
    @Nullable String server) {
  private static final List<String> PROJECT_PARAMETERS = List.of("projectId", "projectIdOrName");

  /** Of what was sent; an interceptor may have changed what the client asked for. */
  public static FailedCall of(
      Endpoint endpoint, Response response, String body, ErrorBody error, Redactor redactor) {
    HttpUrl url = sent(response).url();
    String team = pathParameter(endpoint, url, "teams");
    String project = pathParameter(endpoint, url, "projects");
    for (String parameter : PROJECT_PARAMETERS) {
      project = project == null ? url.queryParameter(parameter) : project;
    }
    if (team == null) {
      team = Team.namedBy(url);
    }
    // An argument in the wrong place can be a secret
    return new FailedCall(
        endpoint,
        response.code(),
        error,
        team == null ? null : redactor.redact(team),
        project == null ? null : redactor.redact(project),
        pathArguments(endpoint, url).stream().map(redactor::redact).toList(),
        response.header("x-vercel-id") != null || Phrases.looksLikeJson(body),
        redactor.redactNameOrNull(response.header("Server")));
  }

  public static FailedCall of(VercelApiException failure) {
    return new FailedCall(
        endpoint(failure),
        failure.status(),
        ErrorBody.parse(failure.body()),
        failure.team(),
        failure.project(),
        List.of(),
        true,
        null);
  }

  private static Endpoint endpoint(VercelApiException failure) {
    if (failure.operation() != null) {
      return Endpoint.of(failure.operation());
    }
    String[] methodAndPath = failure.endpoint().split(" ", 2);
    return new Endpoint(null, methodAndPath[0], methodAndPath[1], false);
  }

  /** The request as the network got it; where nothing went there, as the last interceptor did. */
  public static Request sent(Response response) {
    Response network = response.networkResponse();
    return network == null ? response.request() : network.request();
  }

  private static List<String> pathArguments(Endpoint endpoint, HttpUrl url) {
    List<String> template = List.of(endpoint.path().substring(1).split("/"));
    List<String> path = url.pathSegments();
    int offset = path.size() - template.size();
    return IntStream.range(0, offset < 0 ? 0 : template.size())
        .filter(at -> template.get(at).startsWith("{") && !template.get(at).equals("{teamId}"))
        .mapToObj(at -> path.get(offset + at))
        .toList();
  }

  /** What stands for the parameter behind a word of the path. */
  private static @Nullable String pathParameter(Endpoint endpoint, HttpUrl url, String word) {
    List<String> template = List.of(endpoint.path().substring(1).split("/"));
    List<String> path = url.pathSegments();
    int parameter = template.indexOf(word) + 1;
    int offset = path.size() - template.size();
    return parameter > 0
            && parameter < template.size()
            && template.get(parameter).startsWith("{")
            && offset >= 0
            && path.get(offset + parameter - 1).equals(word)
        ? path.get(offset + parameter)
        : null;
  }

  /** Whether the service says too little, so that it pays to look for causes. */
  public boolean isPuzzling() {
    return !endpoint.worksOnce() && (status == 403 || status == 404 || lacksTeamParameter());
  }

  boolean lacksTeamParameter() {
    return "missing_team_param".equals(error.code());
  }
}
