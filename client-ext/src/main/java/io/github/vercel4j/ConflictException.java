package io.github.vercel4j;

import io.github.vercel4j.internal.errors.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The state of the resource does not allow it, or something of that name exists already; mostly
 * 409.
 */
public final class ConflictException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConflictException(ErrorResponse refusal) {
    super(refusal);
  }

  /** The environment variable that stands in the way; null where the answer names none. */
  public @Nullable EnvironmentVariableConflict environmentVariable() {
    return ErrorBody.isEnvironmentVariableConflict(code())
        ? EnvironmentVariableConflict.of(details())
        : null;
  }
}
