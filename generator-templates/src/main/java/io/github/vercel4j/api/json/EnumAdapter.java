package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base of the adapters of open enums. For generated code. */
public abstract class EnumAdapter<T extends OpenEnum> extends LosslessAdapter<T> {
  private final KnownValues<T> known;
  private final List<T> constants;
  private final JsonReader.Options values;

  protected EnumAdapter(KnownValues<T> known) {
    this.known = known;
    this.constants = known.list();
    this.values =
        JsonReader.Options.of(constants.stream().map(OpenEnum::value).toArray(String[]::new));
  }

  @Override
  protected final @Nullable Object read(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.STRING) {
      return null;
    }
    int index = reader.selectString(values);
    return index >= 0 ? constants.get(index) : known.of(reader.nextString());
  }

  @Override
  protected final void write(JsonWriter writer, T value) throws IOException {
    writer.value(value.value());
  }
}
