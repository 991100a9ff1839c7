package io.github.vercel4j.webhooks;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import io.github.vercel4j.webhooks.SignedBody.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The entries of a verified body, read one after the other. */
final class DrainBatch implements Iterable<DrainEntry> {
  private final byte[] body;

  DrainBatch(byte[] body) {
    this.body = body;
  }

  @Override
  public Iterator<DrainEntry> iterator() {
    return isArray() ? new Elements() : new Lines();
  }

  private boolean isArray() {
    for (byte b : body) {
      if (!isWhiteSpace(b)) {
        return b == '[';
      }
    }
    return false;
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static DrainEntry read(int number, byte[] json) {
    try {
      return new LogEntry(number, SignedBody.object(json));
    } catch (UnreadableException e) {
      return new UnreadableEntry(number, e.problem(), new String(json, StandardCharsets.UTF_8));
    }
  }

  private abstract static class Entries implements Iterator<DrainEntry> {
    private @Nullable DrainEntry next;
    private boolean started;

    /** The next entry, or null after the last. */
    abstract @Nullable DrainEntry read();

    @Override
    public boolean hasNext() {
      if (!started) {
        next = read();
        started = true;
      }
      return next != null;
    }

    @Override
    public DrainEntry next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      DrainEntry entry = next;
      started = false;
      return entry;
    }
  }

  private final class Lines extends Entries {
    private int position;
    private int number;

    @Override
    @Nullable DrainEntry read() {
      while (position < body.length) {
        int end = position;
        while (end < body.length && body[end] != '\n') {
          end++;
        }
        int start = position;
        position = end + 1;
        number++;
        if (!isBlank(start, end)) {
          return DrainBatch.read(number, Arrays.copyOfRange(body, start, end));
        }
      }
      return null;
    }

    private boolean isBlank(int start, int end) {
      for (int i = start; i < end; i++) {
        if (!isWhiteSpace(body[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** Takes each element's bytes off the array and reads them apart: one bad one spoils no other. */
  private final class Elements extends Entries {
    private final JsonReader reader =
        JsonReader.of(Okio.buffer(Okio.source(new ByteArrayInputStream(body))));
    private int number;
    private boolean done;

    @Override
    @Nullable DrainEntry read() {
      if (done) {
        return null;
      }
      try {
        if (number == 0) {
          reader.beginArray();
        }
        number++;
        if (reader.hasNext()) {
          try (BufferedSource element = reader.nextSource()) {
            return DrainBatch.read(number, element.readByteArray());
          }
        }
        done = true;
        reader.endArray();
        return isAtEnd() ? null : broken("goes on after its end");
      } catch (EOFException e) {
        return broken("ends early");
      } catch (JsonEncodingException | JsonDataException e) {
        return broken("is not JSON from here on");
      } catch (IOException e) {
        throw new UncheckedIOException(e); // of bytes in memory
      }
    }

    private boolean isAtEnd() throws IOException {
      try {
        return reader.peek() == JsonReader.Token.END_DOCUMENT;
      } catch (JsonEncodingException e) {
        return false;
      }
    }

    private DrainEntry broken(String problem) {
      done = true;
      return new UnreadableEntry(number, "the array " + problem, null);
    }
  }
}
