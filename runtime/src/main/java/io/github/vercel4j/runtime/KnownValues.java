package io.github.vercel4j.runtime;

import io.github.vercel4j.json.OpenEnum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The constants of an open enum in their order. For generated code. */
public final class KnownValues<T extends OpenEnum> {
  private final Map<String, T> constants = new LinkedHashMap<>();

  private final BiFunction<String, Boolean, T> constructor;

  public KnownValues(BiFunction<String, Boolean, T> constructor) {
    this.constructor = constructor;
  }

  public T add(String value) {
    T constant = constructor.apply(value, true);
    constants.put(value, constant);
    return constant;
  }

  /** The constant, or a value of its own where there is none. */
  public T of(String value) {
    T constant = constants.get(value);
    return constant != null ? constant : constructor.apply(value, false);
  }

  public List<T> list() {
    return List.copyOf(constants.values());
  }
}
