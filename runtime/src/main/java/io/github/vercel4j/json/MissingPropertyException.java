package io.github.vercel4j.api.json;

import io.github.vercel4j.api.VercelException;

/** A value that the API promises was asked for, and the answer did not hold it. */
public final class MissingValueException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String key;
  private final String path;

  MissingValueException(String type, String key, String path, String reason) {
    super(type + "." + key + " has no value: " + path + " " + reason);
    this.type = type;
    this.key = key;
    this.path = path;
  }

  /** The simple name of the model. */
  public String type() {
    return type;
  }

  public String key() {
    return key;
  }

  /** Where the value was expected, as in {@code $.projects[3].name}. */
  public String path() {
    return path;
  }
}
