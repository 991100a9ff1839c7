package io.github.vercel4j.internal.call;

/**
 * What a response that is no success says of its request, by RFC 9110 where nothing else is said.
 */
public enum Verdict {
  /**
   * Not acted on yet: 408, 425 (RFC 8470), 413 that names a time, and whatever says that a limit is
   * reached, as 429 does (RFC 6585).
   */
  NOT_PROCESSED,

  /** Not acted on, as it came over a connection that is not for it: 421. */
  MISDIRECTED,

  /** Perhaps acted on, by a service that is beyond reach for the moment: 502, 503 and 504. */
  UNREACHABLE,

  /**
   * Perhaps acted on, by a service that failed and may fail again: 500, and what counts as 500
   * because the status is unknown or not valid.
   */
  FAILED,

  /** It would get the same response again. */
  FINAL;

  /**
   * That of a response.
   *
   * @param limited whether the response says that a limit is reached
   * @param namesATime whether it says how long to wait
   */
  public static Verdict of(int status, boolean limited, boolean namesATime) {
    if (limited) {
      return NOT_PROCESSED;
    }
    return switch (status) {
      case 408, 425 -> NOT_PROCESSED;
      case 413 -> namesATime ? NOT_PROCESSED : FINAL;
      case 421 -> MISDIRECTED;
      case 502, 503, 504 -> UNREACHABLE;
      // What will not or cannot be done is not done the next time either
      case 501, 505, 506, 507, 508, 510, 511 -> FINAL;
      default -> isServerError(status) ? FAILED : FINAL;
    };
  }

  /** A status outside of 100 to 599 counts as 5xx. */
  public static boolean isServerError(int status) {
    return status >= 500 || status < 100;
  }
}
