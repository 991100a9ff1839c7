package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.testing.RecordedCall;
import io.github.vercel4j.testing.VercelMock;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.WebhookEventType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** The whole integration over HTTP: a browser on one side, a mock of Vercel on the other. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "vercel.client-secret=" + IntegrationTest.CLIENT_SECRET,
      "vercel.drain-secret=" + IntegrationTest.DRAIN_SECRET,
      "vercel.drain-code=code_1"
    })
class IntegrationTest {
  static final String CLIENT_SECRET = "canary-client-secret";
  static final String DRAIN_SECRET = "canary-secret-of-the-drain";

  private static final String NO_BROWSER =
      "No chromium and chromedriver on the PATH: apt-get install chromium chromium-driver";

  // region mock
  @RegisterExtension static final VercelMock VERCEL = VercelMock.create();

  @DynamicPropertySource
  static void callTheMock(DynamicPropertyRegistry settings) {
    settings.add("vercel.base-url", VERCEL::baseUrl);
  }

  // endregion

  @LocalServerPort private int port;
  @Autowired private Installations installations;
  @Autowired private VercelProperties settings;
  private Browser browser;

  @BeforeEach
  void beginWithNothing() {
    installations.deleteAll();
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  @EnabledIf(value = "example.Browser#isInstalled", disabledReason = NO_BROWSER)
  void integrationIsInstalledUsedAndRemoved(CapturedOutput log) throws IOException {
    browser = Browser.open();
    browser.get(url("/"));
    assertThat(browser.text()).contains("Nothing is installed.");

    // What Vercel's page does with this link in the end
    URI link = URI.create(browser.find(By.linkText("Add to Vercel")).getAttribute("href"));
    assertThat(link).hasHost("vercel.com").hasPath("/integrations/acme/new");
    String callback =
        url("/callback?code=canary_code&configurationId=icfg_7Hs2LpQv9KdXr4Ut&source=external")
            + "&state="
            + UriComponentsBuilder.fromUri(link).build().getQueryParams().getFirst("state");
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "team");
    browser.get(callback);

    assertThat(browser.currentUrl()).isEqualTo(url("/"));
    assertThat(browser.text()).contains("team_5BnWc8JfYt3GmZq1", "storefront", "handbook");
    assertThat(installations.findAll())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.installation()).isEqualTo(VERCEL.client().installation());
              assertThat(stored.toString()).isEqualTo("StoredInstallation[icfg_7Hs2LpQv9KdXr4Ut]");
            });

    browser.find(By.name("value")).sendKeys("https://eu.acme.example.com");
    browser.find(By.tagName("button")).click();

    WebElement outcome = browser.find(By.cssSelector("[role=status]"));
    assertThat(outcome.getText()).isEqualTo("ACME_API_URL of storefront: updated");
    assertThat(VERCEL.calls(Operation.EDIT_PROJECT_ENV))
        .singleElement()
        .satisfies(call -> assertThat(call.body()).contains("https://eu.acme.example.com"));
    browser.screenshot("spring-boot.png");

    browser.get(callback); // its state and its code are spent
    assertThat(browser.text()).contains("status=403");
    browser.get(url("/"));
    assertThat(browser.text()).contains("storefront");

    int response =
        VERCEL.deliver(
            WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED, url("/webhook"), CLIENT_SECRET);
    assertThat(response).isEqualTo(200);
    browser.get(url("/"));
    assertThat(browser.text()).contains("Nothing is installed.").doesNotContain("storefront");
    assertThat(VERCEL.calls(Operation.EXCHANGE_CODE)).hasSize(1);
    assertThat(VERCEL.calls()).allMatch(call -> call.violations().isEmpty());
    assertThat(VERCEL.calls(Operation.GET_PROJECTS))
        .isNotEmpty()
        .extracting(call -> call.query("teamId"))
        .containsOnly("team_5BnWc8JfYt3GmZq1");
    assertThat(log + settings.toString())
        .contains("Started IntegrationTest")
        .doesNotContain(
            CLIENT_SECRET,
            DRAIN_SECRET,
            "canary_code",
            "https://eu.acme.example.com",
            VERCEL.client().installation().accessToken());
  }

  @Test
  @EnabledIf(value = "example.Browser#isInstalled", disabledReason = NO_BROWSER)
  void callbackWithUnknownStateIsRejected() throws IOException {
    browser = Browser.open();
    for (String forged : new String[] {"&state=forged", "", "&state="}) {
      browser.get(url("/"));
      browser.get(url("/callback?code=code_of_another" + forged));

      assertThat(browser.text()).as(forged).contains("status=403");
    }

    assertThat(installations.count()).isZero();
    assertThat(VERCEL.calls()).extracting(RecordedCall::operation).isEmpty();
  }

  @Test
  void callbackRedirectsToVercelOnly() throws Exception {
    String callback = url("/callback?code=code_of_a_user&next=");

    assertThat(get(callback + "https%3A%2F%2Fvercel.com%2Fdone").headers().firstValue("Location"))
        .hasValue("https://vercel.com/done");
    assertThat(get(callback + "https%3A%2F%2Fevil.example").headers().firstValue("Location"))
        .hasValue(url("/"));
    assertThat(installations.findById("icfg_2Mv8RtYk5WzBq3Hn")).isPresent();
    assertThat(installations.count()).as("the same one, installed again").isOne();
  }

  @Test
  void disabledIntegrationIsExplainedOnThePage() throws Exception {
    get(url("/callback?code=code_of_a_user"));
    VERCEL.respond(Operation.GET_PROJECTS, 403, "disabled");

    assertThat(get(url("/")).body()).contains("CONFIGURATION_DISABLED");
  }

  @Test
  void webhookWithWrongSignatureRemovesNothing() throws Exception {
    VERCEL.respond(Operation.EXCHANGE_CODE, 200, "team");
    get(url("/callback?code=canary_code"));

    String event = VercelMock.webhookExample(WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED);
    assertThat(VERCEL.deliver(event, url("/webhook"), "another secret")).isEqualTo(403);

    assertThat(installations.count()).isOne();
  }

  @Test
  void drainBatchIsVerifiedWithTheDrainsSecret() throws Exception {
    String batch = "[{\"id\": \"log_1\", \"message\": \"GET / 200\"}]";

    assertThat(VERCEL.deliver(batch, url("/drain"), DRAIN_SECRET)).isEqualTo(200);
    assertThat(VERCEL.deliver(batch, url("/drain"), CLIENT_SECRET)).isEqualTo(403);
  }

  @Test
  void drainChecksPassAndLogNoEntry(CapturedOutput log) throws Exception {
    // region checks
    assertThat(VERCEL.checkDrain(url("/drain"))).isEqualTo("code_1");
    assertThat(VERCEL.checkDrain(url("/drain"), DRAIN_SECRET)).isEqualTo("code_1");
    // endregion
    assertThat(get(url("/drain")).headers().firstValue(DrainReceiver.VERIFICATION_HEADER))
        .hasValue("code_1");
    assertThat(VERCEL.deliver("{}", url("/drain"), CLIENT_SECRET)).isEqualTo(403);

    String batch = "[{}, {\"message\": \"GET / 200\"}]";
    assertThat(VERCEL.deliver(batch, url("/drain"), DRAIN_SECRET)).isEqualTo(200);
    assertThat(log.getAll().lines().filter(line -> line.contains(": drain: ")))
        .singleElement()
        .asString()
        .endsWith("GET / 200");
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** Without a session, and without following a redirect. */
  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
