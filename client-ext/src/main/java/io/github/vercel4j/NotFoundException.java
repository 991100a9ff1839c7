package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** There is no such resource, at least none that the token reaches; 404 or 410. */
public final class NotFoundException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
