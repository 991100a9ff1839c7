package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON document that adapters read, and whom they tell where it deviates from the contract. */
public final class JsonInput {
  final JsonReader reader;

  /** What the reader has not read yet, where it reads from memory. */
  private final @Nullable Buffer rest;

  private final @Nullable Consumer<? super Drift> listener;

  private JsonInput(
      JsonReader reader, @Nullable Buffer rest, @Nullable Consumer<? super Drift> listener) {
    this.reader = reader;
    this.rest = rest;
    this.listener = listener;
  }

  /**
   * A reader of a document in memory, for the adapters of models and for those that contain them.
   *
   * @param listener is told of each deviation before the value is read; what it throws ends the
   *     reading
   */
  public static JsonReader open(Buffer document, @Nullable Consumer<? super Drift> listener) {
    JsonReader reader = JsonReader.of(document);
    reader.setTag(JsonInput.class, new JsonInput(reader, document, listener));
    return reader;
  }

  static JsonInput of(JsonReader reader) {
    JsonInput input = reader.tag(JsonInput.class);
    return input == null ? new JsonInput(reader, null, null) : input;
  }

  public JsonReader.Token peek() throws IOException {
    return reader.peek();
  }

  /**
   * Whether the number that {@link #peek()} found is a long that is written with digits alone. A
   * reader in memory has taken such a number out of the buffer by now, and no other.
   */
  boolean hasPlainLong() {
    if (rest == null) {
      return false;
    }
    if (rest.exhausted()) {
      return true;
    }
    byte next = rest.getByte(0);
    return next != '-' && (next < '0' || next > '9');
  }

  /**
   * A view of the object that {@link #peek()} found, or null where it has to be read to be seen.
   */
  @Nullable ObjectView view() {
    return rest == null ? null : ObjectView.of(rest);
  }

  void report(Drift.Kind kind) {
    if (listener != null) {
      listener.accept(new Drift(kind, reader.getPath()));
    }
  }

  void report(Drift.Kind kind, String path) {
    if (listener != null) {
      listener.accept(new Drift(kind, path));
    }
  }
}
