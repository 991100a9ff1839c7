package io.github.vercel4j;

/** The token is good, but it does not reach so far; 403. */
public final class PermissionDeniedException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public PermissionDeniedException(ErrorResponse response) {
    super(response);
  }
}
