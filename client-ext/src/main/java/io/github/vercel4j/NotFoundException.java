package io.github.vercel4j;

/**
 * There is no such resource, at least none that the token reaches; 404 or 410.
 *
 * <p>After a deletion of several attempts an earlier one may have done it; the message says so.
 */
public final class NotFoundException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(ErrorResponse response) {
    super(response);
  }
}
