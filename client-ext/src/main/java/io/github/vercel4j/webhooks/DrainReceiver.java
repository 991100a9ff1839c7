package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.CheckReturnValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Receives the batches of one drain: checks the signature and reads entry by entry.
 *
 * <pre>{@code
 * DrainReceiver drain = DrainReceiver.of(drainSecret);
 *
 * // in the handler, with any server
 * DrainReceiver.verificationHeaders(code).forEach(response::setHeader);
 * try {
 *   for (DrainEntry entry : drain.receive(body, header("x-vercel-signature"))) {
 *     if (entry instanceof LogDrainEntry log) {
 *       …
 *     }
 *   }
 *   respond(200);
 * } catch (InvalidDeliveryException e) {
 *   respond(e.status());
 * }
 * }</pre>
 *
 * <p>Vercel checks the endpoint, signed or not, before the drain exists and whenever it is tested:
 * with no body, or one without entries. Such a request is received as any other and has no entries.
 * What makes the check succeed is a 200 with the {@linkplain #verificationHeaders header}, which
 * may go with every response.
 *
 * <p>One signature covers the whole body, so no entry can be trusted before the last byte is there.
 * What is held is the body as it came, up to the limit; a compressed one is never unpacked as a
 * whole, neither before it is verified nor after. Safe for use by many threads. {@code toString()}
 * does not tell the secret.
 */
public final class DrainReceiver {
  /** The request header with the signature. */
  public static final String SIGNATURE_HEADER = SignedBody.HEADER;

  /** The response header by which an endpoint shows that it wants the drain. */
  public static final String VERIFICATION_HEADER = "x-vercel-verify";

  private static final int DEFAULT_MAX_BODY_SIZE = 16 << 20;

  /** More than a body without entries needs. */
  private static final int MAX_UNSIGNED_BODY_SIZE = 256;

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
   * The same receiver, but for batches of up to that many bytes, compressed or not. It limits the
   * bytes of the body as it comes, which are held, and those that it unpacks to, which are not.
   */
  @CheckReturnValue
  public DrainReceiver withMaxBodySize(int bytes) {
    return new DrainReceiver(body.withMaxSize(bytes));
  }

  /**
   * The headers to set on every 200 of the endpoint: Vercel looks for them where it checks the
   * endpoint. Anybody can ask for them, since that request need not be signed.
   *
   * @param code the code that Vercel shows where the drain is set up
   * @throws IllegalArgumentException where the code cannot be the value of a header
   */
  public static Map<String, String> verificationHeaders(String code) {
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
   * read stands among the others as an {@link MalformedDrainEntry}; an object without keys is none.
   *
   * <p>The body is a JSON array or one JSON object a line; which of them it is, and whether it is
   * compressed with gzip, shows in its bytes. Only a body without entries need not be signed.
   *
   * @throws InvalidDeliveryException where it is too large, not signed by Vercel, or broken gzip
   */
  public Iterable<DrainEntry> receive(byte[] body, @Nullable String signature) {
    try {
      return receive(new ByteArrayInputStream(body), signature);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of bytes in memory
    }
  }

  /**
   * As {@link #receive(byte[], String)}, from a stream that is read until its end or the limit. It
   * is not read where the signature is malformed, read for a few bytes where it is missing, and not
   * closed.
   *
   * @throws IOException where the stream does
   */
  public Iterable<DrainEntry> receive(InputStream body, @Nullable String signature)
      throws IOException {
    if (signature == null) {
      return receiveUnsigned(body);
    }
    this.body.rejectUnsigned(signature);
    Buffer received = new Buffer();
    boolean verified = this.body.read(body, signature, received);
    DrainBatch batch = new DrainBatch(received.snapshot());
    if (batch.isCompressed()) {
      // It is not documented whether Vercel signs before or after compressing
      verified |= isSignedUnpacked(this.body, batch, signature, verified);
    }
    if (!verified) {
      throw this.body.wronglySigned();
    }
    return batch;
  }

  /** Unpacks the whole batch once, so that none is given which is too large or broken. */
  private static boolean isSignedUnpacked(
      SignedBody body, DrainBatch batch, @Nullable String signature, boolean verified) {
    try (BufferedSource unpacked = batch.unpack()) {
      return body.read(unpacked.inputStream(), signature, null);
    } catch (IOException e) {
      throw verified ? body.unreadable("is not well-formed gzip", e) : body.wronglySigned();
    }
  }

  private Iterable<DrainEntry> receiveUnsigned(InputStream stream) throws IOException {
    SignedBody small = body.withMaxSize(MAX_UNSIGNED_BODY_SIZE);
    Buffer received = new Buffer();
    try {
      small.read(stream, null, received);
      DrainBatch batch = new DrainBatch(received.snapshot());
      if (batch.isCompressed()) {
        isSignedUnpacked(small, batch, null, false);
      }
      if (!batch.iterator().hasNext()) {
        return batch;
      }
    } catch (InvalidDeliveryException e) {
      // Whatever else is wrong with it, it is not signed
    }
    throw body.unsigned();
  }

  @Override
  public String toString() {
    return "DrainReceiver[secret=***, maxBodySize=" + body.maxSize() + "]";
  }
}
