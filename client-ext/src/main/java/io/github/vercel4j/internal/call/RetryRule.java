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

  /** Whether a call may be retried after such a response. */
  public boolean after(Verdict verdict) {
    return switch (verdict) {
      case NOT_PROCESSED, MISDIRECTED -> this != NEVER;
      case UNREACHABLE -> this == HARMLESS || this == SAME_EFFECT;
      case FAILED -> this == HARMLESS;
      case FINAL -> false;
    };
  }

  public boolean afterFault(boolean requestNotSent) {
    return this == HARMLESS || this == SAME_EFFECT || (this == DOUBLES && requestNotSent);
  }
}
