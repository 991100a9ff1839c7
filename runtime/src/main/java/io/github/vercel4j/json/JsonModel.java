package io.github.vercel4j.json;

import java.util.Map;

/**
 * An immutable JSON object that also keeps what the service sent beyond its properties, so that
 * reading and writing it gives the same JSON.
 *
 * <p>An accessor that is not {@code @Nullable} throws {@link MissingPropertyException} where the
 * service left its value out.
 */
public interface JsonModel {
  /** The keys that this version of the client does not know, in their order. */
  Map<String, JsonValue> additionalProperties();

  /** The known keys whose value is not of the type that the API documents. */
  Map<String, JsonValue> unexpectedProperties();

  /** The object as JSON, secrets included. */
  String toJson();
}
