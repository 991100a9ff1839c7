package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

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
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.JsonInput;
import io.github.vercel4j.runtime.LosslessAdapter;
import io.github.vercel4j.runtime.UnreadableJsonException;
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
 * Turns models into JSON bodies and back, and accepts nothing but one JSON document. What Moshi
 * knows is an adapter of ours mostly, which then reads the bytes itself.
 *
 * <p>What it says about a body that it cannot read quotes none of it: it may hold a secret.
 */
public final class JsonConverterFactory extends Converter.Factory {
  private static final Set<String> LINES = Set.of("jsonl", "x-ndjson", "stream+json");
  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  /** A null or the blanks before a bracket; more than that is not looked at. */
  private static final int MOST_OF_A_NULL = 64;

  /** More of one response tells nothing new. */
  private static final int MOST_DRIFTS = 100;

  /** What is read from a body takes, with the body, at most so many times the limit of bytes. */
  private static final int MEMORY = 4;

  /** A program that reads but one short response sets a low limit; nobody counts these bytes. */
  private static final int ALWAYS_ALLOWED = 1 << 16;

  private static final Moshi MODELS = new Moshi.Builder().build();

  public static final JsonAdapter<JsonValue> ANY = Json.ANY;

  private final Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
  private final @Nullable DriftListener listener;

  JsonConverterFactory(@Nullable DriftListener listener) {
    this.listener = listener;
  }

