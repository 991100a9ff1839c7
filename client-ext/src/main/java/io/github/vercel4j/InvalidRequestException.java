package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something about the request is wrong; 400 and other 4xx. */
public final class InvalidRequestException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
