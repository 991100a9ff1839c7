package io.github.vercel4j.internal.call;

import io.github.vercel4j.json.MissingPropertyException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the service leaves out although its contract promises it. */
public final class MissingProperties {
  private MissingProperties() {}

  /** What an accessor returns; null where it would throw because the value was left out. */
  public static <T extends @Nullable Object> @Nullable T orNull(Supplier<T> value) {
    try {
      return value.get();
    } catch (MissingPropertyException e) {
      return null;
    }
  }
}
