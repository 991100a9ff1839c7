package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.webhooks.SignedBody.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the webhooks of one integration: checks the signature and reads the event.
 *
 * <pre>{@code
 * WebhookReceiver webhooks = WebhookReceiver.of(clientSecret);
 *
 * // in the handler of a POST, with any server
 * try {
 *   WebhookEvent event = webhooks.receive(body, header("x-vercel-signature"));
 *   if (event instanceof DeploymentEvent deployment) {
 *     …
 *   }
 *   respond(200);
 * } catch (InvalidDeliveryException e) {
 *   respond(e.status());
 * }
 * }</pre>
 *
 * <p>The signature is of the bytes as they were received: a body that a framework has parsed and
 * written again does not match. Safe for use by many threads. {@code toString()} does not tell the
 * secret.
 */
public final class WebhookReceiver {
  /** The request header with the signature. */
  public static final String SIGNATURE_HEADER = SignedBody.HEADER;

  private static final int DEFAULT_MAX_BODY_SIZE = 1 << 20;

  private final SignedBody body;

  private WebhookReceiver(SignedBody body) {
    this.body = body;
  }

  /**
   * A receiver of bodies of up to 1 MiB.
   *
   * @param clientSecret the integration's client secret in the Integrations Console; for a webhook
   *     of a team, the secret that was shown when it was made
   * @throws IllegalArgumentException where this cannot be a secret; the message does not print it
   */
  public static WebhookReceiver of(String clientSecret) {
    return new WebhookReceiver(
        SignedBody.of("webhook", "client secret", clientSecret, DEFAULT_MAX_BODY_SIZE));
  }

  /** The same receiver, but for bodies of up to that many bytes. */
  @CheckReturnValue
  public WebhookReceiver withMaxBodySize(int bytes) {
    return new WebhookReceiver(body.withMaxSize(bytes));
  }

  /**
   * Whether the header's value is the signature of the body; compared in constant time.
   *
   * <p>False also where there is no header, or it is no signature at all. The size of the body does
   * not matter here.
   */
  public boolean verify(byte[] body, @Nullable String signature) {
    return this.body.isSignedBy(signature, body);
  }

  /**
   * Checks the body and reads its event.
   *
   * @throws InvalidDeliveryException where it is too large, not signed by Vercel, or no event
   */
  public WebhookEvent receive(byte[] body, @Nullable String signature) {
    this.body.rejectTooLarge(body);
    this.body.rejectUnsigned(signature);
    if (!verify(body, signature)) {
      throw this.body.wronglySigned();
    }
    return event(body);
  }

  /**
   * As {@link #receive(byte[], String)}, from a stream that is read until its end or the limit, and
   * not at all where the signature is missing or malformed. It is not closed. Until the signature
   * is verified, no more is held than what came.
   *
   * @throws IOException where the stream does
   */
  public WebhookEvent receive(InputStream body, @Nullable String signature) throws IOException {
    this.body.rejectUnsigned(signature);
    Buffer received = new Buffer();
    if (!this.body.read(body, signature, received)) {
      throw this.body.wronglySigned();
    }
    return event(received.readByteArray());
  }

  private WebhookEvent event(byte[] verified) {
    try {
      return WebhookEvent.of(SignedBody.object(verified));
    } catch (UnreadableException e) {
      throw body.unreadable(e.problem(), e);
    }
  }

  @Override
  public String toString() {
    return "WebhookReceiver[clientSecret=***, maxBodySize=" + body.maxSize() + "]";
  }
}
