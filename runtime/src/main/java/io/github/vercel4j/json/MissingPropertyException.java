package io.github.vercel4j.json;

import java.util.NoSuchElementException;

/**
 * A property that the API promises was asked for, and the response did not have it. No call failed:
 * the other properties are there.
 */
public final class MissingPropertyException extends NoSuchElementException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String key;
  private final String path;

  /** Of a model's property. For generated code. */
  public MissingPropertyException(String type, String key, String path, String reason) {
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
