package io.github.vercel4j.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.vercel4j.json.JsonModel;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.json.MissingPropertyException;
import io.github.vercel4j.json.OpenEnum;
import io.github.vercel4j.json.UnknownVariant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what a decoded value says, accessor by accessor, with the JSON that it came from. */
final class Decoded {
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> accessors = new HashMap<>();
          for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0
                && !method.getName().equals("toBuilder")) {
              accessors.put(letters(method.getName()), method);
            }
          }
          return accessors;
        }
      };

  private static final Map<String, String> LETTERS = new HashMap<>();

  private Decoded() {}

  /** Keys become names of methods by losing what Java has no place for. */
  private static String letters(String name) {
    return LETTERS.computeIfAbsent(
        name, key -> key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT));
  }

  /**
   * Checks a value that fits its schema.
   *
   * @param path where the JSON stands; null below a map whose keys are secrets
   */
  static void check(Schema schema, JsonValue json, @Nullable Object value, @Nullable String path) {
    switch (schema.kind) {
      case ANY -> same(json, value, path);
      case BOOLEAN -> same(((JsonBoolean) json).value(), value, path);
      case STRING -> same(((JsonString) json).value(), value, path);
      case ENUM -> {
        OpenEnum constant = (OpenEnum) Objects.requireNonNull(value);
        same(((JsonString) json).value(), constant.value(), path);
        same(schema.constants().contains(json), constant.isKnown(), path);
      }
      case INT32 -> same(number(json).intValueExact(), value, path);
      case INT64 -> same(number(json).longValueExact(), value, path);
      case EPOCH_MILLIS, DATE_TIME -> same(Objects.requireNonNull(Schema.time(json)), value, path);
      case DECIMAL -> same(number(json), value, path);
      case DOUBLE -> same(Double.valueOf(((JsonNumber) json).literal()), value, path);
      case LIST -> list(schema, (JsonArray) json, (List<?>) Objects.requireNonNull(value), path);
      case ONE_OR_MANY ->
          list(
              schema,
              json instanceof JsonArray many ? many : new JsonArray(List.of(json)),
              (List<?>) Objects.requireNonNull(value),
              path);
      case MAP -> map(schema, (JsonObject) json, (Map<?, ?>) Objects.requireNonNull(value), path);
      case MODEL ->
          model(schema, (JsonObject) json, (JsonModel) Objects.requireNonNull(value), path);
      case UNION -> union(schema, json, Objects.requireNonNull(value), path);
    }
  }

  private static BigDecimal number(JsonValue json) {
    return Objects.requireNonNull(Schema.decimal((JsonNumber) json));
  }

  private static void same(Object expected, @Nullable Object actual, @Nullable String path) {
    if (!expected.equals(actual)) {
      throw new AssertionError(path + " reads as " + actual + " and not " + expected);
    }
  }

  private static void list(Schema schema, JsonArray json, List<?> values, @Nullable String path) {
    int next = 0;
    for (int i = 0; i < json.elements().size(); i++) {
      JsonValue element = json.elements().get(i);
      if (schema.item().fits(element)) {
        check(schema.item(), element, values.get(next++), below(path, "[" + i + "]"));
      } else if (schema.item().nullable && element instanceof JsonNull) {
        assertThat((Object) values.get(next++)).as(path).isNull();
      }
    }
    same(next, values.size(), path);
  }

  private static void map(Schema schema, JsonObject json, Map<?, ?> values, @Nullable String path) {
    List<String> keys = new ArrayList<>();
    json.members()
        .forEach(
            (key, member) -> {
              boolean isNull = schema.item().nullable && member instanceof JsonNull;
              if (schema.item().fits(member)) {
                check(
                    schema.item(),
                    member,
                    values.get(key),
                    key.contains(Samples.SECRET) ? null : below(path, "." + key));
              } else if (isNull) {
                assertThat((Object) values.get(key)).as(path).isNull();
              }
              if (isNull || schema.item().fits(member)) {
                keys.add(key);
              }
            });
    same(keys, List.copyOf(values.keySet()), path);
  }

  private static void union(Schema schema, JsonValue json, Object value, @Nullable String path) {
    Schema variant = schema.variant(json);
    if (variant == null) {
      assertThat(value).as(path).isInstanceOf(UnknownVariant.class);
      same(json, ((UnknownVariant) value).value(), path);
    } else if (variant.kind == Schema.Kind.MODEL) {
      check(variant, json, value, path);
    } else {
      check(
          variant,
          json,
          call(value.getClass().getRecordComponents()[0].getAccessor(), value),
          path);
    }
  }

  private static void model(
      Schema schema, JsonObject json, JsonModel model, @Nullable String path) {
    same(schema.component(), model.getClass().getSimpleName(), path);
    Map<String, JsonValue> unexpected = new LinkedHashMap<>();
    Map<String, JsonValue> unknown = new LinkedHashMap<>(json.members());
    schema
        .properties()
        .forEach(
            (key, property) -> {
              unknown.remove(key);
              JsonValue given = json.get(key);
              Method accessor = accessor(model, letters(key));
              if (property.fits(given)) {
                JsonValue fitting = Objects.requireNonNull(given);
                check(property, fitting, call(accessor, model), below(path, "." + key));
                if (!isWhole(property, fitting)) {
                  unexpected.put(key, fitting);
                }
                return;
              }
              if (given != null && !(given instanceof JsonNull)) {
                unexpected.put(key, given);
              }
              if (schema.isRequired(key) && !property.nullable) {
                Throwable missing = catchThrowable(() -> call(accessor, model));
                missing(schema, key, missing, below(path, "." + key));
              } else {
                assertThat(call(accessor, model)).as("%s.%s", path, key).isNull();
              }
            });
    same(schema.properties().size(), ACCESSORS.get(model.getClass()).size(), path);
    same(unexpected, model.unexpectedProperties(), path);
    same(unknown, model.additionalProperties(), path);
    same(List.copyOf(unknown.keySet()), List.copyOf(model.additionalProperties().keySet()), path);
  }

  /** Whether all elements of a list or map, and of those within it, are of their type. */
  private static boolean isWhole(Schema schema, JsonValue json) {
    return switch (schema.kind) {
      case LIST -> ((JsonArray) json).elements().stream().allMatch(each -> isElement(schema, each));
      case MAP ->
          ((JsonObject) json).members().values().stream().allMatch(each -> isElement(schema, each));
      case ONE_OR_MANY ->
          json instanceof JsonArray many
              ? many.elements().stream().allMatch(each -> isElement(schema, each))
              : isWhole(schema.item(), json);
      case UNION -> {
        Schema variant = schema.variant(json);
        yield variant == null || isWhole(variant, json);
      }
      default -> true;
    };
  }

  private static boolean isElement(Schema schema, JsonValue element) {
    return schema.item().fits(element)
        ? isWhole(schema.item(), element)
        : schema.item().nullable && element instanceof JsonNull;
  }

  private static void missing(
      Schema schema, String key, @Nullable Throwable thrown, @Nullable String path) {
    assertThat(thrown)
        .as("what asking for %s throws", path)
        .isInstanceOfSatisfying(
            MissingPropertyException.class,
            missing -> {
              same(schema.component(), missing.type(), path);
              same(key, missing.key(), path);
              if (path != null) {
                same(path, missing.path(), path);
              }
              assertThat(missing).hasMessageContaining(schema.component() + "." + key);
              assertThat(missing.getMessage() + missing.path()).doesNotContain(Samples.SECRET);
            });
  }

  private static @Nullable String below(@Nullable String path, String step) {
    return path == null ? null : path + step;
  }

  private static Method accessor(Object value, String name) {
    Method accessor = ACCESSORS.get(value.getClass()).get(name);
    if (accessor == null) {
      throw new AssertionError(value.getClass() + " has no accessor for " + name);
    }
    return accessor;
  }

  private static @Nullable Object call(Method accessor, Object value) {
    try {
      return accessor.invoke(value);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(accessor + " throws", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
