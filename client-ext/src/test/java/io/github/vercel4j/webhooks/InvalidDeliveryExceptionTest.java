package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvalidDeliveryExceptionTest {
  private static final String SECRET = "canary_secret";
  private static final String BODY = "{\"type\":\"project.created\",\"id\":\"canary";

  private static InvalidDeliveryException webhook(String body, @Nullable String signature) {
    return catchThrowableOfType(
        InvalidDeliveryException.class,
        () -> WebhookReceiver.of(SECRET).withMaxBodySize(100).receive(bytes(body), signature));
  }

  private static InvalidDeliveryException batch(String body, @Nullable String signature) {
    return catchThrowableOfType(
        InvalidDeliveryException.class,
        () -> DrainReceiver.of(SECRET).withMaxBodySize(100).receive(bytes(body), signature));
  }

  @Test
  void deliverySignedBySomebodyElseHasStatus403() {
    for (@Nullable String signature :
        new @Nullable String[] {null, "canary", sign("canary_other", BODY)}) {
      assertThat(webhook(BODY, signature).status()).isEqualTo(403);
      assertThat(batch(BODY, signature).status()).isEqualTo(403);
    }
  }

  @Test
  void deliveryOverTheLimitHasStatus413() {
    String body = BODY + " ".repeat(100);

    for (String signature : new String[] {sign(SECRET, body), sign("canary_other", body)}) {
      assertThat(webhook(body, signature).status()).isEqualTo(413);
      assertThat(batch(body, signature).status()).isEqualTo(413);
    }
  }

  @Test
  void unreadableSignedBodyHasStatus400() {
    assertThat(webhook(BODY, sign(SECRET, BODY)).status()).isEqualTo(400);
    // A drain's batch is read entry by entry, so only its compression can be wrong as a whole
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
    assertThat(
            catchThrowableOfType(
                    InvalidDeliveryException.class,
                    () -> DrainReceiver.of(SECRET).receive(gzip, sign(SECRET, gzip)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void messageQuotesNeitherBodySignatureNorSecret() {
    for (InvalidDeliveryException exception :
        new InvalidDeliveryException[] {
          webhook(BODY, "canary"), webhook(BODY, sign(SECRET, BODY)), batch(BODY, "canary"),
        }) {
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("canary");
    }
  }
}
