package io.github.vercel4j.openapi.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The few rules of English and Java that component names follow. */
final class Words {
  /** Names as their owners spell them, and abbreviations as Java does. */
  private static final Map<String, String> SPELLINGS =
      Map.of(
          "CNAME", "Cname",
          "Github", "GitHub",
          "Gitlab", "GitLab",
          "IPv4", "Ipv4",
          "Oauth", "OAuth",
          "Otlphttp", "OtlpHttp");

  private Words() {}

  /** {@code git_source} and {@code gitSource} become {@code GitSource}, {@code github} GitHub. */
  static String pascal(String key) {
    StringBuilder result = new StringBuilder();
    boolean upper = true;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        upper = true;
      } else if (upper) {
        result.append(Character.toUpperCase(c));
        upper = false;
      } else {
        result.append(c);
      }
    }
    String pascal = result.toString();
    if (pascal.length() > 3 && pascal.equals(pascal.toUpperCase(Locale.ROOT))) {
      pascal = pascal.charAt(0) + pascal.substring(1).toLowerCase(Locale.ROOT);
    }
    for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
      pascal = pascal.replace(spelling.getKey(), spelling.getValue());
    }
    return pascal;
  }

  static String singular(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (lower.endsWith("aliases") || lower.endsWith("statuses") || lower.endsWith("addresses")) {
      return word.substring(0, word.length() - 2);
    }
    if (lower.endsWith("ches") || lower.endsWith("shes") || lower.endsWith("xes")) {
      return word.substring(0, word.length() - 2);
    }
    if (lower.endsWith("s")
        && !lower.endsWith("ss")
        && !lower.endsWith("us")
        && !lower.endsWith("is")
        && !lower.endsWith("dns")
        && !lower.endsWith("alias")
        && !lower.endsWith("https")
        && word.length() > 3) {
      return word.substring(0, word.length() - 1);
    }
    return word;
  }

  /** {@code ProjectTransferRequest} as its words. */
  static List<String> split(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean starts =
          Character.isUpperCase(c)
              && i > 0
              && (!Character.isUpperCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if (starts) {
        words.add(word.toString());
        word.setLength(0);
      }
      word.append(c);
    }
    words.add(word.toString());
    return words;
  }
}
