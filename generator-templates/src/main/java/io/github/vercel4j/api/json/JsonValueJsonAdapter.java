package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import okio.Buffer;

final class JsonValueJsonAdapter extends LosslessAdapter<JsonValue> {
  static final JsonValueJsonAdapter INSTANCE = new JsonValueJsonAdapter();

  private JsonValueJsonAdapter() {}

  @Override
  protected Object read(JsonInput input) throws IOException {
    return JsonValue.read(input);
  }

  @Override
  protected void write(JsonWriter writer, JsonValue value) throws IOException {
    value.write(writer);
  }

  static String text(JsonValue value) {
    Buffer buffer = new Buffer();
    try {
      value.write(JsonWriter.of(buffer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.readUtf8();
  }
}
