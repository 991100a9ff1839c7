package io.github.vercel4j.internal.tasks;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.http.ClientCall;
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

  private @Nullable ClientCall<Page<T>> call;

  /**
   * @throws IllegalArgumentException where no page can follow the call's response
   */
  public PageWalk(VercelCall<? extends PageResponse<T>> first) {
    ClientCall<Page<T>> pages = pages(first);
    String start = pages.queryParameter(cursor(first));
    if (start != null) {
      cursors.add(start);
    }
    call = pages;
  }

  private <P extends PageResponse<T>> ClientCall<Page<T>> pages(VercelCall<P> first) {
    return ClientCall.of(first).decodedTo(this::page);
  }

  /** The call for the next page; null behind the last one. */
  public @Nullable VercelCall<Page<T>> call() {
    return call;
  }

  /** Runs what depends on the call's response. */
  public Executor completions() {
    return requireNonNull(call).completions();
  }

  /** Proceeds behind the page that the call returned. */
  public void take(Page<T> page) {
    ClientCall<Page<T>> current = requireNonNull(call);
    String next = page.nextPageCursor();
    if (next == null) {
      call = null;
    } else {
      cursors.add(next);
      call = current.withQueryParameter(cursor(current), next);
    }
  }

  private Page<T> page(PageResponse<T> response) throws UnreadableException {
    if (!(response instanceof Page<T> page)) {
      throw new UnreadableException("$", "is " + kind(response) + " and no page of a list");
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

  private static String kind(Object response) {
    return response instanceof UnknownVariant unknown
        ? unknown.value().kind()
        : "of type " + response.getClass().getSimpleName();
  }

  /**
   * The same call for the page at a cursor.
   *
   * @throws IllegalArgumentException where no page can follow the call's response
   */
  public static <P> VercelCall<P> at(VercelCall<P> call, String cursor) {
    return ClientCall.of(call).withQueryParameter(cursor(call), cursor);
  }

  private static String cursor(VercelCall<?> call) {
    Operation operation = call.operation();
    String cursor = operation == null ? null : operation.cursor();
    if (cursor == null) {
      throw new IllegalArgumentException(
          (operation == null ? "An endpoint outside the contract" : Phrases.name(operation))
              + " has no pages: execute the call as it is");
    }
    return cursor;
  }
}
