package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelException;
import io.github.vercel4j.internal.Effort;
import io.github.vercel4j.internal.Texts;
import java.io.IOException;

/** A call got no answer; the cause says why. */
public final class VercelConnectionException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final Operation operation;
  private final boolean nothingSent;
  private final int attempts;

  public VercelConnectionException(
      Operation operation, IOException cause, boolean nothingSent, Effort effort) {
    super(
        Texts.name(operation)
            + " got no answer"
            + (nothingSent ? ", for it was not sent: " : ": ")
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
            + effort,
        cause);
    this.operation = operation;
    this.nothingSent = nothingSent;
    this.attempts = effort.attempts();
  }

  public Operation operation() {
    return operation;
  }

  /** Whether the call certainly had no effect; otherwise it is not known whether it had one. */
  public boolean nothingSent() {
    return nothingSent;
  }

  /** How often it was tried to send the call. */
  public int attempts() {
    return attempts;
  }
}
