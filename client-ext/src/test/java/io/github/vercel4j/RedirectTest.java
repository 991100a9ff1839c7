package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.api.model.CreateProjectRequest;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest extends WithServer {
  private static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  @StartStop final MockWebServer elsewhere = new MockWebServer();

  @Test
  void redirectWithinTheApiCarriesTokenAndTeam() {
    redirect(308, "/v9/projects/renamed");
    respond(200, PROJECT);

    as(TEAM).projects().getProject("shop").execute();

    request();
    RecordedRequest second = request();
    assertThat(second.getTarget()).isEqualTo("/v9/projects/renamed?teamId=team_7");
    assertThat(second.getHeaders().values("Authorization")).containsExactly("Bearer " + TOKEN);
  }

  @Test
  void redirectWithinTheApiNamesTheTeamOnce() {
    redirect(307, "/v9/projects/renamed?teamId=team_7&x=1");
    respond(200, PROJECT);

    as(TEAM).projects().getProject("shop").execute();

    request();
    assertThat(request().getUrl().queryParameterValues("teamId")).containsExactly("team_7");
  }

  @Test
  void redirectElsewhereCarriesNeitherTokenNorTeam() {
    redirect(302, elsewhere.url("/file?teamId=team_7&slug=acme&x=1"));
    elsewhere.enqueue(new MockResponse.Builder().body(PROJECT).build());

    as(TEAM).projects().getProject("shop").execute();

    RecordedRequest second = takeElsewhere();
    assertThat(second.getTarget()).isEqualTo("/file?x=1");
    assertThat(second.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void redirectBackFromElsewhereCarriesNoToken() {
    redirect(302, elsewhere.url("/file"));
    elsewhere.enqueue(redirectTo(302, server.url("/v9/projects/shop")));
    respond(200, PROJECT);

    as(TEAM).projects().getProject("shop").execute();

    request();
    assertThat(request().getHeaders().get("Authorization")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void writeIsNotRedirected(int status) {
    redirect(status, elsewhere.url("/v11/projects"));

    VercelApiException exception =
        failure(
            VercelApiException.class,
            () ->
                as(TEAM)
                    .projects()
                    .createProject(CreateProjectRequest.builder().name("shop").build())
                    .execute());

    assertThat(exception.status()).isEqualTo(status);
    assertThat(exception.explanations())
        .singleElement()
        .satisfies(
            explanation -> {
              assertThat(explanation.cause()).isEqualTo(Cause.REDIRECTED);
              assertThat(explanation.evidence())
                  .contains("http://" + elsewhere.getHostName())
                  .doesNotContain("v11");
            });
    assertThat(elsewhere.getRequestCount()).isZero();
  }

  @Test
  void redirectFromHttpsToHttpIsNotFollowed() {
    VercelClient client = overTls(server);
    redirect(302, elsewhere.url("/v9/projects/shop"));

    VercelApiException exception =
        failure(
            VercelApiException.class,
            () -> client.forInstallation(TEAM).projects().getProject("shop").execute());

    assertThat(exception.status()).isEqualTo(302);
    assertThat(exception.explanations())
        .extracting(Explanation::cause)
        .containsOnly(Cause.REDIRECTED);
    assertThat(elsewhere.getRequestCount()).isZero();
  }

  @Test
  void endlessRedirectEnds() {
    for (int i = 0; i < 11; i++) {
      redirect(302, "/v9/projects/shop");
    }

    VercelApiException exception =
        failure(VercelApiException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception.status()).isEqualTo(302);
    assertThat(server.getRequestCount()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://files.example/x", "http://", "mailto:jo@acme.example"})
  void redirectToNoHttpUrlIsAnErrorResponse(String location) {
    redirect(302, location);

    VercelApiException exception =
        failure(VercelApiException.class, () -> as(TEAM).projects().getProject("shop").execute());

    assertThat(exception).hasMessageContaining("leads to no HTTP address");
  }

  @Test
  void redirectIsNotFollowedIfTheHttpClientForbidsIt() {
    redirect(302, "/v9/projects/renamed");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE)
            .httpClient(new OkHttpClient.Builder().followRedirects(false).build())
            .build();

    VercelApiException exception =
        failure(
            VercelApiException.class,
            () -> client.forInstallation(TEAM).projects().getProject("shop").execute());

    assertThat(exception.status()).isEqualTo(302);
  }

  @Test
  void sslRedirectIsNotFollowedIfTheHttpClientForbidsIt() {
    redirect(302, "https://localhost/v9/projects/shop");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .callOptions(ONCE)
            .httpClient(new OkHttpClient.Builder().followSslRedirects(false).build())
            .build();

    VercelApiException exception =
        failure(
            VercelApiException.class,
            () -> client.forInstallation(TEAM).projects().getProject("shop").execute());

    assertThat(exception.status()).isEqualTo(302);
  }

  private static VercelClient overTls(MockWebServer server) {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(server.getHostName()).build();
    HandshakeCertificates serverSide =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    HandshakeCertificates clientSide =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    server.useHttps(serverSide.sslSocketFactory());
    return VercelClient.builder()
        .baseUrl(server.url("/"))
        .httpClient(
            new OkHttpClient.Builder()
                .sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager())
                .build())
        .build();
  }

  private void redirect(int status, HttpUrl location) {
    server.enqueue(redirectTo(status, location));
  }

  private void redirect(int status, String location) {
    server.enqueue(redirectTo(status, location));
  }

  private static MockResponse redirectTo(int status, Object location) {
    return new MockResponse.Builder().code(status).addHeader("Location", location).build();
  }

  private RecordedRequest takeElsewhere() {
    try {
      return elsewhere.takeRequest();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
