package io.github.vercel4j.input;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes values that fit a schema, or that the contract of tomorrow may allow. */
final class Samples {
  /** Stands in each secret; no text for people shows it. */
  static final String SECRET = "do-not-print";

  /** Begins each key that the contract does not know: these are kept in their order. */
  static final String UNKNOWN = "~";

  /** Required values are made down to here; lists and maps below stay empty. */
  private static final int LOWEST = -3;

  private static final List<String> TEXTS =
      List.of("", "prj_8Yb", "acme", "a b", "2026-08-17", "ä", "日本", "\"", "\\", "/", "\n", "{}");

  private final Random random;
  private final boolean tomorrow;

  private Samples(Random random, boolean tomorrow) {
    this.random = random;
    this.tomorrow = tomorrow;
  }

  static Samples ofToday(Random random) {
    return new Samples(random, false);
  }

  /** With unknown keys, enum values and union variants at all levels. */
  static Samples ofTomorrow(Random random) {
    return new Samples(random, true);
  }

  /** A value whose optional keys are there down to a depth; with depth 0 only required ones are. */
  JsonValue of(Schema schema, int depth) {
    return of(schema, depth, false);
  }

  JsonValue of(Schema schema, int depth, boolean insideSecret) {
    boolean secret = insideSecret || schema.secret;
    return switch (schema.kind) {
      case ANY -> any(2, secret);
      case BOOLEAN ->
          schema.constants().isEmpty()
              ? JsonValue.of(random.nextBoolean())
              : one(schema.constants());
      case DECIMAL -> new JsonNumber(one("0", "12.50", "-0.001", "20"));
      case DOUBLE ->
          schema.constants().isEmpty()
              ? new JsonNumber(one("0", "0.5", "-1.25", "1800"))
              : one(schema.constants());
      case ENUM ->
          tomorrow && random.nextBoolean()
              ? JsonValue.of("invented-" + random.nextInt(100))
              : one(schema.constants());
      case DATE_TIME ->
          JsonValue.of(Instant.ofEpochMilli(1_761_523_200_000L + random.nextInt(2_000)).toString());
      case EPOCH_MILLIS -> JsonValue.of(1_761_523_200_000L + random.nextInt(1_000_000));
      case INT32 ->
          schema.constants().isEmpty()
              ? JsonValue.of(random.nextInt(100_000) - 10)
              : one(schema.constants());
      case INT64 ->
          schema.constants().isEmpty()
              ? JsonValue.of(random.nextLong() >> random.nextInt(64))
              : one(schema.constants());
      case STRING -> text(schema, secret);
      case LIST -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = size(depth); i > 0; i--) {
          elements.add(element(schema.item(), depth, secret));
        }
        yield JsonValue.of(elements);
      }
      case MAP -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (int i = size(depth); i > 0; i--) {
          members.put(
              UNKNOWN + (secret ? SECRET : "") + random.nextInt(100),
              element(schema.item(), depth, secret));
        }
        yield JsonValue.of(members);
      }
      case MODEL -> model(schema, depth, secret);
      case ONE_OR_MANY -> of(one(schema.variants()), depth, secret);
      case UNION ->
          tomorrow && random.nextInt(3) == 0
              ? unknownVariant(schema, depth, secret)
              : of(one(schema.variants()), depth, secret);
    };
  }

  private JsonValue element(Schema item, int depth, boolean secret) {
    return item.nullable && random.nextInt(3) == 0 ? JsonValue.NULL : of(item, depth - 1, secret);
  }

  private int size(int depth) {
    return depth <= LOWEST ? 0 : 1 + random.nextInt(2);
  }

  private JsonValue text(Schema schema, boolean secret) {
    if (!schema.constants().isEmpty()) {
      return tomorrow && random.nextInt(3) == 0
          ? JsonValue.of("invented-constant")
          : schema.constants().get(0);
    }
    return JsonValue.of(secret ? SECRET + random.nextInt(10) : one(TEXTS.toArray(String[]::new)));
  }

  private JsonObject model(Schema schema, int depth, boolean secret) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (tomorrow) {
      addUnknown(members);
    }
    schema
        .properties()
        .forEach(
            (key, property) -> {
              if (schema.isRequired(key) || depth > 0) {
                members.put(
                    key,
                    property.nullable && random.nextInt(4) == 0
                        ? JsonValue.NULL
                        : of(property, depth - 1, secret));
              }
            });
    if (tomorrow) {
      addUnknown(members);
    }
    return JsonValue.of(members);
  }

  private void addUnknown(Map<String, JsonValue> members) {
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      members.put(
          UNKNOWN + one("b", "a", "", "0", ".", "é", "\uD83D\uDE80") + random.nextInt(50),
          any(2, false));
    }
  }

  /** A variant as we know it but for its constants, or JSON of a type that no variant has. */
  private JsonValue unknownVariant(Schema union, int depth, boolean secret) {
    for (Schema variant : union.variants()) {
      if (variant.kind == Schema.Kind.MODEL) {
        Map<String, JsonValue> members =
            new LinkedHashMap<>(ofToday(random).model(variant, depth, secret).members());
        variant
            .properties()
            .forEach(
                (key, property) -> {
                  if (!property.constants().isEmpty() && property.fits(JsonValue.of(""))) {
                    members.replace(key, JsonValue.of("invented-variant"));
                  }
                });
        return JsonValue.of(members);
      }
    }
    JsonValue other = any(1, false);
    return other == JsonValue.NULL ? JsonValue.of(List.of()) : other;
  }

  /** Any JSON; with a secret in it where that is asked for. */
  JsonValue any(int depth, boolean secret) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> JsonValue.NULL;
      case 1 -> JsonValue.of(random.nextBoolean());
      case 2 ->
          new JsonNumber(
              one("0", "-0", "1.0", "1e2", "1E+2", "0.10", "123456789012345678901234567890"));
      case 3, 4 -> JsonValue.of(secret ? SECRET : "any");
      case 5 -> JsonValue.of(List.of(any(depth - 1, secret), any(depth - 1, secret)));
      default -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(UNKNOWN + "z", any(depth - 1, secret));
        members.put(UNKNOWN + "y", any(depth - 1, secret));
        yield JsonValue.of(members);
      }
    };
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }
}
