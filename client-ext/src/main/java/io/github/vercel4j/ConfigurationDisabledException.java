package io.github.vercel4j;

/** The installation was disabled, so that every call fails until it is enabled again. */
public final class ConfigurationDisabledException extends VercelApiException {
  private static final long serialVersionUID = 1L;

  public ConfigurationDisabledException(ErrorResponse response) {
    super(response);
  }
}
