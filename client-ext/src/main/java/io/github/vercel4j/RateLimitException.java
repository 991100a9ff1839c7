package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Too many requests were sent; 429. */
public final class RateLimitException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public RateLimitException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
