package io.github.vercel4j.runtime;

import io.github.vercel4j.json.JsonValue;
import java.io.IOException;

/** Any JSON as it is. */
public class AnyAdapter extends LosslessAdapter<JsonValue> {
  protected AnyAdapter() {}

  @Override
  protected final Object read(JsonInput input) throws IOException {
    return input.any();
  }

  @Override
  protected final void write(JsonOutput output, JsonValue value) throws IOException {
    output.value(value);
  }
}
