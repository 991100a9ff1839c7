package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the contract says about a value, as far as it shows in Java. */
final class Schema {
  enum Kind {
    ANY,
    BOOLEAN,
    DECIMAL,
    DOUBLE,
    ENUM,
    EPOCH_MILLIS,
    DATE_TIME,
    INT32,
    INT64,
    LIST,
    MAP,
    MODEL,
    /** A scalar or a list of it, which Java shows as a list. */
    ONE_OR_MANY,
    STRING,
    UNION
  }

  /** Converting longer ones to a number takes too long, so they stay literals. */
  private static final int MAX_DIGITS = 1_000;

  final Kind kind;
  final boolean nullable;
  final boolean secret;

  private final Contract contract;
  private final JsonObject node;
  private final @Nullable String component;
  private @Nullable Map<String, Schema> properties;
  private @Nullable List<Schema> variants;
  private @Nullable Schema item;

  Schema(Contract contract, JsonObject place) {
    this.contract = contract;
    this.nullable = isTrue(place, "nullable");
    this.secret = isTrue(place, "x-vercel-secret");
    JsonObject reference =
        place.get("allOf") instanceof JsonArray all ? (JsonObject) all.elements().get(0) : place;
    this.component =
        reference.get("$ref") instanceof JsonString name
            ? name.value().substring(name.value().lastIndexOf('/') + 1)
            : null;
    this.node = component == null ? reference : contract.component(component);
    this.kind = node.get("x-vercel-one-or-many") == null ? kind(node) : Kind.ONE_OR_MANY;
  }

  private static Kind kind(JsonObject node) {
    String type = string(node, "type");
    String format = string(node, "format");
    if (node.get("oneOf") != null) {
      return Kind.UNION;
    }
    return switch (type) {
      case "" -> Kind.ANY;
      case "boolean" -> Kind.BOOLEAN;
      case "array" -> Kind.LIST;
      case "object" -> node.get("properties") == null ? Kind.MAP : Kind.MODEL;
      case "string" ->
          format.equals("date-time")
              ? Kind.DATE_TIME
              : constants(node).size() > 1 ? Kind.ENUM : Kind.STRING;
      case "integer" ->
          switch (format) {
            case "epoch-millis" -> Kind.EPOCH_MILLIS;
            case "int32" -> Kind.INT32;
            default -> Kind.INT64;
          };
      case "number" -> format.equals("decimal") ? Kind.DECIMAL : Kind.DOUBLE;
      default -> throw new IllegalStateException("no Java type for " + node);
    };
  }

  /** What is alone where it is no list. */
  private Schema one() {
    return variants().get(variants().get(0).kind == Kind.LIST ? 1 : 0);
  }

  /** The name of the class of a model, union or enum. */
  String component() {
    return requireNonNull(component);
  }

  /** The component, or the one that a list or map is made of. */
  String name() {
    return switch (kind) {
      case LIST -> "List of " + item().name();
      case MAP -> "Map of " + item().name();
      default -> component == null ? kind.toString() : component;
    };
  }

  /** The values of an enum, or the only value. */
  List<JsonValue> constants() {
    return constants(node);
  }

  private static List<JsonValue> constants(JsonObject node) {
    return node.get("enum") instanceof JsonArray constants ? constants.elements() : List.of();
  }

