package io.github.vercel4j.internal.tasks;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Texts;
import io.github.vercel4j.internal.http.HttpCall;
import io.github.vercel4j.internal.http.JsonConverterFactory.UnreadableException;
import io.github.vercel4j.json.MissingPropertyException;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.json.PageResponse;
import io.github.vercel4j.json.UnknownVariant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A walk along the pages of a list, each of which says how to call for the one after it. */
public final class PageWalk<T> {
  /** What was asked for; a page that leads to one of these leads in a circle. */
  private final Set<String> cursors = new HashSet<>();

  private @Nullable HttpCall<Page<T>> call;

  /**
   * @throws IllegalArgumentException where no page can follow the call's answer
   */
  public PageWalk(VercelCall<? extends PageResponse<T>> first) {
    HttpCall<Page<T>> pages = pages(first);
    String start = pages.queryParameter(cursor(first));
    if (start != null) {
      cursors.add(start);
    }
    call = pages;
  }

  private <P extends PageResponse<T>> HttpCall<Page<T>> pages(VercelCall<P> first) {
    return http(first).decodedTo(this::page);
  }

  /** The call for the next page; null behind the last one. */
  public @Nullable VercelCall<Page<T>> call() {
    return call;
  }

  /** Runs what depends on the call's response. */
  public Executor completions() {
    return requireNonNull(call).completions();
  }

  /** Goes on behind the page that the call was answered with. */
  public void take(Page<T> page) {
    HttpCall<Page<T>> answered = requireNonNull(call);
    String next = page.nextPageCursor();
    if (next == null) {
      call = null;
    } else {
      cursors.add(next);
      call = answered.withQueryParameter(cursor(answered), next);
    }
  }

  private Page<T> page(PageResponse<T> answer) throws UnreadableException {
    if (!(answer instanceof Page<T> page)) {
      throw new UnreadableException("$", "is " + kind(answer) + " and no page of a list");
    }
    try {
      var unused = page.pageElements();
      String next = page.nextPageCursor();
      if (next != null && cursors.contains(next)) {
        throw new UnreadableException(
            "$.pagination.next", "leads back to " + next + ", so the list would never end");
      }
      return page;
    } catch (MissingPropertyException e) {
      throw new UnreadableException(e.path(), "is no page of a list: " + e.getMessage());
    }
  }

  private static String kind(Object answer) {
    return answer instanceof UnknownVariant unknown
        ? unknown.value().kind()
        : "of type " + answer.getClass().getSimpleName();
  }

  /**
   * The same call for the page at a cursor.
   *
   * @throws IllegalArgumentException where no page can follow the call's answer
   */
  public static <P> VercelCall<P> at(VercelCall<P> call, String cursor) {
    return http(call).withQueryParameter(cursor(call), cursor);
  }

  private static <P> HttpCall<P> http(VercelCall<P> call) {
    if (call instanceof HttpCall<P> http) {
      return http;
    }
    throw new IllegalArgumentException(
        "A "
            + call.getClass().getSimpleName()
            + " cannot be repeated for further pages: use a call that the client itself made");
  }

  private static String cursor(VercelCall<?> call) {
    Operation operation = call.operation();
    String cursor = operation == null ? null : operation.cursor();
    if (cursor == null) {
      throw new IllegalArgumentException(
          (operation == null ? "An endpoint outside the contract" : Texts.name(operation))
              + " has no pages: execute the call as it is");
    }
    return cursor;
  }
}
