package io.github.vercel4j.generator;

import java.util.Map;

/**
 * How a schema looks in Java.
 *
 * @param name as in {@code List<EnvironmentVariable>}, without a mark of nullness
 * @param kind what it is in JSON
 * @param adapter the expression that reads and writes it
 * @param eager whether naming the adapter loads no other generated class
 */
record JavaType(String name, Kind kind, String adapter, boolean eager) {
  enum Kind {
    ANY,
    ARRAY,
    BOOLEAN,
    NUMBER,
    OBJECT,
    STRING
  }

  private static final Map<String, String> PRIMITIVES =
      Map.of("Boolean", "boolean", "Double", "double", "Integer", "int", "Long", "long");

  private static final String ONE_OR_MANY = "Json.oneOrMany(";

  static JavaType plain(String name, Kind kind, String adapter) {
    return new JavaType(name, kind, "Json." + adapter, true);
  }

  static JavaType generated(String name, Kind kind) {
    return new JavaType(name, kind, name + "JsonAdapter.INSTANCE", false);
  }

  static JavaType list(JavaType element, boolean nullable) {
    return new JavaType(
        "List<" + (nullable ? element.nullableName() : element.name) + ">",
        Kind.ARRAY,
        (nullable ? "Json.listOfNullable(" : "Json.list(") + element.adapter + ")",
        element.eager);
  }

  /** A list that may also come as its only element. */
  static JavaType oneOrMany(JavaType element) {
    return new JavaType(
        "List<" + element.name + ">",
        Kind.ARRAY,
        ONE_OR_MANY + element.adapter + ")",
        element.eager);
  }

  static JavaType map(JavaType value, boolean nullable) {
    return new JavaType(
        "Map<String, " + (nullable ? value.nullableName() : value.name) + ">",
        Kind.OBJECT,
        (nullable ? "Json.mapOfNullable(" : "Json.map(") + value.adapter + ")",
        value.eager);
  }

  boolean isOneOrMany() {
    return adapter.startsWith(ONE_OR_MANY);
  }

  String nullableName() {
    return "@Nullable " + name;
  }

  /** The primitive type where there is one. */
  String valueName() {
    return PRIMITIVES.getOrDefault(name, name);
  }

  /** The record around such a variant of a union, as in {@code OfString}. */
  String wrapper() {
    return "Of" + rawName();
  }

  /** What that record calls the value: {@code string}, {@code longValue}. */
  String accessor() {
    return PRIMITIVES.containsKey(name) ? valueName() + "Value" : new Names().member(rawName());
  }

  /** The name without type arguments. */
  String rawName() {
    return name.replaceFirst("<.*", "");
  }

  boolean isGeneric() {
    return name.indexOf('<') >= 0;
  }
}
