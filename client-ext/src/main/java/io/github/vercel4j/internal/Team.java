package io.github.vercel4j.internal;

import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The query parameter that says which team a call is about. */
final class Team {
  static final String PARAMETER = "teamId";

  private Team() {}

  /**
   * The URL with the team, once.
   *
   * @throws IllegalArgumentException where the URL names another team
   */
  static HttpUrl addTo(HttpUrl url, @Nullable String teamId) {
    if (teamId == null) {
      return url;
    }
    List<@Nullable String> given = url.queryParameterValues(PARAMETER);
    for (String each : given) {
      if (!teamId.equals(each)) {
        throw new IllegalArgumentException(
            "The call names the team "
                + each
                + ", and the installation is one of the team "
                + teamId
                + "; leave the parameter teamId out, or use an installation of the other team");
      }
    }
    return given.size() == 1 ? url : url.newBuilder().setQueryParameter(PARAMETER, teamId).build();
  }
}
