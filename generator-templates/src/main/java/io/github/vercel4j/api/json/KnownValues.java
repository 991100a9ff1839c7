package io.github.vercel4j.api.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of an open enum in their order. For generated code. */
public final class KnownValues<T extends OpenEnum> {
  private final Map<String, T> constants = new LinkedHashMap<>();

  public T add(T constant) {
    constants.put(constant.value(), constant);
    return constant;
  }

  public @Nullable T get(String value) {
    return constants.get(value);
  }

  public List<T> list() {
    return List.copyOf(constants.values());
  }
}
