package io.github.vercel4j.internal.call;

/** When a call may be retried, by what repeating it would do. */
public enum RetryRule {
  /** Reads. */
  HARMLESS,
  /** Writes that have the same effect twice as once. */
  SAME_EFFECT,
  /** Writes that would be done twice. */
  DOUBLES,
  /** Calls that work once, as the exchange of a code does. */
  NEVER;

  public static RetryRule of(Endpoint endpoint) {
    if (endpoint.worksOnce()) {
      return NEVER;
    }
    if (endpoint.isRead()) {
      return HARMLESS;
    }
    return endpoint.idempotent() ? SAME_EFFECT : DOUBLES;
  }

  public boolean afterStatus(int status) {
    return switch (status) {
      case 429 -> this != NEVER;
      case 500 -> this == HARMLESS;
      case 502, 503, 504 -> this == HARMLESS || this == SAME_EFFECT;
      default -> false;
    };
  }

  public boolean afterFault(boolean requestNotSent) {
    return this == HARMLESS || this == SAME_EFFECT || (this == DOUBLES && requestNotSent);
  }
}
