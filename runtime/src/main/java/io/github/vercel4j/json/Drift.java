package io.github.vercel4j.json;

/**
 * One difference of a response from the API's contract; the response was read all the same.
 *
 * @param path where it stands, as in {@code $.projects[3].name}
 */
public record Drift(Kind kind, String path) {

  /** What differs. */
  public enum Kind {
    /** An object has a key twice; the last one counts. */
    DUPLICATE_KEY,
    /** A key that the service promises to send is not there. */
    MISSING_KEY,
    /** A value is null and should not be. */
    UNEXPECTED_NULL,
    /** A value is of another JSON type, or beyond the range of its Java type. */
    UNEXPECTED_TYPE,
    UNKNOWN_ENUM_VALUE,
    UNKNOWN_KEY,
    /** A value is none of the variants of its union. */
    UNKNOWN_VARIANT
  }
}
