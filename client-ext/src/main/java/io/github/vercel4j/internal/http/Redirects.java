package io.github.vercel4j.internal.http;

import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Settings;
import io.github.vercel4j.internal.call.Team;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects in OkHttp's place, which would send a request's body and team to wherever the
 * response points.
 *
 * <p>Only reads are followed, never from https to http, and elsewhere without token, team and the
 * headers of call options.
 */
public final class Redirects implements Interceptor {
  private static final int MOST = 10;

  private final boolean acrossSchemes;

  private Redirects(boolean acrossSchemes) {
    this.acrossSchemes = acrossSchemes;
  }

  /** Takes over from OkHttp, as far as the client follows redirects at all. */
  static void install(OkHttpClient.Builder http, OkHttpClient client) {
    if (client.followRedirects()) {
      http.followRedirects(false).addInterceptor(new Redirects(client.followSslRedirects()));
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    for (int hop = 0; ; hop++) {
      Response response = chain.proceed(request);
      Request next = hop == MOST ? null : next(request, response);
      if (next == null) {
        return response;
      }
      response.close();
      request = next;
    }
  }

  private @Nullable Request next(Request request, Response response) {
    String location = response.header("Location");
    if (!response.isRedirect() || location == null || !Endpoint.isRead(request.method())) {
      return null;
    }
    HttpUrl from = request.url();
    HttpUrl to = from.resolve(location);
    if (to == null || (!to.scheme().equals(from.scheme()) && (from.isHttps() || !acrossSchemes))) {
      return null;
    }
    if (Endpoint.isSameOrigin(from, to)) {
      HttpUrl.Builder url = to.newBuilder();
      for (String parameter : Team.PARAMETERS) {
        String team = from.queryParameter(parameter);
        if (team != null) {
          url.setQueryParameter(parameter, team);
        }
      }
      return request.newBuilder().url(url.build()).build();
    }
    HttpUrl.Builder url = to.newBuilder();
    Team.PARAMETERS.forEach(url::removeAllQueryParameters);
    Request.Builder elsewhere = request.newBuilder().url(url.build()).removeHeader("Authorization");
    Settings settings = request.tag(Settings.class);
    if (settings != null) {
      settings.headers().keySet().forEach(elsewhere::removeHeader);
    }
    return elsewhere.build();
  }
}
