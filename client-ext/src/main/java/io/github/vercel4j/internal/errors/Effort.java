package io.github.vercel4j.internal.errors;

/** What a call has cost, and why it was not sent again where it could have been. */
public record Effort(int attempts, String end) {
  @Override
  public String toString() {
    return attempts == 1 && end.isEmpty()
        ? ""
        : " (attempts: " + attempts + (end.isEmpty() ? "" : "; " + end) + ")";
  }
}
