package io.github.vercel4j.internal.errors;

/** How often a call was sent, and why it was not retried once more where it could have been. */
public record AttemptSummary(int attempts, String whyNotRetried) {
  @Override
  public String toString() {
    return attempts == 1 && whyNotRetried.isEmpty()
        ? ""
        : " (attempts: " + attempts + (whyNotRetried.isEmpty() ? "" : "; " + whyNotRetried) + ")";
  }
}
