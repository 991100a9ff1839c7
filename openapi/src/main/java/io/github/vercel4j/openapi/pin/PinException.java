package io.github.vercel4j.openapi.pin;

/** Says why a document cannot be pinned, with the place in the document and the way out. */
public final class PinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PinException(String message) {
    super(message);
  }

  PinException(String message, Throwable cause) {
    super(message, cause);
  }
}
