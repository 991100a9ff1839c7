package io.github.vercel4j.benchmark;

import com.fasterxml.jackson.databind.ObjectReader;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.model.GetProjectsResponse;
import io.github.vercel4j.api.model.ProjectDomain;
import io.github.vercel4j.json.LosslessCollections;
import io.github.vercel4j.runtime.JsonInput;
import io.github.vercel4j.runtime.LosslessAdapter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Whole calls: a small one without a network, and 20 projects over loopback. */
public class CallBenchmark {
  static final String TOKEN = "measured";
  static final String TEAM = "team_5BnWc8JfYt3GmZq1";

  private static final String DOMAIN =
      """
      {"apexName":"example.com","createdAt":1761523200000,"gitBranch":null,\
      "name":"shop.example.com","projectId":"prj_6TzXw3QmKd8RbVh1","redirect":null,\
      "redirectStatusCode":null,"updatedAt":1761523200000,"verified":true}""";

  /** Responds before there is a connection. */
  @State(Scope.Thread)
  public static class WithoutNetwork {
    private final HttpUrl base = HttpUrl.get("https://api.vercel.com/");
    private final OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create(DOMAIN, MediaType.get("application/json")))
                        .build())
            .build();
    private final VercelClient client = VercelClient.builder().httpClient(http).build();
    private final InstallationClient installation = client.forInstallation(installation());
    private final LosslessAdapter<ProjectDomain> adapter = adapterOf(ProjectDomain.class);

    @TearDown
    public void close() {
      client.close();
    }
  }

  @Benchmark
  public Object unsentOurs(WithoutNetwork state, ThreadTime time) {
    time.calls++;
    return state
        .installation
        .projects()
        .getProjectDomain("prj_6TzXw3QmKd8RbVh1", "shop.example.com")
        .execute();
  }

  @Benchmark
  public Object unsentOkhttp(WithoutNetwork state, ThreadTime time) throws IOException {
    time.calls++;
    HttpUrl url =
        state
            .base
            .newBuilder()
            .addPathSegments("v9/projects")
            .addPathSegment("prj_6TzXw3QmKd8RbVh1")
            .addPathSegment("domains")
            .addPathSegment("shop.example.com")
            .addQueryParameter("teamId", TEAM)
            .build();
    return get(state.http, url, state.adapter);
  }

  /** A server in another process. */
  @State(Scope.Thread)
  public static class Loopback {
    private final String base = System.getProperty("benchmark.url");
    private OkHttpClient http;
    private VercelClient client;
    private InstallationClient installation;
    private LosslessAdapter<GetProjectsResponse> adapter;
    private HttpClient httpClient;
    private ObjectReader reader;

    @Setup
    public void build() {
      http = new OkHttpClient();
      client = VercelClient.builder().baseUrl(base).build();
      installation = client.forInstallation(installation());
      adapter = adapterOf(GetProjectsResponse.class);
      httpClient = HttpClient.newHttpClient();
      reader = Library.mapper().readerFor(Peers.GetProjectsResponse.class);
    }

    @TearDown
    public void close() {
      client.close();
    }
  }

  @Benchmark
  public Object loopbackOurs(Loopback state) {
    return state.installation.projects().getProjects().execute();
  }

  @Benchmark
  public Object loopbackOkhttp(Loopback state) throws IOException {
    HttpUrl url = HttpUrl.get(state.base + "v10/projects?teamId=" + TEAM);
    return get(state.http, url, state.adapter);
  }

  @Benchmark
  public Object loopbackJdk(Loopback state) throws IOException, InterruptedException {
    return getWithJdk(state.httpClient, state.base, state.reader);
  }

  static Object getWithJdk(HttpClient client, String base, ObjectReader reader)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "v10/projects?teamId=" + TEAM))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    return reader.readValue(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  static Installation installation() {
    return Installation.of(TOKEN).withTeamId(TEAM);
  }

  private static <T> LosslessAdapter<T> adapterOf(Class<T> type) {
    Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
    return Objects.requireNonNull(LosslessAdapter.within(moshi.adapter(type)));
  }

  private static <T> T get(OkHttpClient http, HttpUrl url, LosslessAdapter<T> adapter)
      throws IOException {
    Request request =
        new Request.Builder().url(url).header("Authorization", "Bearer " + TOKEN).build();
    try (Response response = http.newCall(request).execute()) {
      return Objects.requireNonNull(
          JsonInput.read(adapter, response.body().source(), "$", Long.MAX_VALUE, null));
    }
  }
}
