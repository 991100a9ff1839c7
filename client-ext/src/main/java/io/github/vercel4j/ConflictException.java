package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the resource does not allow it, or something of that name exists already; mostly
 * 409.
 */
public final class ConflictException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConflictException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
