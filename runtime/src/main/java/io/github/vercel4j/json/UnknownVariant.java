package io.github.vercel4j.json;

/** A value of a union that is none of the variants that this version of the client knows. */
public interface UnknownVariant {
  /** The JSON as it came. */
  JsonValue value();
}
