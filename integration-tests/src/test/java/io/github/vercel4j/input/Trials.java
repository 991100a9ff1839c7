package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonModel;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.LosslessCollections;
import io.github.vercel4j.runtime.JsonInput;
import io.github.vercel4j.runtime.LosslessAdapter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Decodes documents of one kind of mutation, and collects those that are not treated well. */
final class Trials {
  static final String SEED_PROPERTY = "vercel4j.seed";

  private static final long SEED = Long.getLong(SEED_PROPERTY, 20_260_817);
  private static final int REPORTED = 12;
  private static final Moshi MOSHI = new Moshi.Builder().add(new LosslessCollections()).build();

  private static final Map<String, Set<String>> COMPONENTS = new TreeMap<>();
  private static int documents;
  private static int roundTrips;

  private record Failure(String component, String message, String text) {}

  private final String mutation;
  private final List<Failure> failures = new ArrayList<>();

  Trials(String mutation) {
    this.mutation = mutation;
  }

  /** The same numbers for each run with the same seed, whatever else runs. */
  Random random(Schema schema) {
    return random(mutation + schema.name());
  }

  static Random random(String purpose) {
    return new Random(SEED + purpose.hashCode());
  }

  static String report() {
    int pairs = COMPONENTS.values().stream().mapToInt(Set::size).sum();
    return documents
        + " documents, "
        + roundTrips
        + " round trips, "
        + COMPONENTS.size()
        + " kinds of mutation, "
        + pairs
        + " pairs of a mutation and a component, seed "
        + SEED;
  }

  void failIfAny() {
    failures.sort(Comparator.comparingInt(failure -> failure.text().length()));
    StringBuilder report = new StringBuilder();
    for (Failure failure : failures.subList(0, Math.min(REPORTED, failures.size()))) {
      report
          .append("\n- ")
          .append(failure.component())
          .append(": ")
          .append(failure.message())
          .append("\n  ")
          .append(JsonText.shortened(failure.text()));
    }
    assertThat(failures.size())
        .as(
            "documents treated badly, the shortest first (again with -D%s=%s):%s",
            SEED_PROPERTY, SEED, report)
        .isZero();
  }

  /** Decoded, the document says what it says, and encoded it is the same again. */
  @Nullable Object keeps(Schema schema, JsonValue document) {
    return keeps(schema, document, JsonText.of(document));
  }

  @Nullable Object keeps(Schema schema, JsonValue document, String text, Drift.Kind... told) {
    return attempt(
        schema,
        text,
        () -> {
          Type type = type(schema);
          List<Drift> drifts = new ArrayList<>();
          Object value = decoded(type, new Buffer().writeUtf8(text), drifts::add);
          Decoded.check(schema, document, value, "$");
          String shown = value.toString();
          check(!shown.contains(Samples.SECRET), () -> "toString() is " + shown);
          check(!drifts.toString().contains(Samples.SECRET), () -> "told of " + drifts);
          List<Drift.Kind> kinds = drifts.stream().map(Drift::kind).toList();
          check(kinds.containsAll(List.of(told)), () -> "told of nothing but " + drifts);
          String encoded = encoded(type, value);
          for (Object other : List.of(decoded(type, text), decodedByMoshi(type, text))) {
            check(value.equals(other), () -> "the same JSON gives values that are not equal");
            check(value.hashCode() == other.hashCode(), () -> "equal values have other hash codes");
            String difference =
                JsonText.difference(document, JsonValue.parse(encoded(type, other)));
            check(difference == null, () -> "encoded, " + difference);
          }
          String difference = JsonText.difference(document, JsonValue.parse(encoded));
          check(difference == null, () -> "told of differences and encoded, " + difference);
          roundTrips++;
          if (value instanceof JsonModel model) {
            rebuild(schema, (JsonObject) document, model, encoded);
          }
          return value;
        });
  }

  /** Documents that differ in more than the spelling of numbers are no equal values. */
  void tellsApart(Schema schema, @Nullable Object one, @Nullable Object other, JsonValue document) {
    if (one != null && other != null) { // else it was reported already
      var unused =
          attempt(
              schema,
              JsonText.of(document),
              () -> {
                check(!other.equals(one), () -> "equals " + one + ", which stands for other JSON");
                return null;
              });
    }
  }

