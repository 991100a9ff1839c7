package io.github.vercel4j.internal.http;

import io.github.vercel4j.api.VercelCall;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/** A call that this client made, so that it knows the request and can make others of it. */
public sealed interface ClientCall<T extends @Nullable Object> extends VercelCall<T>
    permits HttpCall {
  /**
   * The call as one that this client made; anybody may implement {@link VercelCall}.
   *
   * @throws IllegalArgumentException where somebody else made it
   */
  static <T extends @Nullable Object> ClientCall<T> of(VercelCall<T> call) {
    if (call instanceof ClientCall<T> own) {
      return own;
    }
    throw new IllegalArgumentException(
        "A "
            + call.getClass().getSimpleName()
            + " cannot be repeated for further pages: use a call that the client itself made");
  }

  /** The same call with one value of a query parameter, in place of those that it has. */
  ClientCall<T> withQueryParameter(String name, String value);

  /** The same call with what is made of its response. */
  <R> ClientCall<R> decodedTo(Converter<T, R> result);

  /** The first value of a query parameter; null where the call has none. */
  @Nullable String queryParameter(String name);

  /** Sends the call and leaves the body of its response to be read and closed. */
  OpenResponse<T> open();

  /** Runs what depends on a response; see {@link Transport#completions()}. */
  Executor completions();
}
