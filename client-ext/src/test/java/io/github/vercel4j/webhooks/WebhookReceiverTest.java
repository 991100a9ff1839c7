package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReceiverTest {
  private static final String SECRET = "canary_7Hs";
  private static final String BODY =
      "{\"id\":\"evt_1\",\"type\":\"project.created\",\"createdAt\":1700000000000,"
          + "\"payload\":{\"project\":{\"id\":\"prj_1\",\"name\":\"shop\"}}}";
  private static final String SIGNATURE = sign(SECRET, BODY);

  private final WebhookReceiver receiver = WebhookReceiver.of(SECRET);

  /**
   * Each made with {@code printf %s BODY | openssl dgst -sha1 -hmac SECRET}; the third is case 2 of
   * RFC 2202.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vercel_secret | {\"id\":\"evt_1\",\"type\":\"deployment.succeeded\","
            + "\"createdAt\":1700000000000,\"payload\":{\"deployment\":{\"id\":\"dpl_1\"}}}"
            + " | 121fc49dd29b913bbb19ad65e8dc00f569f5f73c",
        "deadbeef1234dacb4321 | [] | 6e7fbac105ca8e99dd5ed29951b4443fe97f7720",
        "Jefe | what do ya want for nothing? | effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "k | `` | 3a84a218ee6665209bb70e84525dd837645a1965",
        "sëcret | {\"type\":\"project.created\",\"payload\":{\"project\":{\"name\":\"käse\"}}} | 1c8c4f016f5067bc993d7c414f434f6ff52489e7",
      })
  void signaturesOfOtherToolsAreVerified(String secret, String body, String signature) {
    assertThat(WebhookReceiver.of(secret).verify(bytes(body), signature)).isTrue();
  }

  @Test
  void signedEventIsReceived() {
    WebhookEvent event = receiver.receive(bytes(BODY), SIGNATURE);

    assertThat(event).isInstanceOf(ProjectEvent.class);
    assertThat(event.id()).isEqualTo("evt_1");
    assertThat(event.json()).hasToString(BODY);
  }

  @Test
  void signedEventIsReceivedFromStream() throws IOException {
    WebhookEvent event = receiver.receive(new ByteArrayInputStream(bytes(BODY)), SIGNATURE);

    assertThat(event.json()).hasToString(BODY);
  }

  @Test
  void missingSignatureIsRejected() {
    assertThat(receiver.verify(bytes(BODY), null)).isFalse();
    assertRejected(403, "The webhook has no header x-vercel-signature", BODY, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "sha1=", "0123", "é", "\ud800", "zz"})
  void malformedSignatureIsRejected(String signature) {
    assertThat(receiver.verify(bytes(BODY), signature)).isFalse();
    assertRejected(
        403,
        "The header x-vercel-signature of the webhook is not 40 lower-case hexadecimal digits",
        BODY,
        signature);
  }

  @Test
  void upperCaseSignatureIsRejected() {
    assertMalformed(SIGNATURE.toUpperCase(Locale.ROOT));
  }

  @Test
  void signatureWithPrefixIsRejected() {
    assertMalformed("sha1=" + SIGNATURE);
  }

  /** Some servers join a header that was sent twice. */
  @Test
  void listOfSignaturesIsRejected() {
    assertMalformed(SIGNATURE + ", " + SIGNATURE);
    assertMalformed(SIGNATURE + "," + sign("canary_other", BODY));
  }

  @Test
  void signatureWithWhiteSpaceOrMoreDigitsIsRejected() {
    assertMalformed(SIGNATURE + "\n");
    assertMalformed(" " + SIGNATURE);
    assertMalformed(SIGNATURE + "0");
    assertMalformed(SIGNATURE.substring(1));
  }

  private void assertMalformed(String signature) {
    assertThat(receiver.verify(bytes(BODY), signature)).isFalse();
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> receiver.receive(bytes(BODY), signature))
        .withMessageContaining("lower-case hexadecimal");
  }

  @Test
  void signatureWithAnotherSecretIsRejected() {
    String signature = sign("canary_7Ht", BODY);

    assertThat(receiver.verify(bytes(BODY), signature)).isFalse();
    assertRejected(
        403,
        "The header x-vercel-signature of the webhook is not the signature of this body: either it"
            + " was signed with another secret, or these are not the bytes as they were received",
        BODY,
        signature);
  }

  @Test
  void changedBitOfTheBodyIsRejected() {
    byte[] body = bytes(BODY);
    for (int i = 0; i < body.length * 8; i++) {
      byte[] changed = body.clone();
      changed[i / 8] ^= (byte) (1 << (i % 8));
      assertThat(receiver.verify(changed, SIGNATURE)).as("bit %d", i).isFalse();
    }
  }

  @Test
  void changedDigitOfTheSignatureIsRejected() {
    for (int i = 0; i < SIGNATURE.length(); i++) {
      StringBuilder changed = new StringBuilder(SIGNATURE);
      changed.setCharAt(i, SIGNATURE.charAt(i) == '0' ? '1' : '0');
      assertThat(receiver.verify(bytes(BODY), changed.toString())).as("digit %d", i).isFalse();
    }
  }

  /** A framework that parses the body and writes it again moves white space at least. */
  @Test
  void rewrittenBodyIsRejected() {
    assertThat(receiver.verify(bytes(BODY.replace(":", ": ")), SIGNATURE)).isFalse();
    assertThat(receiver.verify(bytes(BODY + "\n"), SIGNATURE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void emptyBodyIsUnreadable(String body) {
    assertThat(receiver.verify(bytes(body), sign(SECRET, body))).isTrue();
    assertUnreadable("The webhook is empty", body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "{\"type\":\"canary",
        "{\"type\":\"canary\"",
        "{\"type\":\"canary\"}}",
        "{\"type\":\"canary\"} canary",
        "{\"type\":\"canary\"}{\"type\":\"canary\"}",
        "{'type':'canary'}",
        "{\"type\":\"canary\",}",
        "type=canary",
        "<html>canary"
      })
  void bodyThatIsNotJsonIsUnreadable(String body) {
    assertUnreadable("The webhook is not JSON", body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"type\":\"project.created\"}]", "\"canary\"", "1", "null"})
  void bodyThatIsNoObjectIsUnreadable(String body) {
    assertUnreadable("The webhook is JSON, but not an object", body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"type\":null}", "{\"type\":\"\"}", "{\"type\":{}}", "{\"type\":1}"})
  void eventWithoutTypeIsUnreadable(String body) {
    assertUnreadable("The webhook has no type", body);
  }

  @Test
  void byteOrderMarkIsUnreadable() {
    assertUnreadable(
        "The webhook starts with a byte order mark, which JSON may not", "\ufeff" + BODY);
  }

  @Test
  void invalidUtf8IsUnreadable() {
    byte[] body = BODY.replace("shop", "sh\u00f6p").getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> receiver.receive(body, sign(SECRET, body)))
        .withMessage("The webhook is not UTF-8")
        .returns(400, InvalidDeliveryException::status);
  }

  @Test
  void deepNestingIsUnreadable() {
    for (int depth : new int[] {300, 100_000}) {
      assertUnreadable(
          "The webhook is not JSON",
          "{\"type\":\"project.created\",\"payload\":"
              + "[".repeat(depth)
              + "]".repeat(depth)
              + "}");
      assertUnreadable("The webhook is not JSON", "{\"a\":".repeat(depth));
    }
  }

  @Test
  void bodyOverTheLimitIsRejectedUnhashedAndUnread() {
    byte[] body = bytes(BODY);

    assertThat(receiver.withMaxBodySize(body.length).receive(body, SIGNATURE)).isNotNull();
    assertRejected(
        receiver.withMaxBodySize(body.length - 1),
        413,
        "The webhook has more than the " + (body.length - 1) + " bytes that are allowed",
        body,
        null);
  }

  @Test
  void limitIsOneMebibyteByDefault() {
    byte[] body = bytes(BODY + " ".repeat((1 << 20) - BODY.length()));
    byte[] tooLarge = bytes(BODY + " ".repeat((1 << 20) - BODY.length() + 1));

    assertThat(receiver.receive(body, sign(SECRET, body)).id()).isEqualTo("evt_1");
    assertRejected(
        receiver,
        413,
        "The webhook has more than the 1048576 bytes that are allowed",
        tooLarge,
        sign(SECRET, tooLarge));
  }

  @Test
  void streamIsReadOneByteBeyondTheLimitAtMost() throws IOException {
    Endless endless = new Endless();

    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> receiver.withMaxBodySize(10_000).receive(endless, SIGNATURE))
        .returns(413, InvalidDeliveryException::status);
    assertThat(endless.read).isEqualTo(10_001);

    byte[] body = bytes(BODY);
    assertThat(
            receiver
                .withMaxBodySize(body.length)
                .receive(new ByteArrayInputStream(body), SIGNATURE)
                .id())
        .isEqualTo("evt_1");
  }

  @Test
  void streamIsNotTouchedWithoutASignature() {
    Endless endless = new Endless();

    for (@Nullable String signature : new @Nullable String[] {null, "", "sha1=" + SIGNATURE}) {
      assertThatExceptionOfType(InvalidDeliveryException.class)
          .isThrownBy(() -> receiver.receive(endless, signature))
          .returns(403, InvalidDeliveryException::status);
    }
    assertThat(endless.read).isZero();
  }

  @Test
  @SuppressWarnings("InputStreamSlowMultibyteRead") // nothing is read
  void ioExceptionOfTheStreamIsThrown() {
    IOException failure = new IOException("reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> receiver.receive(broken, SIGNATURE))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void limitBelowOneByteIsRejected(int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> receiver.withMaxBodySize(limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary\n", " canary", "canary\t"})
  void secretWithSurroundingWhiteSpaceIsRejected(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookReceiver.of(secret))
        .withMessage("The client secret begins or ends with white space; pass it without");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without a null checker may pass
  void missingSecretsAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookReceiver.of(" "))
        .withMessage("The client secret is blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookReceiver.of(null))
        .withMessage("The client secret is null");
  }

  @Test
  void secretIsNotPrinted() {
    assertThat(receiver.withMaxBodySize(7))
        .hasToString("WebhookReceiver[clientSecret=***, maxBodySize=7]");
  }

  private void assertUnreadable(String message, String body) {
    assertRejected(400, message, body, sign(SECRET, body));
  }

  private void assertRejected(int status, String message, String body, @Nullable String signature) {
    assertRejected(receiver, status, message, bytes(body), signature);
  }

  /** Also that neither the body nor the secret is in the stack trace. */
  private static void assertRejected(
      WebhookReceiver receiver,
      int status,
      String message,
      byte[] body,
      @Nullable String signature) {
    ThrowingCallable call = () -> receiver.receive(body, signature);
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(call)
        .withMessage(message)
        .returns(status, InvalidDeliveryException::status)
        .satisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("canary");
            });
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead") // counts each byte
  private static final class Endless extends InputStream {
    private int read;

    @Override
    public int read() {
      read++;
      return ' ';
    }
  }
}
