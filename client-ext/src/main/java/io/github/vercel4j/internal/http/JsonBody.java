package io.github.vercel4j.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.runtime.JsonOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import okio.Okio;

/** A value as the body of a request. */
public final class JsonBody<T> extends RequestBody {
  private static final MediaType TYPE = MediaType.get("application/json");

  /** What is shorter stands in too many places by chance. */
  public static final int SHORTEST_SECRET = 6;

  private final JsonAdapter<T> adapter;
  private final T value;
  private final ByteString json;

  public JsonBody(JsonAdapter<T> adapter, T value) {
    this.adapter = adapter;
    this.value = value;
    Buffer text = new Buffer();
    write(JsonWriter.of(text));
    json = text.readByteString();
  }

  private void write(JsonWriter writer) {
    try {
      adapter.toJson(writer, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The values that nobody should read. One that the body also says openly is none of them: without
   * the target {@code production}, a refusal that names it could not be understood.
   */
  List<String> secrets() {
    List<String> hidden = new ArrayList<>();
    JsonWriter writer = JsonWriter.of(Okio.buffer(Okio.blackhole()));
    JsonOutput.listenForSecrets(writer, hidden::add);
    write(writer);
    List<String> open = new ArrayList<>();
    JsonValue all = ErrorBody.json(json.utf8());
    if (all != null) {
      collectStrings(all, open);
    }
    hidden.forEach(open::remove);
    hidden.removeIf(secret -> secret.length() < SHORTEST_SECRET || open.contains(secret));
    return hidden;
  }

  private static void collectStrings(JsonValue value, Collection<String> strings) {
    if (value instanceof JsonString string) {
      strings.add(string.value());
    } else if (value instanceof JsonArray array) {
      array.elements().forEach(element -> collectStrings(element, strings));
    } else if (value instanceof JsonObject object) {
      object.members().values().forEach(member -> collectStrings(member, strings));
    }
  }

  @Override
  public MediaType contentType() {
    return TYPE;
  }

  @Override
  public long contentLength() {
    return json.size();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(json);
  }
}
