package io.github.vercel4j.api.json;

import io.github.vercel4j.api.json.JsonValue.JsonNull;
import io.github.vercel4j.api.json.JsonValue.JsonNumber;
import io.github.vercel4j.api.json.JsonValue.JsonObject;
import io.github.vercel4j.api.json.JsonValue.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Base of the answers that hold a part of a list. */
public abstract class Page<T> extends JsonModel implements Paginated<T> {
  private final int items;
  private final int pagination;

  protected Page(ModelState state, int items, int pagination) {
    super(state);
    this.items = items;
    this.pagination = pagination;
  }

  /** This part of the list, which can be empty although the list goes on. */
  public final List<T> items() {
    return required(items);
  }

  /**
   * Where the list goes on, as the operation's cursor parameter takes it; null at the end.
   *
   * @throws MissingValueException where the answer says it by neither a number nor a string
   */
  public final @Nullable String next() {
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
