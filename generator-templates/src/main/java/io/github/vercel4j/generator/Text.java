package io.github.vercel4j.generator;

import org.jspecify.annotations.Nullable;

/** Texts of the specification as Java source. */
final class Text {
  private Text() {}

  static String literal(Object value) {
    if (!(value instanceof String text)) {
      return value.toString();
    }
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        default -> {
          if (c < ' ' || c > '~') {
            literal.append(String.format("\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return literal.append('"').toString();
  }

  /** A sentence of Javadoc, or null where there is nothing to say. */
  static @Nullable String sentence(@Nullable String description) {
    if (description == null || description.isBlank()) {
      return null;
    }
    String text =
        description
            .strip()
            .replaceAll("\\s+", " ")
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "&#64;")
            .replace("*/", "*&#47;");
    return text.matches(".*[.!?]") ? text : text + ".";
  }
}
