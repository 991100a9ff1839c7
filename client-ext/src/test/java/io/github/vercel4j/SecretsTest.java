package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.oauth.CodeExchange;
import io.github.vercel4j.oauth.OAuthCallback;
import io.github.vercel4j.oauth.OAuthState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Looks for canaries in all that the client can be made to print, whatever the service does with
 * them. {@link LeakCheck} looks into what is logged meanwhile.
 */
class SecretsTest extends WithServer {
  private static final String TOKEN = "canary_token_5Wq";
  private static final String SECRET = "canary/secret+9Zt";
  private static final String CODE = "canary=code&2Kp";
  private static final List<String> CANARIES =
      List.of(
          "canary",
          URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
          URLEncoder.encode(CODE, StandardCharsets.UTF_8));

  private static final CodeExchange EXCHANGE =
      CodeExchange.builder()
          .clientId("oac_1")
          .clientSecret(SECRET)
          .code(CODE)
          .redirectUri("https://acme.example/callback")
          .build();
  private static final Installation INSTALLATION =
      Installation.of(TOKEN).withTeamId("team_7").withConfigurationId("icfg_1");

  private final List<String> printed = new ArrayList<>();

  @Test
  void exchangePrintsNoSecret() {
    VercelClient client = client();
    String mirror = "client_secret=" + SECRET + "&code=" + CODE + " " + encodedForm();
    for (int status : new int[] {200, 302, 400, 401, 403, 404, 429, 500}) {
      for (String body :
          List.of(
              mirror,
              "<html>" + mirror,
              json("error", json("code", '"' + CODE + '"')),
              json("error", '"' + SECRET + '"'),
              json("error", '"' + SECRET.replace("/", "\\/") + '"'),
              json("error", json("message", '"' + CODE.replace("&", "\\u0026") + '"')),
              "{\"error\":{\"message\":\"" + CODE.replace("&", "\\u0026") + "\",",
              "{\"error\":{\"message\":\"" + SECRET.replace("/", "\\/") + "\",")) {
        respond(status, body);
        record(() -> client.exchangeCode(EXCHANGE));
      }
    }
    for (String body :
        List.of(
            "<html>canary",
            json("access_token", "\"canary\\n\""),
            json("access_token", "{\"canary\":\"canary\"}"),
            "{\"access_token\":\"canary",
            "\"canary\"",
            "canary")) {
      respond(200, body);
      record(() -> client.exchangeCode(EXCHANGE));
    }
    respond(200, json("access_token", '"' + TOKEN + '"'));
    printed.add(client.exchangeCode(EXCHANGE).toString());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    record(() -> client.exchangeCode(EXCHANGE));
    printed.add(EXCHANGE.toString());

    assertNoCanary();
  }

