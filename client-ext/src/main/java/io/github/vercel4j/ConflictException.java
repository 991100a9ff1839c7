package io.github.vercel4j;

/**
 * The state of the resource does not allow it, or something of that name exists already; mostly
 * 409.
 */
public final class ConflictException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConflictException(Refusal refusal) {
    super(refusal);
  }
}
