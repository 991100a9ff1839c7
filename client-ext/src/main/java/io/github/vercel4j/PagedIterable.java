package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.internal.tasks.PageWalk;
import io.github.vercel4j.json.Page;
import io.github.vercel4j.json.PageResponse;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list that the service returns page by page, as a whole: {@code
 * PagedIterable.of(client.projects().getProjects())}.
 *
 * <p>Each iterator, stream and asynchronous run starts anew, calls for a page when it is needed and
 * holds that one alone. All of them throw what the call throws, at the element whose page could not
 * be had, and a {@link VercelDecodingException} where a page leads back to an earlier one. Asking
 * an iterator again after that repeats the call.
 *
 * <p>Immutable; an iterator is for one thread.
 */
public final class PagedIterable<T> implements Iterable<T> {
  private static final int CHARACTERISTICS = Spliterator.ORDERED | Spliterator.NONNULL;

  private final VercelCall<? extends PageResponse<T>> first;

  private PagedIterable(VercelCall<? extends PageResponse<T>> first) {
    this.first = first;
  }

  /**
   * The list that begins with a call; the call's parameters are those of all pages, but for the
   * operation's {@linkplain Operation#cursor() cursor}.
   *
   * @throws IllegalArgumentException where the client did not make the call, or its operation has
   *     no cursor
   */
  public static <T> PagedIterable<T> of(VercelCall<? extends PageResponse<T>> call) {
    var unused = new PageWalk<T>(call);
    return new PagedIterable<>(call);
  }

  /**
   * The list from the page on that another page's {@link Page#nextPageCursor()} leads to.
   *
   * @throws IllegalArgumentException where the cursor is blank
   */
  public PagedIterable<T> from(String cursor) {
    if (requireNonNull(cursor, "cursor").isBlank()) {
      throw new IllegalArgumentException("The cursor is blank, and the list starts without one");
    }
    return new PagedIterable<>(PageWalk.at(first, cursor));
  }

  /**
   * The pages in their order; the {@link Page#nextPageCursor()} of one is where {@link #from}
   * continues.
   */
  public Iterable<Page<T>> pages() {
    return () -> new Pages<>(first);
  }

  @Override
  public Iterator<T> iterator() {
    return new Elements<>(pages().iterator());
  }

  @Override
  public Spliterator<T> spliterator() {
    return Spliterators.spliteratorUnknownSize(iterator(), CHARACTERISTICS);
  }

  /** The list as a sequential stream, which needs not be closed. */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /**
   * Runs along the list in the background, one element after the other.
   *
   * <p>The action runs on threads of the HTTP client's executor, where it may take its time and
   * make further calls, blocking ones too. What it throws ends the run and is how the future
   * completes, as is a {@link VercelException} of a call; completing the future in any way, as by
   * cancelling it, cancels the HTTP call that is under way, and the action gets nothing more.
   */
  public CompletableFuture<Void> forEachAsync(Consumer<? super T> action) {
    requireNonNull(action, "action");
    return new Run<T, T>(first, Page::pageElements, action).start();
  }

  /** Runs along the pages as {@link #forEachAsync} does along their elements. */
  public CompletableFuture<Void> forEachPageAsync(Consumer<? super Page<T>> action) {
    requireNonNull(action, "action");
    return new Run<T, Page<T>>(first, List::of, action).start();
  }

  @Override
  public String toString() {
    return "PagedIterable[" + Phrases.name(requireNonNull(first.operation())) + "]";
  }

  private static final class Pages<T> implements Iterator<Page<T>> {
    private final PageWalk<T> walk;

    Pages(VercelCall<? extends PageResponse<T>> first) {
      walk = new PageWalk<>(first);
    }

    @Override
    public boolean hasNext() {
      return walk.call() != null;
    }

    @Override
    public Page<T> next() {
      VercelCall<Page<T>> call = walk.call();
      if (call == null) {
        throw new NoSuchElementException("The list has no further page");
      }
      Page<T> page = call.execute();
      walk.take(page);
      return page;
    }
  }

  private static final class Elements<T> implements Iterator<T> {
    private final Iterator<Page<T>> pages;
    private Iterator<T> page = Collections.emptyIterator();

    Elements(Iterator<Page<T>> pages) {
      this.pages = pages;
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && pages.hasNext()) {
        page = Collections.emptyIterator(); // not held while the next page is read
        page = pages.next().pageElements().iterator();
      }
      return page.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The list has no further element");
      }
      return page.next();
    }
  }

  /** One run in the background, which gives the parts of each page to an action. */
  private static final class Run<T, E> {
    private final PageWalk<T> walk;
    private final Function<Page<T>, List<E>> parts;
    private final Consumer<? super E> action;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> underWay;

    Run(
        VercelCall<? extends PageResponse<T>> first,
        Function<Page<T>, List<E>> parts,
        Consumer<? super E> action) {
      this.walk = new PageWalk<>(first);
      this.parts = parts;
      this.action = action;
    }

    CompletableFuture<Void> start() {
      // However the future is completed, no call is wanted any more
      var unused = result.whenComplete((value, failure) -> stop());
      proceed();
      return result;
    }

    private void stop() {
      CompletableFuture<?> call = underWay;
      if (call != null) {
        call.cancel(true);
      }
    }

    private void proceed() {
      if (result.isDone()) {
        return;
      }
      VercelCall<Page<T>> call = walk.call();
      if (call == null) {
        result.complete(null);
        return;
      }
      CompletableFuture<Page<T>> response = call.executeAsync();
      underWay = response;
      if (result.isDone()) {
        stop();
      }
      // Not in this thread, where the page is here already: each page would make the stack deeper
      var unused = response.whenCompleteAsync(this::take, walk.completions());
    }

    private void take(@Nullable Page<T> page, @Nullable Throwable failure) {
      if (page == null) {
        result.completeExceptionally(requireNonNull(failure));
        return;
      }
      try {
        walk.take(page);
        for (E part : parts.apply(page)) {
          if (result.isDone()) {
            return;
          }
          action.accept(part);
        }
      } catch (Throwable e) {
        result.completeExceptionally(e);
        return;
      }
      proceed();
    }
  }
}
