package io.github.vercel4j.runtime;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.json.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base of the models that are a part of a list. */
public abstract class PageModel<T> extends Model implements Page<T> {
  private final int elements;
  private final int pagination;

  protected PageModel(ModelState state, int elements, int pagination) {
    super(state);
    this.elements = elements;
    this.pagination = pagination;
  }

  @Override
  public final List<T> pageElements() {
    return required(elements);
  }

  @Override
  public final @Nullable String nextPageCursor() {
    JsonValue next = json(pagination);
    String path = "pagination";
    if (next instanceof JsonObject object) {
      next = object.get("next");
      path = "pagination.next";
      if (next instanceof JsonNumber number) {
        return number.literal();
      }
      if (next instanceof JsonString text) {
        return text.value().isEmpty() ? null : text.value();
      }
    }
    if (next == null || next instanceof JsonNull) {
      return null;
    }
    throw missing(path, "is " + next.kind());
  }
}
