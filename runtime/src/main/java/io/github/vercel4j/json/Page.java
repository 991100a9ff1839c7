package io.github.vercel4j.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response that holds a part of a list. */
public interface Page<T> extends PageResponse<T>, JsonModel {
  /** This part of the list, which can be empty although the list goes on. */
  List<T> pageElements();

  /**
   * Where the list goes on, as the operation's cursor parameter takes it; null at the end.
   *
   * @throws MissingPropertyException where the response says it by neither a number nor a string
   */
  @Nullable String nextPageCursor();
}
