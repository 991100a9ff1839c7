package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token is good, but it does not reach so far; 403. */
public final class PermissionDeniedException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public PermissionDeniedException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
