package io.github.vercel4j.runtime;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON that was checked and kept as it came; it becomes a value when somebody asks for it. */
final class KeptJson {
  private final byte @Nullable [] json;

  /** How many objects and arrays were around it. */
  private final int depth;

  private @Nullable JsonValue value;

  KeptJson(byte[] json, int depth) {
    this.json = json;
    this.depth = depth;
  }

  KeptJson(JsonValue value) {
    this.json = null;
    this.depth = 0;
    this.value = value;
  }

  /** Two threads may both make it, of the same bytes. */
  JsonValue value() {
    JsonValue made = value;
    if (made == null) {
      made = parse(requireNonNull(json));
      value = made;
    }
    return made;
  }

  private static JsonValue parse(byte[] json) {
    try {
      return requireNonNull(JsonInput.read(Json.ANY, json));
    } catch (UnreadableJsonException e) {
      throw new AssertionError("It was read before", e);
    }
  }

  void write(JsonOutput output) throws IOException {
    if (json == null || !output.copy(json, depth)) {
      output.value(value());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeptJson that && value().equals(that.value());
  }

  @Override
  public int hashCode() {
    return value().hashCode();
  }
}
