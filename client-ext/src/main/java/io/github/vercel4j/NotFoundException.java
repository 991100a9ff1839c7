package io.github.vercel4j;

/** There is no such resource, at least none that the token reaches; 404 or 410. */
public final class NotFoundException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(Refusal refusal) {
    super(refusal);
  }
}
