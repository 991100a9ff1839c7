package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something failed at Vercel; 5xx. */
public final class ServerException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ServerException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
