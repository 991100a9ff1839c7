package io.github.vercel4j.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.api.json.JsonInput;
import io.github.vercel4j.api.json.LosslessCollections;
import java.io.EOFException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * Turns models into JSON bodies and back with Moshi, and accepts nothing but one JSON document.
 *
 * <p>What it says about a body that it cannot read quotes none of it: it may hold a secret.
 */
final class JsonConverterFactory extends Converter.Factory {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Set<String> LINES = Set.of("jsonl", "x-ndjson");
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  private final Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();

  @Override
  public Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      JsonAdapter<Object> line = moshi.adapter(list.getActualTypeArguments()[0]);
      return body ->
          hasLines(body.contentType())
              ? readLines(line, body.source())
              : read(adapter, body.source());
    }
    return body -> read(adapter, body.source());
  }

  private static boolean hasLines(@Nullable MediaType type) {
    return type != null && LINES.contains(type.subtype());
  }

  private static List<Object> readLines(JsonAdapter<Object> adapter, BufferedSource body)
      throws IOException {
    List<Object> values = new ArrayList<>();
    for (String line = body.readUtf8Line(); line != null; line = body.readUtf8Line()) {
      if (!line.isBlank()) {
        try {
          values.add(read(adapter, new Buffer().writeUtf8(line)));
        } catch (UnreadableException e) {
          throw new UnreadableException(
              "$[" + values.size() + "]" + e.path().substring(1), String.valueOf(e.getMessage()));
        }
      }
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    return value -> {
      Buffer json = new Buffer();
      adapter.toJson(JsonWriter.of(json), value);
      return RequestBody.create(json.readByteString(), JSON);
    };
  }

  private static Object read(JsonAdapter<Object> adapter, BufferedSource body) throws IOException {
    refuseEmpty(body);
    Buffer document = body.getBuffer();
    body.request(Long.MAX_VALUE); // the whole body is in memory already
    JsonReader reader = JsonInput.open(document, null);
    try {
      Object value = adapter.fromJson(reader);
      if (value == null) {
        throw new UnreadableException("$", "is null");
      }
      refuseMore(reader);
      return value;
    } catch (EOFException e) {
      throw new UnreadableException(reader.getPath(), "ends early");
    } catch (JsonEncodingException e) {
      throw new UnreadableException(reader.getPath(), "is not well-formed JSON");
    } catch (JsonDataException e) {
      throw new UnreadableException(reader.getPath(), "is not what the API documents");
    }
  }

  private static void refuseMore(JsonReader reader) throws IOException {
    try {
      if (reader.peek() == JsonReader.Token.END_DOCUMENT) {
        return;
      }
    } catch (JsonEncodingException e) {
      // So the reader calls a second value
    }
    throw new UnreadableException("$", "goes on after its end");
  }

  private static void refuseEmpty(BufferedSource body) throws IOException {
    if (body.exhausted()) {
      throw new UnreadableException("$", "is empty");
    }
    if (body.rangeEquals(0, BYTE_ORDER_MARK)) {
      throw new UnreadableException("$", "starts with a byte order mark, which JSON may not");
    }
  }

  /** The body is not the JSON that it should be; the message continues "The answer …". */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;

    UnreadableException(String path, String problem) {
      super(problem);
      this.path = path;
    }

    String path() {
      return path;
    }
  }
}
