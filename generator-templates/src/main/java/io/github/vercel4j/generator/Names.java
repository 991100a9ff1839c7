package io.github.vercel4j.generator;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Java names for names of the API, each at most once. */
final class Names {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9]+");

  private static final Pattern WORD =
      Pattern.compile("[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[A-Z][0-9]*|[0-9]+[a-z]*");

  private final Set<String> reserved;
  private final Set<String> used = new HashSet<>();

  /** Names of constants and classes, for which nothing is reserved. */
  Names() {
    this(Set.of());
  }

  /** Names of members other than the reserved ones. */
  Names(Set<String> reserved) {
    this.reserved = reserved;
  }

  /** A method or parameter: {@code x-vercel-id} is {@code xVercelId}. */
  String member(String name) {
    StringBuilder member = new StringBuilder();
    Matcher part = PART.matcher(name);
    while (part.find()) {
      member.append(member.isEmpty() ? decapitalized(part.group()) : capitalized(part.group()));
    }
    return member.isEmpty()
        ? member(spelledOut(name).toLowerCase(Locale.ROOT))
        : unique(identifier(member.toString()));
  }

  /** A constant: {@code nextjs-14} is {@code NEXTJS_14}, {@code 22.x} is {@code V22_X}. */
  String constant(String value) {
    StringBuilder constant = new StringBuilder();
    Matcher word = WORD.matcher(value);
    while (word.find()) {
      constant.append(constant.isEmpty() ? "" : "_").append(word.group());
    }
    String text = constant.isEmpty() ? spelledOut(value) : constant.toString();
    String upper = text.toUpperCase(Locale.ROOT);
    return unique(Character.isDigit(upper.charAt(0)) ? "V" + upper : upper);
  }

  /** A class: {@code edge-config} is {@code EdgeConfig}. */
  static String type(String name) {
    StringBuilder type = new StringBuilder();
    Matcher part = PART.matcher(name);
    while (part.find()) {
      type.append(capitalized(part.group()));
    }
    return type.toString();
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String decapitalized(String text) {
    return text.equals(text.toUpperCase(Locale.ROOT))
        ? text.toLowerCase(Locale.ROOT)
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /** {@code *} is {@code ASTERISK}. */
  private static String spelledOut(String symbols) {
    if (symbols.isEmpty()) {
      return "EMPTY";
    }
    StringBuilder text = new StringBuilder();
    symbols
        .codePoints()
        .forEach(
            symbol ->
                text.append(text.isEmpty() ? "" : "_")
                    .append(String.valueOf(Character.getName(symbol)).replaceAll("\\W+", "_")));
    return text.toString();
  }

  private String identifier(String name) {
    String identifier = Character.isDigit(name.charAt(0)) ? "_" + name : name;
    return SourceVersion.isKeyword(identifier) || reserved.contains(identifier)
        ? identifier + "_"
        : identifier;
  }

  private String unique(String name) {
    String candidate = name;
    while (!used.add(candidate)) {
      candidate += "_";
    }
    return candidate;
  }
}
