package io.github.vercel4j;

/** Something about the request is wrong; 400 and other 4xx. */
public final class InvalidRequestException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(ErrorResponse response) {
    super(response);
  }
}
