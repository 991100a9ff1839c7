package io.github.vercel4j;

import org.jspecify.annotations.Nullable;

/** The base of every exception that a call or its response throws. */
public abstract class VercelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected VercelException(String message) {
    super(message);
  }

  protected VercelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
