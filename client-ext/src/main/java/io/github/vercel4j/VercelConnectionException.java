package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelException;
import io.github.vercel4j.internal.Texts;
import java.io.IOException;

/** A call got no answer; the cause says why. Whether it had an effect is not known. */
public final class VercelConnectionException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final Operation operation;

  public VercelConnectionException(Operation operation, IOException cause) {
    super(
        Texts.name(operation)
            + " got no answer: "
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
        cause);
    this.operation = operation;
  }

  public Operation operation() {
    return operation;
  }
}
