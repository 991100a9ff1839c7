package io.github.vercel4j.webhooks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives the batches of one drain: checks the signature and reads entry by entry.
 *
 * <pre>{@code
 * DrainReceiver drain = DrainReceiver.of(drainSecret);
 *
 * // in the handler, with any server
 * String signature = header("x-vercel-signature");
 * if (signature == null) {
 *   answer(200, DrainReceiver.verificationAnswer(code)); // Vercel checks the endpoint
 * } else {
 *   for (DrainEntry entry : drain.receive(body, signature)) {
 *     if (entry instanceof LogEntry log) {
 *       …
 *     }
 *   }
 *   answer(200);
 * }
 * }</pre>
 *
 * <p>One signature covers the whole body, so no entry can be trusted before the last byte is there:
 * the bytes are held, up to the limit, and only the entries are read as they are asked for. Safe
 * for use by many threads. {@code toString()} does not tell the secret.
 */
public final class DrainReceiver {
  /** The request header with the signature. */
  public static final String SIGNATURE_HEADER = SignedBody.HEADER;

  /** The header of the answer by which an endpoint shows that it wants the drain. */
  public static final String VERIFICATION_HEADER = "x-vercel-verify";

  private static final int DEFAULT_MAX_BODY_SIZE = 16 << 20;

  private final SignedBody body;

  private DrainReceiver(SignedBody body) {
    this.body = body;
  }

  /**
   * A receiver of batches of up to 16 MiB.
   *
   * @param secret the drain's own secret, which is not the integration's client secret
   * @throws IllegalArgumentException where this cannot be a secret; the message does not print it
   */
  public static DrainReceiver of(String secret) {
    return new DrainReceiver(
        SignedBody.of("drain's batch", "drain's secret", secret, DEFAULT_MAX_BODY_SIZE));
  }

  /**
   * The same receiver, but for batches of up to that many bytes, compressed or not. Whoever calls
   * the endpoint can make it decompress as many, for the signature may be one of what comes out.
   */
  public DrainReceiver withMaxBodySize(int bytes) {
    return new DrainReceiver(body.withMaxSize(bytes));
  }

  /**
   * The headers of the 200 to answer where Vercel checks the endpoint before the drain exists. That
   * request is not signed, so anybody can have this answer.
   *
   * @param code the code that Vercel shows where the drain is set up
   * @throws IllegalArgumentException where the code cannot be the value of a header
   */
  public static Map<String, String> verificationAnswer(String code) {
    if (code.isBlank() || !code.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "The code for " + VERIFICATION_HEADER + " is blank or holds more than visible ASCII");
    }
    return Map.of(VERIFICATION_HEADER, code);
  }

  /**
   * Whether the header's value is the signature of the body; compared in constant time.
   *
   * <p>False also where there is no header, or it is no signature at all. A batch that was signed
   * and then compressed has to be decompressed first; {@link #receive(byte[], String)} takes both.
   */
  public boolean verify(byte[] body, @Nullable String signature) {
    return this.body.isSignedBy(signature, body);
  }

  /**
   * Checks the body and gives its entries, which are read while iterating. An entry that cannot be
   * read stands among the others as an {@link UnreadableEntry}.
   *
   * <p>The body is a JSON array or one JSON object a line; which of them it is, and whether it is
   * compressed with gzip, shows in its bytes.
   *
   * @throws InvalidDeliveryException where it is too large, not signed by Vercel, or broken gzip
   */
  public Iterable<DrainEntry> receive(byte[] body, @Nullable String signature) {
    this.body.refuseTooLarge(body);
    this.body.refuseUnsigned(signature);
    boolean verified = verify(body, signature);
    byte[] entries = body;
    if (isCompressed(body)) {
      entries = decompress(body, verified);
      // It is not documented whether Vercel signs before or after compressing
      verified = verified || verify(entries, signature);
    }
    if (!verified) {
      throw this.body.wronglySigned();
    }
    return new DrainBatch(entries);
  }

  /**
   * As {@link #receive(byte[], String)}, from a stream that is read until its end or the limit, and
   * not at all where the signature is missing or malformed. It is not closed.
   *
   * @throws IOException where the stream does
   */
  public Iterable<DrainEntry> receive(InputStream body, @Nullable String signature)
      throws IOException {
    this.body.refuseUnsigned(signature);
    return receive(this.body.read(body), signature);
  }

  private static boolean isCompressed(byte[] body) {
    return body.length > 1 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
  }

  private byte[] decompress(byte[] compressed, boolean verified) {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return body.read(stream);
    } catch (IOException e) {
      throw verified ? body.unreadable("is not well-formed gzip", e) : body.wronglySigned();
    }
  }

  @Override
  public String toString() {
    return "DrainReceiver[secret=***, maxBodySize=" + body.maxSize() + "]";
  }
}
