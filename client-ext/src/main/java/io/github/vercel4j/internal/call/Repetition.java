package io.github.vercel4j.internal.call;

/** When a call may be sent again, by what repeating it would do. */
public enum Repetition {
  /** Reads. */
  HARMLESS,
  /** Writes that have the same effect twice as once. */
  SAME_EFFECT,
  /** Writes that would be done twice. */
  DOUBLES,
  /** The exchange of a code, which works once. */
  NEVER;

  public static Repetition of(Endpoint endpoint) {
    if (endpoint.isExchange()) {
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
