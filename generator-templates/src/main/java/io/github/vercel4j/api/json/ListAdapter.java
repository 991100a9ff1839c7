package io.github.vercel4j.api.json;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Arrays as unmodifiable lists. */
final class ListAdapter<T extends @Nullable Object> extends LosslessAdapter<List<T>> {
  private final LosslessAdapter<?> element;
  private final boolean nullable;

  ListAdapter(LosslessAdapter<?> element, boolean nullable) {
    this.element = element;
    this.nullable = nullable;
  }

  @Override
  protected @Nullable Object read(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return null;
    }
    List<@Nullable Object> fitting = new ArrayList<>();
    List<@Nullable Object> all = null;
    reader.beginArray();
    while (reader.hasNext()) {
      Object value = element.read(reader);
      if (value == null && nullable && reader.peek() == JsonReader.Token.NULL) {
        reader.nextNull();
      } else if (value == null || value instanceof Approximation) {
        if (all == null) {
          all = new ArrayList<>(fitting);
        }
        Approximation misfit =
            value == null ? new Approximation(null, JsonValue.read(reader)) : (Approximation) value;
        all.add(misfit);
        if (misfit.value() != null) {
          fitting.add(misfit.value());
        }
        continue;
      }
      fitting.add(value);
      if (all != null) {
        all.add(value);
      }
    }
    reader.endArray();
    return new FittingList<>(fitting, all == null ? fitting : all);
  }

  @Override
  protected void write(JsonWriter writer, List<T> value) throws IOException {
    writer.beginArray();
    for (Object each : value instanceof FittingList<T> fitting ? fitting.all : value) {
      if (each == null) {
        writer.nullValue();
      } else {
        element.writeUnchecked(writer, each);
      }
    }
    writer.endArray();
  }

  @Override
  Object snapshot(Object value) {
    if (value instanceof FittingList) {
      return value;
    }
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object each : (List<?>) value) {
      if (each == null && !nullable) {
        throw new NullPointerException("A list element is null");
      }
      copy.add(each == null ? null : element.snapshot(each));
    }
    return new FittingList<>(copy, copy);
  }

  /** The same elements in a list that nobody can change. */
  @SuppressWarnings("unchecked") // a list that is only read
  static <T extends @Nullable Object> List<T> copyOf(List<? extends T> list) {
    if (list instanceof FittingList) {
      return (List<T>) list;
    }
    List<@Nullable Object> copy = new ArrayList<>(list);
    return new FittingList<>(copy, copy);
  }

  /** The elements that fit; it is written with those between them that did not. */
  private static final class FittingList<T extends @Nullable Object> extends AbstractList<T>
      implements RandomAccess {
    private final List<@Nullable Object> fitting;
    private final List<@Nullable Object> all;

    FittingList(List<@Nullable Object> fitting, List<@Nullable Object> all) {
      this.fitting = fitting;
      this.all = all;
    }

    @Override
    @SuppressWarnings("unchecked") // what the adapter of the elements read
    public T get(int index) {
      return (T) fitting.get(index);
    }

    @Override
    public int size() {
      return fitting.size();
    }
  }
}
