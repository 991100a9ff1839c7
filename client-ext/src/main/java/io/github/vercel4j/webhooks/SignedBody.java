package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What webhooks and drains have in common: a body of limited size, signed with one secret. */
final class SignedBody {
  static final String HEADER = "x-vercel-signature";

  /** How many bytes are read at a time. */
  static final int PART = 8 << 10;

  private static final String HMAC = "HmacSHA1";
  private static final int DIGITS = 40;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** What messages call it. */
  private final String subject;

  private final SecretKeySpec key;
  private final int maxSize;

  private SignedBody(String subject, SecretKeySpec key, int maxSize) {
    this.subject = subject;
    this.key = key;
    this.maxSize = maxSize;
  }

  static SignedBody of(String subject, String nameOfSecret, @Nullable String secret, int maxSize) {
    if (secret == null || secret.isBlank()) {
      throw new IllegalArgumentException(
          "The " + nameOfSecret + " is " + (secret == null ? "null" : "blank"));
    }
    if (!secret.equals(secret.strip())) {
      throw new IllegalArgumentException(
          "The " + nameOfSecret + " begins or ends with white space; pass it without");
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new SignedBody(subject, new SecretKeySpec(bytes, HMAC), maxSize);
  }

  SignedBody withMaxSize(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("A body may have " + bytes + " bytes at most: too few");
    }
    return new SignedBody(subject, key, bytes);
  }

  int maxSize() {
    return maxSize;
  }

  boolean isSignedBy(@Nullable String signature, byte[] body) {
    Mac mac = mac();
    mac.update(body);
    return isSignedBy(signature, mac);
  }

  private static boolean isSignedBy(@Nullable String signature, Mac signed) {
    if (signature == null) {
      return false;
    }
    // Compared as text: whatever is not the digest in lower case is not the signature
    byte[] expected = HexFormat.of().formatHex(signed.doFinal()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks " + HMAC + ", which every Java has", e);
    }
  }

  /**
   * Reads to the end of the stream, and at most one byte beyond the limit.
   *
   * @param kept takes what was read; where it is null, nothing is kept of it
   * @return whether the signature is that of the bytes
   */
  boolean read(InputStream stream, @Nullable String signature, @Nullable Buffer kept)
      throws IOException {
    Mac mac = mac();
    byte[] part = new byte[PART];
    long size = 0;
    int count;
    while ((count = stream.read(part, 0, (int) Math.min(PART, maxSize + 1L - size))) != -1) {
      size += count;
      if (size > maxSize) {
        throw tooLarge();
      }
      mac.update(part, 0, count);
      if (kept != null) {
        kept.write(part, 0, count);
      }
    }
    return isSignedBy(signature, mac);
  }

  void rejectTooLarge(byte[] body) {
    if (body.length > maxSize) {
      throw tooLarge();
    }
  }

  private InvalidDeliveryException tooLarge() {
    return new InvalidDeliveryException(
        413, "The " + subject + " has more than the " + maxSize + " bytes that are allowed");
  }

  void rejectUnsigned(@Nullable String signature) {
    if (signature == null) {
      throw unsigned();
    }
    if (!isWellFormed(signature)) {
      throw new InvalidDeliveryException(
          403,
          "The header "
              + HEADER
              + " of the "
              + subject
              + " is not "
              + DIGITS
              + " lower-case hexadecimal digits");
    }
  }

  InvalidDeliveryException unsigned() {
    return new InvalidDeliveryException(403, "The " + subject + " has no header " + HEADER);
  }

  private static boolean isWellFormed(String signature) {
    return signature.length() == DIGITS
        && signature.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  InvalidDeliveryException wronglySigned() {
    return new InvalidDeliveryException(
        403,
        "The header "
            + HEADER
            + " of the "
            + subject
            + " is not the signature of this body: either it was signed with another secret, or these"
            + " are not the bytes as they were received");
  }

  InvalidDeliveryException unreadable(String problem, @Nullable Throwable cause) {
    return new InvalidDeliveryException(400, "The " + subject + " " + problem, cause);
  }

  /**
   * The one JSON object that the bytes are.
   *
   * @throws UnreadableException where they are something else
   */
  static JsonObject object(byte[] json) throws UnreadableException {
    return object(text(json));
  }

  static JsonObject object(String json) throws UnreadableException {
    if (json.isBlank()) {
      throw new UnreadableException("is empty");
    }
    if (json.charAt(0) == BYTE_ORDER_MARK) {
      throw new UnreadableException("starts with a byte order mark, which JSON may not");
    }
    JsonValue value;
    try {
      value = JsonValue.parse(json);
    } catch (IllegalArgumentException e) {
      // Its message has a path and no content, but its cause quotes keys and values
      throw new UnreadableException("is not JSON");
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new UnreadableException("is JSON, but not an object");
  }

  private static String text(byte[] utf8) throws UnreadableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableException("is not UTF-8");
    }
  }

  /** The message continues "The body …". */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String problem) {
      super(problem);
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }
}
