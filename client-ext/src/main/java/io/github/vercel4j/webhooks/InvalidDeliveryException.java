package io.github.vercel4j.webhooks;

import io.github.vercel4j.VercelException;
import org.jspecify.annotations.Nullable;

/**
 * A request that claims to come from Vercel is not signed by it, is too large, or is not what
 * Vercel sends.
 *
 * <p>The message tells why and quotes neither the body nor the signature. {@link #status()} is what
 * to respond with.
 */
public final class InvalidDeliveryException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final int status;

  InvalidDeliveryException(int status, String message) {
    this(status, message, null);
  }

  InvalidDeliveryException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * The HTTP status to respond with: 403 where the signature is missing, malformed or not of this
   * body; 413 where the body is over the limit; 400 where a signed body cannot be read.
   */
  public int status() {
    return status;
  }
}
