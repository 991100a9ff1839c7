package io.github.vercel4j;

/** The token is missing, wrong or revoked; Vercel says so with 401 or 403. */
public final class AuthenticationException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(ErrorResponse response) {
    super(response);
  }
}
