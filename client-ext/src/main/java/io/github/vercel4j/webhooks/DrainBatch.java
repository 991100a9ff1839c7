package io.github.vercel4j.webhooks;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.webhooks.SignedBody.UnreadableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a body, read one after the other.
 *
 * <p>It holds the body as it was received: what is compressed is unpacked while it is read, each
 * time anew, so that no batch takes more memory than came over the wire.
 */
final class DrainBatch implements Iterable<DrainEntry> {
  private static final ByteString GZIP = ByteString.of((byte) 0x1f, (byte) 0x8b);

  private final ByteString received;

  DrainBatch(ByteString received) {
    this.received = received;
  }

  boolean isCompressed() {
    return received.startsWith(GZIP);
  }

  /** Only of a batch that is compressed. */
  BufferedSource unpack() throws IOException {
    return Okio.buffer(new Gunzip(new Buffer().write(received)));
  }

  @Override
  public Iterator<DrainEntry> iterator() {
    try {
      return isArray() ? new Elements(open()) : new Lines(open());
    } catch (IOException e) {
      throw unexpected(e);
    }
  }

  private BufferedSource open() throws IOException {
    return isCompressed() ? unpack() : new Buffer().write(received);
  }

  private boolean isArray() throws IOException {
    try (BufferedSource body = open()) {
      while (!body.exhausted()) {
        byte b = body.readByte();
        if (!isWhiteSpace(b)) {
          return b == '[';
        }
      }
      return false;
    }
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (!isWhiteSpace(b)) {
        return false;
      }
    }
    return true;
  }

  /** Null where it is an object without keys, which Vercel sends to check an endpoint. */
  private static @Nullable DrainEntry read(int number, byte[] json) {
    try {
      JsonObject object = SignedBody.object(json);
      return object.members().isEmpty() ? null : new LogDrainEntry(number, object);
    } catch (UnreadableException e) {
      return new MalformedDrainEntry(number, e.problem(), new String(json, StandardCharsets.UTF_8));
    }
  }

  /** The bytes are in memory, and were unpacked to their end before. */
  private static UncheckedIOException unexpected(IOException e) {
    return new UncheckedIOException(e);
  }

  private abstract static class Entries implements Iterator<DrainEntry> {
    final BufferedSource body;
    private @Nullable DrainEntry next;
    private boolean started;

    Entries(BufferedSource body) {
      this.body = body;
    }

    /** The next entry, or null after the last. */
    abstract @Nullable DrainEntry read() throws IOException;

    @Override
    public boolean hasNext() {
      if (!started) {
        try {
          next = read();
          if (next == null) {
            body.close();
          }
        } catch (IOException e) {
          throw unexpected(e);
        }
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

  private static final class Lines extends Entries {
    private int number;

    Lines(BufferedSource body) {
      super(body);
    }

    @Override
    @Nullable DrainEntry read() throws IOException {
      while (!body.exhausted()) {
        long end = body.indexOf((byte) '\n');
        byte[] line = end == -1 ? body.readByteArray() : body.readByteArray(end);
        if (end != -1) {
          body.skip(1);
        }
        number++;
        DrainEntry entry = isBlank(line) ? null : DrainBatch.read(number, line);
        if (entry != null) {
          return entry;
        }
      }
      return null;
    }
  }

  /** Takes each element's bytes off the array and reads them apart: one bad one spoils no other. */
  private static final class Elements extends Entries {
    private final JsonReader reader;
    private int number;
    private boolean done;

    Elements(BufferedSource body) {
      super(body);
      reader = JsonReader.of(body);
    }

    @Override
    @Nullable DrainEntry read() throws IOException {
      if (done) {
        return null;
      }
      try {
        if (number == 0) {
          reader.beginArray();
        }
        number++;
        while (reader.hasNext()) {
          try (BufferedSource element = reader.nextSource()) {
            DrainEntry entry = DrainBatch.read(number, element.readByteArray());
            if (entry != null) {
              return entry;
            }
          }
          number++;
        }
        done = true;
        reader.endArray();
        return isAtEnd() ? null : broken("goes on after its end");
      } catch (EOFException e) {
        return broken("ends early");
      } catch (JsonEncodingException | JsonDataException e) {
        return broken("is not JSON from here on");
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
      return new MalformedDrainEntry(number, "the array " + problem, null);
    }
  }
}
