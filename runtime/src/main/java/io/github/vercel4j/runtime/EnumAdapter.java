package io.github.vercel4j.runtime;

import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.OpenEnum;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of open enums. For generated code. */
public abstract class EnumAdapter<T extends OpenEnum> extends LosslessAdapter<T> {
  private final KnownValues<T> known;
  private final OpenEnum[] constants;
  private final Keys values;

  protected EnumAdapter(KnownValues<T> known) {
    super(ENUM);
    this.known = known;
    this.constants = known.list().toArray(OpenEnum[]::new);
    this.values = new Keys(Arrays.stream(constants).map(OpenEnum::value).toList());
  }

  @Override
  protected final @Nullable Object read(JsonInput input) throws IOException {
    if (!input.isNext(JsonInput.STRING)) {
      return null;
    }
    int index = input.constant(values);
    if (index >= 0) {
      return constants[index];
    }
    T value = known.of(input.string());
    if (!value.isKnown()) {
      input.report(Drift.Kind.UNKNOWN_ENUM_VALUE);
    }
    return value;
  }

  @Override
  protected final void write(JsonOutput output, T value) throws IOException {
    output.value(value.value());
  }

  @Override
  final String text(T value) {
    return value.value();
  }
}