  private static void rebuild(Schema schema, JsonObject document, JsonModel model, String encoded)
      throws Exception {
    Object builder = model.getClass().getMethod("toBuilder").invoke(model);
    Object rebuilt;
    try {
      rebuilt = builder.getClass().getMethod("build").invoke(builder);
    } catch (InvocationTargetException e) {
      Schema exact = schema.kind == Schema.Kind.UNION ? schema.variant(document) : schema;
      List<String> missing = new ArrayList<>(requireNonNull(exact).properties().keySet());
      missing.removeIf(key -> !exact.isRequired(key) || document.get(key) != null);
      String message = String.valueOf(e.getCause());
      check(
          e.getCause() instanceof IllegalStateException
              && missing.stream().anyMatch(message::contains),
          () -> "toBuilder().build() throws " + e.getCause());
      return;
    }
    check(rebuilt.equals(model), () -> "toBuilder().build() is another value");
    String again = encoded(model.getClass(), rebuilt);
    check(again.equals(encoded), () -> "toBuilder().build() is written as " + again);
  }

  /** Reading the document fails with one of the exceptions that callers of Moshi expect. */
  void rejects(Schema schema, String text) {
    rejects(schema, new Buffer().writeUtf8(text));
  }

  /** Both doors are closed to it. */
  void rejects(Schema schema, Buffer text) {
    Type type = type(schema);
    rejects(schema, text.clone(), () -> decoded(type, text.clone()));
    rejects(schema, text.clone(), () -> decodedByMoshi(type, text.clone()));
  }

  private void rejects(Schema schema, Buffer text, Attempt decoding) {
    var unused =
        attempt(
            schema,
            text.snapshot().utf8(),
            () -> {
              Object value;
              try {
                value = decoding.run();
              } catch (JsonDataException | IOException e) {
                check(!e.toString().contains(Samples.SECRET), () -> "failing says " + e);
                return null;
              }
              throw new AssertionError("read as " + value);
            });
  }

  private static void check(boolean holds, Supplier<String> problem) {
    if (!holds) {
      throw new AssertionError(problem.get());
    }
  }

  private interface Attempt {
    @Nullable Object run() throws Exception;
  }

  private @Nullable Object attempt(Schema schema, String text, Attempt attempt) {
    documents++;
    COMPONENTS.computeIfAbsent(mutation, key -> new TreeSet<>()).add(schema.name());
    try {
      return attempt.run();
    } catch (Exception | AssertionError | StackOverflowError e) {
      failures.add(new Failure(schema.name(), JsonText.shortened(e.toString()), text));
      return null;
    }
  }

  static Object decoded(Type type, String text) throws IOException {
    return decoded(type, new Buffer().writeUtf8(text));
  }

  /** As the client does it: from bytes. */
  static Object decoded(Type type, BufferedSource text) throws IOException {
    return decoded(type, text, null);
  }

  private static Object decoded(
      Type type, BufferedSource text, @Nullable Consumer<? super Drift> listener)
      throws IOException {
    LosslessAdapter<Object> adapter = requireNonNull(LosslessAdapter.within(MOSHI.adapter(type)));
    Object value = JsonInput.read(adapter, text, "$", Long.MAX_VALUE, listener);
    if (value == null) {
      throw new JsonDataException("null");
    }
    return value;
  }

  /** As Moshi does it wherever a value of ours stands in a user's. */
  static Object decodedByMoshi(Type type, String text) throws IOException {
    return decodedByMoshi(type, new Buffer().writeUtf8(text));
  }

  static Object decodedByMoshi(Type type, Buffer text) throws IOException {
    JsonReader reader = JsonReader.of(text);
    JsonAdapter<Object> adapter = MOSHI.adapter(type);
    Object value = adapter.fromJson(reader);
    if (value == null) {
      throw new JsonDataException("null");
    }
    if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
      throw new JsonDataException("more follows");
    }
    return value;
  }

  static String encoded(Type type, Object value) throws IOException {
    Buffer json = new Buffer();
    MOSHI.adapter(type).toJson(JsonWriter.of(json), value);
    return json.readUtf8();
  }

  static Type type(Schema schema) {
    return switch (schema.kind) {
      case LIST -> Types.newParameterizedType(List.class, type(schema.item()));
      case MAP -> Types.newParameterizedType(Map.class, String.class, type(schema.item()));
      case ENUM, MODEL, UNION -> model(schema.component());
      case STRING -> String.class;
      default -> throw new IllegalStateException("no response is " + schema.kind);
    };
  }

  private static Class<?> model(String component) {
    try {
      return Class.forName("io.github.vercel4j.api.model." + component);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(component + " has no Java class", e);
    }
  }
}
