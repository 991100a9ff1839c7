package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The token is missing, wrong or revoked; Vercel says so with 401 or 403. */
public final class AuthenticationException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
