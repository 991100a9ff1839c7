package io.github.vercel4j.runtime;

import java.io.IOException;

/**
 * Bytes are not the JSON that they should be. The message continues "The document …" and quotes
 * nothing of it.
 */
public final class UnreadableJsonException extends IOException {
  static final String OTHER_TYPE = "is not what the API documents";
  static final String TOO_MUCH_MEMORY = "takes too much memory";

  private static final long serialVersionUID = 1L;

  private final String path;

  UnreadableJsonException(String path, String problem) {
    super(problem);
    this.path = path;
  }

  /** Where it is, as in {@code $.projects[3].name}. */
  public String path() {
    return path;
  }

  /** Whether it might be read with more memory. */
  public boolean isForMemory() {
    return TOO_MUCH_MEMORY.equals(getMessage());
  }
}
