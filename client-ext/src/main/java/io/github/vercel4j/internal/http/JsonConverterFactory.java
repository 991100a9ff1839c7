package io.github.vercel4j.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.DriftListener;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.LosslessCollections;
import io.github.vercel4j.runtime.JsonInput;
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
public final class JsonConverterFactory extends Converter.Factory {
  private static final Set<String> LINES = Set.of("jsonl", "x-ndjson", "stream+json");
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  /** More of one response tells nothing new. */
  private static final int MOST_DRIFTS = 100;

  private static final Moshi MODELS = new Moshi.Builder().build();

  public static final JsonAdapter<JsonValue> ANY = MODELS.adapter(JsonValue.class);

  private final Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
  private final @Nullable DriftListener listener;

  JsonConverterFactory(@Nullable DriftListener listener) {
    this.listener = listener;
  }

  @Override
  public Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    JsonAdapter<Object> line =
        type instanceof ParameterizedType list && list.getRawType() == List.class
            ? moshi.adapter(list.getActualTypeArguments()[0])
            : null;
    DriftListener notified = listener;
    Operation operation = Endpoint.operation(annotations);
    if (notified == null || operation == null) {
      return body -> read(adapter, line, body, null);
    }
    return body -> {
      List<Drift> drifts = new ArrayList<>();
      Object value = read(adapter, line, body, drifts);
      if (!drifts.isEmpty()) {
        notified.onDrift(operation, Collections.unmodifiableList(drifts));
      }
      return value;
    };
  }

  private static Object read(
      JsonAdapter<Object> adapter,
      @Nullable JsonAdapter<Object> line,
      ResponseBody body,
      @Nullable List<Drift> drifts)
      throws IOException {
    return line != null && hasLines(body.contentType()) && !beginsArray(body.source())
        ? readLines(line, body.source(), drifts)
        : read(adapter, body.source(), "$", drifts);
  }

  /** Any JSON; no body at all is null. */
  public static JsonValue any(ResponseBody body) throws IOException {
    BufferedSource source = body.source();
    if (source.exhausted()) {
      return JsonValue.NULL;
    }
    return hasLines(body.contentType()) && !beginsArray(source)
        ? JsonValue.of(readLines(ANY, source, null))
        : read(ANY, source);
  }

  private static boolean hasLines(@Nullable MediaType type) {
    return type != null && LINES.contains(type.subtype());
  }

  /** Whether the type of the body is that of lines, but the body is not. */
  private static boolean beginsArray(BufferedSource body) throws IOException {
    return body.request(1) && body.getBuffer().getByte(0) == '[';
  }

  private static <T> List<T> readLines(
      JsonAdapter<T> adapter, BufferedSource body, @Nullable List<Drift> drifts)
      throws IOException {
    List<T> values = new ArrayList<>();
    for (String line = body.readUtf8Line(); line != null; line = body.readUtf8Line()) {
      if (!line.isBlank()) {
        String path = "$[" + values.size() + "]";
        values.add(read(adapter, new Buffer().writeUtf8(line), path, drifts));
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
    return value -> new JsonBody(adapter, value);
  }

  /** The body in which a model would be sent. */
  public static <T> JsonBody bodyOf(Class<T> type, T model) {
    return new JsonBody(MODELS.adapter(type), model);
  }

  public static <T> T read(JsonAdapter<T> adapter, BufferedSource body) throws IOException {
    return read(adapter, body, "$", null);
  }

  /** Reads one document, whose place in the response is the path. */
  private static <T> T read(
      JsonAdapter<T> adapter, BufferedSource body, String path, @Nullable List<Drift> drifts)
      throws IOException {
    rejectEmpty(body, path);
    Buffer document = body.getBuffer();
    body.request(Long.MAX_VALUE); // the whole body is in memory already
    JsonReader reader =
        JsonInput.open(document, drifts == null ? null : drift -> add(drift, path, drifts));
    try {
      T value = adapter.fromJson(reader);
      if (value == null) {
        throw new UnreadableException(path, "is null");
      }
      rejectMore(reader, path);
      return value;
    } catch (EOFException e) {
      throw new UnreadableException(within(path, JsonInput.pathOf(reader)), "ends early");
    } catch (JsonEncodingException e) {
      throw new UnreadableException(
          within(path, JsonInput.pathOf(reader)), "is not well-formed JSON");
    } catch (JsonDataException e) {
      throw new UnreadableException(
          within(path, JsonInput.pathOf(reader)), "is not what the API documents");
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The body is in memory, and our own adapters throw nothing else
      throw new UnreadableException(
          within(path, JsonInput.pathOf(reader)), "is not what its adapter can read", e);
    }
  }

  private static void add(Drift drift, String path, List<Drift> drifts) {
    if (drifts.size() < MOST_DRIFTS) {
      drifts.add(new Drift(drift.kind(), within(path, drift.path())));
    }
  }

  /** The path of a document's part, which begins with the document's {@code $}. */
  private static String within(String path, String part) {
    return path + part.substring(1);
  }

  private static void rejectMore(JsonReader reader, String path) throws IOException {
    try {
      if (reader.peek() == JsonReader.Token.END_DOCUMENT) {
        return;
      }
    } catch (JsonEncodingException e) {
      // So the reader calls a second value
    }
    throw new UnreadableException(path, "goes on after its end");
  }

  private static void rejectEmpty(BufferedSource body, String path) throws IOException {
    if (body.exhausted()) {
      throw new UnreadableException(path, "is empty");
    }
    if (body.rangeEquals(0, BYTE_ORDER_MARK)) {
      throw new UnreadableException(path, "starts with a byte order mark, which JSON may not");
    }
  }

  /** The body is not the JSON that it should be; the message continues "The response …". */
  public static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;

    public UnreadableException(String path, String problem) {
      this(path, problem, null);
    }

    public UnreadableException(String path, String problem, @Nullable Exception cause) {
      super(problem, cause);
      this.path = path;
    }

    String path() {
      return path;
    }
  }
}