  @Override
  public Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    Decoder<Object> decoder = Decoder.of(moshi.adapter(type));
    Decoder<Object> line =
        type instanceof ParameterizedType list && list.getRawType() == List.class
            ? Decoder.of(moshi.adapter(list.getActualTypeArguments()[0]))
            : null;
    DriftListener notified = listener;
    Operation operation = Endpoint.operation(annotations);
    if (operation == null) {
      return body -> read(decoder, line, body, null);
    }
    String nothing = line == null ? "{}" : "[]";
    if (notified == null) {
      return body -> read(decoder, line, orNothing(operation, body, nothing), null);
    }
    return body -> {
      List<Drift> drifts = new ArrayList<>();
      Object value = read(decoder, line, orNothing(operation, body, nothing), drifts);
      if (!drifts.isEmpty()) {
        notified.onDrift(operation, Collections.unmodifiableList(drifts));
      }
      return value;
    };
  }

  /**
   * The body, or an empty value where the operation's contract lets a response have none: no body
   * or any but an object, or a null.
   */
  private static ResponseBody orNothing(Operation operation, ResponseBody body, String nothing)
      throws IOException {
    BufferedSource source = body.source();
    boolean none =
        (operation.mayRespondEmpty() && !beginsWith('{', source))
            || (operation.mayRespondNull() && isNull(source));
    return none
        ? new BoundedBody(
            new Buffer().writeUtf8(nothing), body.contentType(), BoundedBody.limitOf(body))
        : body;
  }

  private static boolean isNull(BufferedSource body) throws IOException {
    return !body.request(MOST_OF_A_NULL) && isNull(body.getBuffer().snapshot());
  }

  /** Whether a document is a JSON null. */
  static boolean isNull(ByteString document) {
    return document.size() < MOST_OF_A_NULL && document.utf8().strip().equals("null");
  }

  private static Object read(
      Decoder<Object> decoder,
      @Nullable Decoder<Object> line,
      ResponseBody body,
      @Nullable List<Drift> drifts)
      throws IOException {
    return line != null && hasLines(body.contentType()) && !beginsArray(body.source())
        ? readLines(line, body, drifts)
        : read(decoder, body.source(), "$", BoundedBody.limitOf(body), drifts);
  }

  /** Any JSON; no body at all is null. */
  public static JsonValue any(ResponseBody body) throws IOException {
    BufferedSource source = body.source();
    if (source.exhausted()) {
      return JsonValue.NULL;
    }
    Decoder<JsonValue> any = new OwnDecoder<>(Json.ANY);
    return hasLines(body.contentType()) && !beginsArray(source)
        ? JsonValue.of(readLines(any, body, null))
        : read(any, source, "$", BoundedBody.limitOf(body), null);
  }

  private static boolean hasLines(@Nullable MediaType type) {
    return type != null && LINES.contains(type.subtype());
  }

  /** Whether the type of the body is that of lines, but the body is not. */
  private static boolean beginsArray(BufferedSource body) throws IOException {
    return beginsWith('[', body);
  }

  private static boolean beginsWith(char bracket, BufferedSource body) throws IOException {
    long start = 0;
    while (start < MOST_OF_A_NULL
        && body.request(start + 1)
        && Character.isWhitespace(body.getBuffer().getByte(start))) {
      start++;
    }
    return body.request(start + 1) && body.getBuffer().getByte(start) == bracket;
  }

  private static <T> List<T> readLines(
      Decoder<T> decoder, ResponseBody body, @Nullable List<Drift> drifts) throws IOException {
    List<T> values = new ArrayList<>();
    BufferedSource source = body.source();
    long limit = BoundedBody.limitOf(body);
    while (!source.exhausted()) {
      long end = source.indexOf((byte) '\n');
      Buffer line = new Buffer();
      source.read(line, end < 0 ? Long.MAX_VALUE : end + 1);
      if (!isBlank(line) && !isNull(line)) {
        values.add(read(decoder, line, "$[" + values.size() + "]", limit, drifts));
      }
    }
    return Collections.unmodifiableList(values);
  }

  private static boolean isBlank(Buffer line) throws IOException {
    Buffer left = line.clone();
    while (!left.exhausted()) {
      if (!Character.isWhitespace(left.readByte())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    JsonAdapter<Object> adapter = moshi.adapter(type);
    JsonAdapter<Object> own = LosslessAdapter.within(adapter);
    return value -> new JsonBody(own == null ? adapter : own, value);
  }

  /** The body in which a model would be sent. */
  public static <T> JsonBody bodyOf(Class<T> type, T model) {
    return new JsonBody(requireNonNull(LosslessAdapter.within(MODELS.adapter(type))), model);
  }

  /** Reads one document with any adapter of Moshi's. */
  public static <T> T read(JsonAdapter<T> adapter, ResponseBody body) throws IOException {
    return read(new MoshiDecoder<>(adapter), body.source(), "$", BoundedBody.limitOf(body), null);
  }

  /** Reads one document, whose place in the response is the path. */
  private static <T> T read(
      Decoder<T> decoder,
      BufferedSource body,
      String path,
      long limit,
      @Nullable List<Drift> drifts)
      throws IOException {
    rejectEmpty(body, path);
    T value = decoder.read(body, path, limit, drifts);
    if (value == null) {
      throw new UnreadableException(path, "is null");
    }
    return value;
  }

  /** Reads one document, and nothing after it. */
  private interface Decoder<T> {
    static <T> Decoder<T> of(JsonAdapter<T> adapter) {
      LosslessAdapter<T> own = LosslessAdapter.within(adapter);
      return own == null ? new MoshiDecoder<>(adapter) : new OwnDecoder<>(own);
    }

    @Nullable T read(BufferedSource document, String path, long limit, @Nullable List<Drift> drifts)
        throws IOException;
  }

  private record OwnDecoder<T>(LosslessAdapter<T> adapter) implements Decoder<T> {
    @Override
    public @Nullable T read(
        BufferedSource document, String path, long limit, @Nullable List<Drift> drifts)
        throws IOException {
      try {
        long memory =
            limit > Long.MAX_VALUE / (2 * MEMORY)
                ? Long.MAX_VALUE
                : MEMORY * limit + ALWAYS_ALLOWED;
        return JsonInput.read(
            adapter, document, path, memory, drifts == null ? null : drift -> add(drift, drifts));
      } catch (UnreadableJsonException e) {
        String problem =
            e.isForMemory()
                ? "takes more memory than "
                    + MEMORY
                    + " times the "
                    + limit
                    + " bytes that maxResponseBytes allows: VercelClient.Builder.maxResponseBytes"
                    + " sets a higher limit"
                : requireNonNull(e.getMessage());
        throw new UnreadableException(e.path(), problem);
      }
    }
  }

  private record MoshiDecoder<T>(JsonAdapter<T> adapter) implements Decoder<T> {
    @Override
    public @Nullable T read(
        BufferedSource document, String path, long limit, @Nullable List<Drift> drifts)
        throws IOException {
      JsonReader reader = JsonReader.of(document);
      try {
        T value = adapter.fromJson(reader);
        if (value != null) {
          rejectMore(reader, path);
        }
        return value;
      } catch (EOFException e) {
        throw new UnreadableException(within(path, reader.getPath()), "ends early");
      } catch (JsonEncodingException e) {
        throw new UnreadableException(within(path, reader.getPath()), "is not well-formed JSON");
      } catch (JsonDataException e) {
        throw new UnreadableException(
            within(path, reader.getPath()), "is not what the API documents");
      } catch (UnreadableException e) {
        throw e;
      } catch (IOException | RuntimeException | AssertionError e) {
        // The body is in memory, and our own adapters throw nothing else
        throw new UnreadableException(
            within(path, reader.getPath()), "is not what its adapter can read", e);
      }
    }
  }

  private static void add(Drift drift, List<Drift> drifts) {
    if (drifts.size() < MOST_DRIFTS) {
      drifts.add(drift);
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

    public UnreadableException(String path, String problem, @Nullable Throwable cause) {
      super(problem, cause);
      this.path = path;
    }

    String path() {
      return path;
    }
  }
}
