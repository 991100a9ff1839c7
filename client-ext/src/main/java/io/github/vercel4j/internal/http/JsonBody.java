package io.github.vercel4j.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.runtime.JsonOutput;
import io.github.vercel4j.runtime.LosslessAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A value as the body of a request. It is written once, however often it is sent, for it may change
 * meanwhile.
 */
public final class JsonBody extends RequestBody {
  private static final MediaType TYPE = MediaType.get("application/json");

  private final byte[] json;

  /** What was written as the value of a secret property, or within one. */
  private final List<String> hidden = new ArrayList<>();

  public <T> JsonBody(JsonAdapter<T> adapter, T value) {
    if (adapter instanceof LosslessAdapter<T> own) {
      json = JsonOutput.bytes(own, value, hidden::add);
      return;
    }
    Buffer text = new Buffer();
    JsonWriter writer = JsonWriter.of(text);
    JsonOutput.listenForSecrets(writer, hidden::add);
    try {
      adapter.toJson(writer, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json = text.readByteArray();
  }

  /**
   * The values that nobody should read. One that the body also says openly is none of them: without
   * the target {@code production}, an error response that names it could not be understood.
   */
  public List<String> secrets() {
    Map<String, Integer> open = new HashMap<>();
    JsonValue all =
        hidden.isEmpty() ? null : Phrases.json(new String(json, StandardCharsets.UTF_8));
    if (all != null) {
      countStrings(all, open);
    }
    hidden.forEach(secret -> open.merge(secret, -1, Integer::sum));
    return hidden.stream().filter(secret -> open.getOrDefault(secret, 0) <= 0).distinct().toList();
  }

  /** Those of any body; none where it is not JSON. */
  static List<String> secretsOf(@Nullable RequestBody body) {
    return body instanceof JsonBody json ? json.secrets() : List.of();
  }

  private static void countStrings(JsonValue value, Map<String, Integer> strings) {
    if (value instanceof JsonString string) {
      strings.merge(string.value(), 1, Integer::sum);
    } else if (value instanceof JsonArray array) {
      array.elements().forEach(element -> countStrings(element, strings));
    } else if (value instanceof JsonObject object) {
      object.members().values().forEach(member -> countStrings(member, strings));
    }
  }

  @Override
  public MediaType contentType() {
    return TYPE;
  }

  @Override
  public long contentLength() {
    return json.length;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(json);
  }
}
