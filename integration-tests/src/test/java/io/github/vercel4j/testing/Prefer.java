package io.github.vercel4j.testing;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks Prism to answer the next call with a certain example of the document. */
final class Prefer implements Interceptor {
  private @Nullable String next;

  void next(int status, String example) {
    next = "code=" + status + ", example=" + example;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    if (next != null) {
      request = request.newBuilder().header("Prefer", next).build();
      next = null;
    }
    return chain.proceed(request);
  }
}
