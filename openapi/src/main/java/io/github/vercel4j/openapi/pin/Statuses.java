package io.github.vercel4j.openapi.pin;

import java.util.Map;

/** The names that HTTP gives its status codes; OpenAPI asks for a description of each response. */
final class Statuses {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("200", "OK"),
          Map.entry("201", "Created"),
          Map.entry("202", "Accepted"),
          Map.entry("204", "No Content"),
          Map.entry("302", "Found"),
          Map.entry("400", "Bad Request"),
          Map.entry("401", "Unauthorized"),
          Map.entry("402", "Payment Required"),
          Map.entry("403", "Forbidden"),
          Map.entry("404", "Not Found"),
          Map.entry("409", "Conflict"),
          Map.entry("410", "Gone"),
          Map.entry("412", "Precondition Failed"),
          Map.entry("413", "Content Too Large"),
          Map.entry("422", "Unprocessable Content"),
          Map.entry("426", "Upgrade Required"),
          Map.entry("428", "Precondition Required"),
          Map.entry("429", "Too Many Requests"),
          Map.entry("449", "Retry With"),
          Map.entry("500", "Internal Server Error"),
          Map.entry("503", "Service Unavailable"));

  private Statuses() {}

  static String reason(String status) {
    return REASONS.getOrDefault(status, "Status " + status);
  }
}
