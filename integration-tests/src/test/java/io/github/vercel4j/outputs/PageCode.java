package io.github.vercel4j.outputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The README and the pages of {@code docs}, with their Java as the build compiles and tests it.
 *
 * <p>A block of Java is below a comment that names its source: {@code <!-- FILE: REGION -->}. In
 * the file it is what is between {@code // region REGION} and {@code // endregion}; several regions
 * of one name are shown as one. Between {@code <!-- imports -->} and {@code <!-- /imports -->} a
 * page has the imports that its blocks need.
 */
final class PageCode {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (?<file>\\S+): (?<region>\\S+) -->\n```java\n.*?```", Pattern.DOTALL);
  private static final Pattern IMPORTS =
      Pattern.compile("<!-- imports -->\n.*?<!-- /imports -->", Pattern.DOTALL);
  private static final Pattern IMPORT =
      Pattern.compile("^import (?<name>(?:static )?[\\w.]+\\.(?<simple>\\w+));$");
  private static final Pattern COMMENT = Pattern.compile("//.*|\"(?:\\\\.|[^\"\\\\])*\"");
  private static final Pattern WORD = Pattern.compile("(?<![\\w.])\\w+");

  private PageCode() {}

  /** The README and the pages of {@code docs} that show Java, below the root of the project. */
  static List<String> pages(Path root) {
    try (Stream<Path> files = Files.list(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md"),
              files.map(file -> "docs/" + file.getFileName()).filter(name -> name.endsWith(".md")))
          .filter(page -> BLOCK.matcher(read(root.resolve(page))).find())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page with the code and the imports that it ought to show. */
  static String current(Path root, String page) {
    String text = read(root.resolve(page));
    SortedSet<String> imports = new TreeSet<>();
    String current =
        BLOCK
            .matcher(text)
            .replaceAll(
                block -> {
                  Path file = root.resolve(block.group(1));
                  String code = region(file, block.group(2));
                  imports.addAll(imports(file, code));
                  return Matcher.quoteReplacement(
                      "<!-- %s: %s -->\n```java\n%s\n```"
                          .formatted(block.group(1), block.group(2), code));
                });
    return IMPORTS.matcher(current).replaceAll(Matcher.quoteReplacement(block(imports)));
  }

  private static String block(SortedSet<String> imports) {
    return imports.stream()
        .sorted(Comparator.comparing(name -> !name.startsWith("static ")))
        .map("import %s;"::formatted)
        .collect(
            Collectors.joining(
                "\n",
                "<!-- imports -->\n<details><summary>The imports of this page's code</summary>\n\n```java\n",
                "\n```\n\n</details>\n<!-- /imports -->"));
  }

  private static String region(Path file, String name) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : read(file).lines().toList()) {
      if (line.strip().equals("// region " + name)) {
        inside = true;
      } else if (line.strip().equals("// endregion")) {
        inside = false;
      } else if (inside) {
        lines.add(line);
      }
    }
    if (lines.isEmpty()) {
      throw new IllegalStateException(file + " has no region " + name);
    }
    return String.join("\n", lines).stripTrailing().stripIndent().strip();
  }

  /** What the code uses of other packages, also of the package that the file itself is in. */
  private static Set<String> imports(Path file, String code) {
    Set<String> words = new LinkedHashSet<>();
    Matcher word = WORD.matcher(COMMENT.matcher(code).replaceAll(""));
    while (word.find()) {
      words.add(word.group());
    }
    Set<String> imports = new LinkedHashSet<>();
    String folder = "";
    for (String line : read(file).lines().toList()) {
      if (line.startsWith("package ")) {
        folder = line.substring("package ".length(), line.length() - 1);
      }
      Matcher each = IMPORT.matcher(line);
      if (each.matches() && words.contains(each.group("simple"))) {
        imports.add(each.group("name"));
      }
    }
    for (String simple : words) {
      if (isPublished(folder + "." + simple)) {
        imports.add(folder + "." + simple);
      }
    }
    return imports;
  }

  private static boolean isPublished(String name) {
    try {
      return name.startsWith("io.github.vercel4j.")
          && Modifier.isPublic(
              Class.forName(name, false, PageCode.class.getClassLoader()).getModifiers())
          && !name.startsWith("io.github.vercel4j.docs.")
          && !name.startsWith("io.github.vercel4j.quickstart.");
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
