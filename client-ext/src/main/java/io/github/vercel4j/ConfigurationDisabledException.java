package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The installation was disabled, so that every call is refused until it is enabled again. */
public final class ConfigurationDisabledException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConfigurationDisabledException(
      Operation operation,
      int status,
      @Nullable String requestId,
      String body,
      List<Explanation> explanations) {
    super(operation, status, requestId, body, explanations);
  }
}
