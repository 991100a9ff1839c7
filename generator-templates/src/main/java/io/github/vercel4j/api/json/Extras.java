package io.github.vercel4j.api.json;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an object of the service holds beyond values of known properties; most have none. */
final class Extras {
  /** Known keys that are there and null. */
  private final BitSet nulls;

  /** Known keys whose value has another type, or a literal that the value alone would not give. */
  private final Map<Integer, JsonValue> raw;

  private final Map<String, JsonValue> unknown;

  /** Where the object stands; only known where something that it should hold is missing. */
  private @Nullable String path;

  Extras() {
    this.nulls = new BitSet();
    this.raw = new TreeMap<>();
    this.unknown = new LinkedHashMap<>();
  }

  Extras(Extras from) {
    this.nulls = (BitSet) from.nulls.clone();
    this.raw = new TreeMap<>(from.raw);
    this.unknown = new LinkedHashMap<>(from.unknown);
    this.path = from.path;
  }

  boolean isEmpty() {
    return nulls.isEmpty() && raw.isEmpty() && unknown.isEmpty() && path == null;
  }

  boolean isNull(int index) {
    return nulls.get(index);
  }

  void setNull(int index) {
    nulls.set(index);
  }

  @Nullable JsonValue raw(int index) {
    return raw.get(index);
  }

  void setRaw(int index, JsonValue value) {
    raw.put(index, value);
  }

  void forget(int index) {
    nulls.clear(index);
    raw.remove(index);
  }

  Map<Integer, JsonValue> raw() {
    return raw;
  }

  Map<String, JsonValue> unknown() {
    return unknown;
  }

  @Nullable String path() {
    return path;
  }

  void setPath(String path) {
    this.path = path;
  }

  /** The path does not count: it says where the object came from, not what it is. */
  static boolean same(@Nullable Extras one, @Nullable Extras other) {
    Extras a = one == null ? new Extras() : one;
    Extras b = other == null ? new Extras() : other;
    return a.nulls.equals(b.nulls) && a.raw.equals(b.raw) && a.unknown.equals(b.unknown);
  }
}
