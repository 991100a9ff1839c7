package io.github.vercel4j.internal.call;

import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The query parameter that says which team a call is about, or that it is about none. */
public final class Team {
  static final String ID = "teamId";
  static final String SLUG = "slug";
  public static final List<String> PARAMETERS = List.of(ID, SLUG);

  /** No team, and the call must not name one either. */
  public static final Team NONE = new Team("", "");

  private final String parameter;
  private final String value;

  private Team(String parameter, String value) {
    this.parameter = parameter;
    this.value = value;
  }

  public static Team ofId(String id) {
    return new Team(ID, id);
  }

  public static Team ofSlug(String slug) {
    return new Team(SLUG, slug);
  }

  /** The team that a URL names by its id or slug. */
  public static @Nullable String namedBy(HttpUrl url) {
    String id = url.queryParameter(ID);
    return id == null ? url.queryParameter(SLUG) : id;
  }

  /**
   * The URL with the team, once.
   *
   * @throws IllegalArgumentException where the URL names another team
   */
  HttpUrl addTo(HttpUrl url) {
    int given = 0;
    if (url.querySize() > 0) {
      for (int i = 0; i < url.querySize(); i++) {
        String name = url.queryParameterName(i);
        if (name.equals(parameter) && value.equals(url.queryParameterValue(i))) {
          given++;
        } else if (name.equals(ID) || (name.equals(SLUG) && !parameter.equals(ID))) {
          throw other(name, url.queryParameterValue(i));
        }
      }
    }
    return given == 1 || this == NONE
        ? url
        : url.newBuilder().setQueryParameter(parameter, value).build();
  }

  private IllegalArgumentException other(String name, @Nullable String given) {
    return new IllegalArgumentException(
        "The call names the team "
            + given
            + ", and it is made for "
            + (this == NONE ? "a personal account" : "the team " + value)
            + "; leave the parameter "
            + name
            + " out, or use an installation of the other team");
  }

  @Override
  public String toString() {
    return this == NONE ? "none" : parameter + "=" + value;
  }
}
