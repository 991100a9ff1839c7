package io.github.vercel4j.benchmark;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.http.HttpClient;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Query;

/** A program that lists projects once: the first call of a JVM. */
final class FirstCall {
  private FirstCall() {}

  /** Takes the client's name and the base URL; writes one line once the projects are there. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int projects =
        switch (arguments[0]) {
          case "ours" -> ours(arguments[1]);
          case "jdk" -> jdk(arguments[1]);
          case "retrofit" -> retrofit(arguments[1]);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(projects);
    System.out.flush();
    // Not what is measured: pools that end after a minute
    Runtime.getRuntime().halt(0);
  }

  private static int ours(String base) {
    VercelClient client = VercelClient.builder().baseUrl(base).build();
    InstallationClient installation = client.forInstallation(CallBenchmark.installation());
    return installation.projects().getProjects().execute().projects().size();
  }

  private static int jdk(String base) throws IOException, InterruptedException {
    Object projects =
        CallBenchmark.getWithJdk(
            HttpClient.newHttpClient(),
            base,
            Library.mapper().readerFor(Peers.GetProjectsResponse.class));
    return ((Peers.GetProjectsResponse) projects).getprojects_().size();
  }

  private static int retrofit(String base) throws IOException {
    Projects projects =
        new Retrofit.Builder()
            .baseUrl(base)
            .addConverterFactory(new ReflectiveMoshi())
            .build()
            .create(Projects.class);
    return projects
        .list("Bearer " + CallBenchmark.TOKEN, CallBenchmark.TEAM)
        .execute()
        .body()
        .getprojects_()
        .size();
  }

  interface Projects {
    @GET("v10/projects")
    Call<Peers.GetProjectsResponse> list(
        @Header("Authorization") String authorization, @Query("teamId") String teamId);
  }

  private static final class ReflectiveMoshi extends Converter.Factory {
    private final Moshi moshi = new Moshi.Builder().build();

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(
        Type type, Annotation[] annotations, Retrofit retrofit) {
      JsonAdapter<Object> adapter = moshi.adapter(type);
      return body -> adapter.fromJson(body.source());
    }
  }
}
