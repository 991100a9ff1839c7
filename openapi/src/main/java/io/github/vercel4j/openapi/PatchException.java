package io.github.vercel4j.openapi;

/** Says why a document cannot be patched: which file, which action, what to do. */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public PatchException(String message) {
    super(message);
  }

  PatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
