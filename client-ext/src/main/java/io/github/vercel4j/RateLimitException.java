package io.github.vercel4j;

/** Too many requests were sent; 429. */
public final class RateLimitException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public RateLimitException(ErrorResponse response) {
    super(response);
  }
}
