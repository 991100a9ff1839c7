package io.github.vercel4j.api.json;

import java.io.IOException;

final class JsonValueJsonAdapter extends LosslessAdapter<JsonValue> {
  static final JsonValueJsonAdapter INSTANCE = new JsonValueJsonAdapter();

  private JsonValueJsonAdapter() {}

  @Override
  protected Object read(JsonInput input) throws IOException {
    return JsonValue.read(input);
  }

  @Override
  protected void write(JsonOutput output, JsonValue value) throws IOException {
    output.value(value);
  }

  static String text(JsonValue value) {
    return JsonOutput.text(INSTANCE, value);
  }
}