  /** The properties of a model. */
  Map<String, Schema> properties() {
    Map<String, Schema> known = properties;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (var property :
          ((JsonObject) requireNonNull(node.get("properties"))).members().entrySet()) {
        known.put(property.getKey(), new Schema(contract, (JsonObject) property.getValue()));
      }
      properties = known;
    }
    return known;
  }

  boolean isRequired(String key) {
    return node.get("required") instanceof JsonArray required
        && required.elements().contains(JsonValue.of(key));
  }

  List<Schema> variants() {
    List<Schema> known = variants;
    if (known == null) {
      known = new ArrayList<>();
      for (JsonValue variant : ((JsonArray) requireNonNull(node.get("oneOf"))).elements()) {
        known.add(new Schema(contract, (JsonObject) variant));
      }
      variants = known;
    }
    return known;
  }

  /** The elements of a list or the values of a map. */
  Schema item() {
    if (kind == Kind.ONE_OR_MANY) {
      return one();
    }
    Schema known = item;
    if (known == null) {
      JsonValue place = node.get(kind == Kind.LIST ? "items" : "additionalProperties");
      known = new Schema(contract, place instanceof JsonObject schema ? schema : NOTHING_SAID);
      item = known;
    }
    return known;
  }

  private static final JsonObject NOTHING_SAID = JsonValue.of(Map.of());

  /** Whether Java can show the value as what the contract promises, rather than as raw JSON. */
  boolean fits(@Nullable JsonValue value) {
    if (value == null) {
      return false;
    }
    return switch (kind) {
      case ANY -> true;
      case UNION -> !(value instanceof JsonNull);
      case BOOLEAN -> value instanceof JsonBoolean;
      case STRING, ENUM -> value instanceof JsonString;
      case LIST -> value instanceof JsonArray;
      case ONE_OR_MANY -> value instanceof JsonArray || one().fits(value);
      case MAP, MODEL -> value instanceof JsonObject;
      case DOUBLE ->
          value instanceof JsonNumber number
              && !Double.isInfinite(Double.parseDouble(number.literal()));
      case DECIMAL -> value instanceof JsonNumber number && decimal(number) != null;
      case INT32 -> isInteger(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> isInteger(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case EPOCH_MILLIS, DATE_TIME -> time(value) != null;
    };
  }

  /** The time in any spelling; null for what is none. */
  static @Nullable Instant time(JsonValue value) {
    try {
      if (value instanceof JsonString text) {
        return text.value().matches("-?[0-9]+")
            ? Instant.ofEpochMilli(Long.parseLong(text.value()))
            : OffsetDateTime.parse(text.value()).toInstant();
      }
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
    return isInteger(value, Long.MIN_VALUE, Long.MAX_VALUE)
        ? Instant.ofEpochMilli(((JsonNumber) value).longValue())
        : null;
  }

  private static boolean isInteger(JsonValue value, long min, long max) {
    if (!(value instanceof JsonNumber number)) {
      return false;
    }
    BigDecimal decimal = decimal(number);
    return decimal != null
        && Math.abs((long) decimal.scale()) <= MAX_DIGITS
        && decimal.stripTrailingZeros().scale() <= 0
        && decimal.compareTo(BigDecimal.valueOf(min)) >= 0
        && decimal.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  static @Nullable BigDecimal decimal(JsonNumber number) {
    try {
      return number.literal().length() > MAX_DIGITS ? null : new BigDecimal(number.literal());
    } catch (NumberFormatException e) {
      return null; // an exponent of more than an int
    }
  }

  /** The variant that the value belongs to: by JSON type, a constant, or a key of its own. */
  @Nullable Schema variant(JsonValue value) {
    List<Schema> candidates = new ArrayList<>();
    for (Schema variant : variants()) {
      if (variant.fits(value)) {
        candidates.add(variant);
      }
    }
    if (!(value instanceof JsonObject object)) {
      return candidates.isEmpty() ? null : candidates.get(0);
    }
    if (!(node.get("x-vercel-union") instanceof JsonObject plan)) {
      throw new IllegalStateException("no plan for " + component);
    }
    return switch (string(plan, "decidedBy")) {
      case "type" -> candidates.isEmpty() ? null : candidates.get(0);
      case "constant" -> {
        String key = string(plan, "key");
        for (Schema variant : candidates) {
          if (variant.kind == Kind.MODEL
              && object.get(key) != null
              && requireNonNull(variant.properties().get(key))
                  .constants()
                  .contains(object.get(key))) {
            yield variant;
          }
        }
        yield null;
      }
      default -> {
        for (String key : object.members().keySet()) {
          List<Schema> declaring = new ArrayList<>(candidates);
          declaring.removeIf(variant -> !variant.properties().containsKey(key));
          if (declaring.size() == 1 && declaring.get(0).isRequired(key)) {
            yield declaring.get(0);
          }
        }
        yield null;
      }
    };
  }

  private static boolean isTrue(JsonObject node, String key) {
    return JsonValue.of(true).equals(node.get(key));
  }

  private static String string(JsonObject node, String key) {
    return node.get(key) instanceof JsonString string ? string.value() : "";
  }
}
