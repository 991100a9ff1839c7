package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.OpenEnum;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of open enums. For generated code. */
public abstract class EnumAdapter<T extends OpenEnum> extends LosslessAdapter<T> {
  private final KnownValues<T> known;
  private final OpenEnum[] constants;
  private final JsonReader.Options values;

  protected EnumAdapter(KnownValues<T> known) {
    this.known = known;
    this.constants = known.list().toArray(OpenEnum[]::new);
    this.values =
        JsonReader.Options.of(Arrays.stream(constants).map(OpenEnum::value).toArray(String[]::new));
  }

  @Override
  protected final @Nullable Object read(JsonInput input) throws IOException {
    JsonReader reader = input.reader;
    if (reader.peek() != JsonReader.Token.STRING) {
      return null;
    }
    int index = reader.selectString(values);
    if (index >= 0) {
      return constants[index];
    }
    input.report(Drift.Kind.UNKNOWN_ENUM_VALUE);
    return known.of(reader.nextString());
  }

  @Override
  protected final void write(JsonOutput output, T value) throws IOException {
    output.value(value.value());
  }
}
