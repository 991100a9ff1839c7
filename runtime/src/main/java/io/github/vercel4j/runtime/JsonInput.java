package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON document that adapters read, and whom they tell where it differs from the contract. */
public final class JsonInput {
  final JsonReader reader;

  /** What the reader has not read yet, where it reads from memory. */
  private final @Nullable Buffer rest;

  private final @Nullable Consumer<? super Drift> listener;

  /** Where the document stands: {@code $}, unless it is a part of another. */
  private final String root;

  /** The property that is being read of which a path shows nothing below, or null for none. */
  private @Nullable String secret;

  private int equalKeys;

  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();

  private JsonInput(
      JsonReader reader,
      @Nullable Buffer rest,
      @Nullable Consumer<? super Drift> listener,
      String root) {
    this.reader = reader;
    this.rest = rest;
    this.listener = listener;
    this.root = root;
  }

  /**
   * A reader of a document in memory, for the adapters of models and for those that contain them.
   *
   * @param listener is told of each difference before the value is read; what it throws ends the
   *     reading
   */
  public static JsonReader open(Buffer document, @Nullable Consumer<? super Drift> listener) {
    JsonReader reader = JsonReader.of(document);
    reader.setTag(JsonInput.class, new JsonInput(reader, document, listener, "$"));
    return reader;
  }

  public static JsonInput of(JsonReader reader) {
    JsonInput input = reader.tag(JsonInput.class);
    return input == null ? new JsonInput(reader, null, null, "$") : input;
  }

  /** What was read here, to be read once more: nobody is told of it again. */
  JsonInput again(Buffer document, String path) {
    JsonInput input = new JsonInput(JsonReader.of(document), document, null, path);
    input.secret = secret;
    return input;
  }

  /**
   * Where a reader stands, as in {@code $.projects[3].name}. The keys below a secret are no part of
   * that: {@code $.headers.*}.
   */
  public static String pathOf(JsonReader reader) {
    return of(reader).path();
  }

  String path() {
    return withoutSecrets(reader.getPath());
  }

  /** The path of the object whose last name so far is the key. */
  String pathAround(String key) {
    String path = reader.getPath();
    return withoutSecrets(path.substring(0, path.length() - key.length() - 1));
  }

  private String withoutSecrets(String pathHere) {
    String path = root + pathHere.substring(1);
    return secret == null
        ? path
        : path.replaceFirst("(?s)([.]" + Pattern.quote(secret) + ")[.\\[].*", "$1.*");
  }

  /**
   * Says that what comes is the value of a secret property; null for one that is none.
   *
   * @return what {@link #leave} wants; where reading fails there is no leaving
   */
  @Nullable String enter(@Nullable String secretProperty) {
    String outer = secret;
    secret = outer == null ? secretProperty : outer;
    return outer;
  }

  void leave(@Nullable String outer) {
    secret = outer;
  }

  /** Whether what is read belongs to a secret. */
  boolean isSecret() {
    return secret != null;
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
    return rest == null ? null : ObjectView.of(rest, cursor);
  }

  /** Takes the next value off the input. */
  public JsonValue any() throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Members<JsonValue> members = new Members<>();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          if (members.add(name, any())) {
            reportEqualKeys();
          }
        }
        reader.endObject();
        return new JsonObject(members);
      }
      case BEGIN_ARRAY -> {
        List<JsonValue> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          elements.add(any());
        }
        reader.endArray();
        return new JsonArray(elements);
      }
      case STRING -> {
        return new JsonString(reader.nextString());
      }
      case NUMBER -> {
        return new JsonNumber(reader.nextString());
      }
      case BOOLEAN -> {
        return new JsonBoolean(reader.nextBoolean());
      }
      case NULL -> {
        reader.nextNull();
        return JsonValue.NULL;
      }
      default ->
          throw new JsonDataException(
              "Expected a value but was " + reader.peek() + " at path " + reader.getPath());
    }
  }

  void report(Drift.Kind kind) {
    if (listener != null) {
      listener.accept(new Drift(kind, path()));
    }
  }

  void reportEqualKeys() {
    equalKeys++;
    report(Drift.Kind.DUPLICATE_KEY);
  }

  /** How often a key was found that its object had already. */
  int equalKeys() {
    return equalKeys;
  }

  void report(Drift.Kind kind, String path) {
    if (listener != null) {
      listener.accept(new Drift(kind, path));
    }
  }
}