  /** OkHttp's own logging prints requests, and hides the header alone. */
  @Test
  void printedRequestsShowNoSecret() {
    respond(200, json("access_token", '"' + TOKEN + '"'));
    respond(200, "{}");
    VercelClient client =
        VercelClient.builder()
            .baseUrl(server.url("/"))
            .httpClient(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          printed.add(chain.request().toString());
                          return chain.proceed(chain.request());
                        })
                    .eventListener(
                        new EventListener() {
                          @Override
                          public void callStart(Call call) {
                            printed.add(call.request().toString());
                          }
                        })
                    .build())
            .build();

    Installation installation = client.exchangeCode(EXCHANGE);
    client.forInstallation(installation).projects().getProject("shop").execute();

    assertThat(printed).hasSize(4);
    assertNoCanary();
  }

  @Test
  void callsPrintNoToken() {
    InstallationClient client = as(INSTALLATION);
    VercelCall<?> call = client.projects().getProject("shop");
    for (int status : new int[] {200, 302, 400, 401, 403, 404, 409, 500}) {
      for (String body :
          List.of(
              "Authorization: Bearer " + TOKEN,
              "<html>Bearer " + TOKEN,
              json("error", json("message", "\"Bad token " + TOKEN + '"')),
              json("error", json("code", '"' + TOKEN + '"')))) {
        respond(status, body);
        record(call::execute);
      }
    }
    server.close();
    record(call::execute);
    printed.add(client.toString());
    printed.add(client.projects().toString());
    printed.add(call.toString());
    printed.add(INSTALLATION.toString());

    assertNoCanary();
  }

  @Test
  void errorResponseMasksEnvironmentVariableValues() {
    EnvironmentVariableRequest variable =
        EnvironmentVariableRequest.builder()
            .key("DATABASE_URL")
            .value("canary/\"7&")
            .type(EnvironmentVariableType.ENCRYPTED)
            .target(List.of(EnvironmentTarget.PRODUCTION))
            .build();
    VercelCall<?> call = as(INSTALLATION).projects().createProjectEnv("shop", variable);
    for (int status : new int[] {200, 302, 400, 403, 409, 500}) {
      for (String body :
          List.of(
              "canary/\"7&",
              "<html>canary/\"7&",
              json("error", json("message", "\"No canary/\\\"7& here\"")),
              json("error", json("value", "\"\\u0063anary/\\\"7\\u0026\"")),
              "{\"error\":{\"message\":\"canary\\/\\\"7\\u0026\",")) {
        respond(status, body);
        record(call::execute);
      }
    }
    printed.add(variable.toString());

    assertNoCanary();
  }

  /** A value as ordinary as this one is no secret, and its name tells what stands in the way. */
  @Test
  void errorResponseNamesATargetEqualToAValue() {
    EnvironmentVariableRequest variable =
        EnvironmentVariableRequest.builder()
            .key("NODE_ENV")
            .value("production")
            .type(EnvironmentVariableType.PLAIN)
            .target(List.of(EnvironmentTarget.PRODUCTION))
            .build();
    respond(
        409,
        "{\"error\":{\"code\":\"ENV_CONFLICT\",\"envVarKey\":\"NODE_ENV\",\"target\":[\"production\"]}}");

    ConflictException conflict =
        failure(
            ConflictException.class,
            () -> as(INSTALLATION).projects().createProjectEnv("shop", variable).execute());

    assertThat(conflict.body()).contains("[\"production\"]");
  }

  @Test
  void rejectedTokensAreNotPrinted() {
    record(() -> Installation.of("canary\n"));
    record(() -> Installation.of("canary é"));

    assertNoCanary();
  }

  @Test
  void callbackAndStatePrintNoSecret() {
    for (String query :
        List.of(
            "canary",
            "canary=canary",
            "canary=1&canary=2",
            "code=canary&code=canary",
            "code=canary%",
            "code=canary%0a",
            "canary%=1",
            "/canary?canary",
            "next=https://canary.example")) {
      record(() -> OAuthCallback.parse(query));
    }
    record(() -> OAuthState.of("canary\n"));
    printed.add(OAuthState.of("canary").toString());
    printed.add(
        OAuthCallback.parse("code=canary&state=canary&next=canary&external-id=canary&a=canary")
            .toString());

    assertNoCanary();
  }

  @Test
  void unreadableInstallationIsNotPrinted() {
    for (String json :
        List.of(
            "canary",
            "\"canary\"",
            "{\"canary\":1}",
            "{\"access_token\":[\"canary\"]}",
            "{\"access_token\":\"canary\\n\"}",
            "{\"access_token\":\"canary\",\"team_id\":[\"canary\"]}")) {
      record(() -> Installation.fromJson(json));
    }

    assertNoCanary();
  }

  /** Path parameters can be secrets, such as the token of an Edge Config. */
  @Test
  void pathsArePrintedWithoutTheirValues() {
    VercelCall<?> call = as(INSTALLATION).projects().getProject("canary");
    respond(404, "");
    record(call::execute);
    respond(200, "");
    record(call::execute);
    server.close();
    record(call::execute);

    assertNoCanary();
  }

  private void record(ThrowingCallable call) {
    try {
      call.call();
    } catch (Throwable e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      printed.add(text.toString());
      if (e instanceof VercelApiException exception) {
        printed.add(exception.body() + exception.details() + exception.explanations());
      }
    }
  }

  private void assertNoCanary() {
    assertThat(printed).isNotEmpty();
    for (String line : printed) {
      assertThat(line).doesNotContain(CANARIES);
    }
  }

  private static String encodedForm() {
    return URLEncoder.encode(SECRET, StandardCharsets.UTF_8)
        + "&"
        + URLEncoder.encode(CODE, StandardCharsets.UTF_8);
  }

  private static String json(String key, String value) {
    return "{\"" + key + "\":" + value + "}";
  }
}
