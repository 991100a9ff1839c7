package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Base of all adapters here: what it cannot turn into a value it leaves to the object around.
 *
 * <p>It has two doors: {@link JsonInput} and {@link JsonOutput} go from bytes to values and back at
 * once, and Moshi's readers and writers are copied to and from those.
 */
public abstract class LosslessAdapter<T> extends JsonAdapter<T> {
  static final int OTHER = 0;
  static final int MODEL = 1;
  static final int ENUM = 2;
  static final int UNION = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int STRING = 6;
  static final int BOOLEAN = 7;
  static final int INTEGER = 8;

  private final int kind;

  protected LosslessAdapter() {
    this(OTHER);
  }

  LosslessAdapter(int kind) {
    this.kind = kind;
  }

  /**
   * Takes the next value off the input: a {@code T}, or an {@link Approximation} where the T alone
   * would not be written back the same. Null means that the value is of another type, or null, and
   * that the input still stands before it.
   */
  protected abstract @Nullable Object read(JsonInput input) throws IOException;

  /**
   * Does what {@link #read} does, more quickly: to find the method of one of hundreds of classes
   * takes longer than to look at a few kinds of them.
   */
  final @Nullable Object readNext(JsonInput input) throws IOException {
    return switch (kind) {
      case STRING -> input.isNext(JsonInput.STRING) ? input.string() : null;
      case MODEL -> ((ModelAdapter<?>) this).read(input);
      case ENUM -> ((EnumAdapter<?>) this).read(input);
      case BOOLEAN -> input.isBoolean() ? (Boolean) input.bool() : null;
      case INTEGER -> ((Json.IntegerAdapter<?>) this).read(input);
      case LIST -> ((ListAdapter<?>) this).read(input);
      case UNION -> ((UnionAdapter<?>) this).read(input);
      case MAP -> ((MapAdapter<?>) this).read(input);
      default -> read(input);
    };
  }

  protected abstract void write(JsonOutput output, T value) throws IOException;

  /** The value as a model may hold it: lists and maps are copied. */
  Object snapshot(Object value) {
    return value;
  }

  /** The text of a value that is always a string in JSON; null for any other. */
  @Nullable String text(T value) {
    return null;
  }

  /** The adapter of ours that Moshi has wrapped into its own that takes null; null for none. */
  @SuppressWarnings("unchecked") // of the same type
  public static <T> @Nullable LosslessAdapter<T> within(JsonAdapter<T> adapter) {
    Search search = new Search();
    JsonReader reader = JsonReader.of(new Buffer().writeUtf8("0"));
    reader.setTag(Search.class, search);
    try {
      var unused = adapter.fromJson(reader);
    } catch (IOException | JsonDataException e) {
      return null; // one of Moshi's own
    }
    return (LosslessAdapter<T>) search.found;
  }

  private static final class Search {
    private @Nullable LosslessAdapter<?> found;
  }

  @Override
  public final @Nullable T fromJson(JsonReader reader) throws IOException {
    Search search = reader.tag(Search.class);
    if (search != null) {
      search.found = this;
      return null;
    }
    String path = reader.getPath();
    JsonReader.Token token = reader.peek();
    JsonOutput copy = JsonOutput.inMemory();
    try {
      MoshiDoor.copy(reader, copy);
    } catch (JsonDataException e) {
      throw new JsonDataException(problem(e, copy, path));
    } catch (JsonEncodingException e) {
      throw new JsonEncodingException(problem(e, copy, path));
    } catch (EOFException e) {
      throw new EOFException(problem(e, copy, path));
    }
    byte[] json = copy.bytes();
    JsonInput input = JsonInput.of(json, path);
    T value = value(input);
    if (value == null && token != JsonReader.Token.NULL) {
      throw new JsonDataException("Unexpected " + token + " at path " + path);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // read promises it
  final @Nullable T value(JsonInput input) throws IOException {
    return (T) Approximation.valueOf(read(input));
  }

  /** Moshi's own messages have the keys below a secret in their paths. */
  private String problem(Exception e, JsonOutput copied, String path) throws IOException {
    String where = path;
    try {
      var unused = value(JsonInput.of(copied.bytes(), path));
    } catch (UnreadableJsonException end) {
      where = end.path();
    }
    String what = e instanceof EOFException ? "End of input" : "Malformed JSON";
    return what + " at path " + where;
  }

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException where the text is not exactly one JSON value of the type
   */
  public final T parseDocument(String json) {
    try {
      T value = JsonInput.read(this, json.getBytes(StandardCharsets.UTF_8));
      if (value == null) {
        throw new IllegalArgumentException("Null in place of a value");
      }
      return value;
    } catch (UnreadableJsonException e) {
      String what =
          UnreadableJsonException.OTHER_TYPE.equals(e.getMessage())
              ? "Not the documented JSON"
              : "Not JSON";
      throw new IllegalArgumentException(
          what + " at " + e.path() + ": the document " + e.getMessage());
    }
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else {
      MoshiDoor.write(this, value, writer);
    }
  }

  /** Writes what {@link #read} returned. */
  @SuppressWarnings("unchecked") // the caller got the value from this adapter
  final void writeUnchecked(JsonOutput output, Object value) throws IOException {
    if (value instanceof Approximation approximation) {
      approximation.json().write(output);
    } else {
      write(output, (T) value);
    }
  }

  /**
   * A value, if it could be read at all, with the JSON that it came from.
   *
   * @param isWhole whether the value says all that the JSON says
   */
  record Approximation(@Nullable Object value, KeptJson json, boolean isWhole) {
    static final Approximation NULL = new Approximation(null, new KeptJson(JsonValue.NULL), false);

    /** What an adapter would not take, off the input; null as {@link #NULL}. */
    static Approximation of(JsonInput input, boolean nullable) throws IOException {
      if (!input.isNext(JsonInput.NULL)) {
        input.report(Drift.Kind.UNEXPECTED_TYPE);
        return new Approximation(null, input.kept(), false);
      }
      if (!nullable) {
        input.report(Drift.Kind.UNEXPECTED_NULL);
      }
      input.nothing();
      return NULL;
    }

    JsonValue raw() {
      return json.value();
    }

    /** The value in a place that may hold an approximation of it. */
    static @Nullable Object valueOf(@Nullable Object held) {
      return held instanceof Approximation approximation ? approximation.value : held;
    }

    /** Whether what a place holds says all that its JSON says. */
    static boolean isWhole(@Nullable Object held) {
      return !(held instanceof Approximation approximation) || approximation.isWhole;
    }
  }
}
