package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.errors.UnreadableResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The values of a response, each read when it is asked for: one a line, or those of one array.
 *
 * <p>One thread reads; any may close.
 */
public final class JsonStream<E> implements Iterator<E>, AutoCloseable {
  private static final MediaType LINES = MediaType.get("application/jsonl");
  private static final MediaType JSON = MediaType.get("application/json");

  private final OpenResponse<List<E>> opened;
  private final BufferedSource body;
  private @Nullable JsonReader array;
  private boolean begun;
  private int number;
  private @Nullable E next;
  private volatile boolean closed;

  private JsonStream(OpenResponse<List<E>> opened) {
    this.opened = opened;
    this.body = opened.response().body().source();
    // From here on the response may be silent for any time
    body.timeout().clearTimeout();
  }

  /** Sends the call, and waits for the beginning of its response. */
  public static <E> JsonStream<E> open(VercelCall<List<E>> call) {
    return new JsonStream<>(ClientCall.of(call).open());
  }

  /**
   * Waits for the next value.
   *
   * @throws VercelConnectionException where the response breaks off
   * @throws VercelDecodingException where the value cannot be read; those after it still can,
   *     unless they stand in an array that is not well-formed
   */
  @Override
  public synchronized boolean hasNext() {
    if (next != null) {
      return true;
    }
    if (closed) {
      return false;
    }
    try {
      ByteString json;
      do {
        json = begun && array == null ? line() : element();
        if (json == null) {
          closed = true;
          opened.response().close();
          return false;
        }
        number++;
      } while (JsonConverterFactory.isNull(json)); // a null stands for no value
      next = decode(json, array == null);
      return true;
    } catch (JsonEncodingException | JsonDataException e) {
      close();
      throw unreadable("$[" + number + "]", "is not well-formed JSON");
    } catch (IOException e) {
      boolean wanted = closed;
      close();
      if (wanted) {
        return false;
      }
      Endpoint endpoint = opened.template().endpoint();
      throw VercelConnectionException.builder(endpoint.toString(), opened.redactor().redact(e))
          .operation(endpoint.operation())
          .attempts(opened.attempts())
          .build();
    }
  }

  @Override
  public synchronized E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    E value = requireNonNull(next);
    next = null;
    return value;
  }

  /** The next line that is not blank; null after the last. */
  private @Nullable ByteString line() throws IOException {
    while (true) {
      long end = body.indexOf((byte) '\n', 0, opened.maxBytes());
      if (end < 0 && body.request(opened.maxBytes())) {
        throw tooLarge();
      }
      if (end < 0 && body.exhausted()) {
        return null;
      }
      ByteString line = end < 0 ? body.readByteString() : body.readByteString(end + 1);
      if (!line.utf8().isBlank()) {
        return line;
      }
    }
  }

  /** The next element; it is looked here at first whether the response is an array. */
  private @Nullable ByteString element() throws IOException {
    if (!begun) {
      while (!body.exhausted() && Character.isWhitespace(body.getBuffer().getByte(0))) {
        body.skip(1);
      }
      begun = true;
      if (body.exhausted() || body.getBuffer().getByte(0) != '[') {
        return line();
      }
      array = JsonReader.of(body);
      array.beginArray();
    }
    JsonReader reader = requireNonNull(array);
    if (!reader.hasNext()) {
      reader.endArray();
      return null;
    }
    try (BufferedSource element = reader.nextSource()) {
      if (element.request(opened.maxBytes())) {
        throw tooLarge();
      }
      return element.readByteString();
    }
  }

  private E decode(ByteString json, boolean isLine) throws IOException {
    // Within an element of an array may be line breaks
    Buffer body = new Buffer();
    if (isLine) {
      body.write(json);
    } else {
      body.writeByte('[').write(json).writeByte(']');
    }
    MediaType type = isLine ? LINES : JSON;
    try {
      List<E> values =
          opened.template().decoder().convert(new BoundedBody(body, type, opened.maxBytes()));
      if (values.size() == 1) {
        return values.get(0);
      }
    } catch (JsonConverterFactory.UnreadableException e) {
      String path = e.path().startsWith("$[0]") ? e.path().substring(4) : "";
      throw unreadable("$[" + (number - 1) + "]" + path, requireNonNull(e.getMessage()));
    }
    throw unreadable("$[" + (number - 1) + "]", "is not what the API documents");
  }

  private VercelDecodingException tooLarge() {
    close();
    return unreadable(
        "$[" + number + "]",
        "reaches the limit of " + opened.maxBytes() + " bytes that maxResponseBytes sets");
  }

  private VercelDecodingException unreadable(String path, String problem) {
    Response response = opened.response();
    return UnreadableResponse.at(
            path,
            problem,
            opened.template().endpoint(),
            response.code(),
            response.headers(),
            opened.redactor())
        .attempts(opened.attempts())
        .build();
  }

  /** Ends the response, also for the thread that waits for it. */
  @Override
  public void close() {
    closed = true;
    // Whoever reads holds the monitor until this breaks the connection off
    opened.call().cancel();
    synchronized (this) {
      opened.response().close();
    }
  }
}
