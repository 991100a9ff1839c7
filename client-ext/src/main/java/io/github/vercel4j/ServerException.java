package io.github.vercel4j;

/** Something failed at Vercel; 5xx. */
public final class ServerException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ServerException(ErrorResponse response) {
    super(response);
  }
}
