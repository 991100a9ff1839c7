package io.github.vercel4j;

/** A limit is reached: 429, or another status whose response tells of a limit. */
public final class RateLimitException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public RateLimitException(ErrorResponse response) {
    super(response);
  }
}
