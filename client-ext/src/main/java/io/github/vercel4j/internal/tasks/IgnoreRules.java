package io.github.vercel4j.internal.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which paths are left out, in the syntax of gitignore: comments, {@code !}, {@code *}, {@code ?},
 * {@code [a-z]}, {@code **}, leading and trailing slashes and backslashes; of several rules that
 * match the last one counts.
 *
 * <p>Named classes such as {@code [:space:]} are not known. Case is ignored.
 */
public final class IgnoreRules {
  private final List<Rule> rules = new ArrayList<>();

  IgnoreRules(List<String> lines) {
    for (String line : lines) {
      add(line);
    }
  }

  /**
   * Whether the path is left out, none of whose directories is.
   *
   * @param path from the root, with slashes
   */
  boolean ignores(String path, boolean isDirectory) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if ((isDirectory || !rule.onlyDirectories) && rule.paths.matcher(path).matches()) {
        return !rule.includes;
      }
    }
    return false;
  }

  private void add(String line) {
    String glob = withoutTrailingSpaces(line);
    if (glob.isEmpty() || glob.startsWith("#")) {
      return;
    }
    boolean includes = glob.startsWith("!");
    if (includes) {
      glob = glob.substring(1);
    }
    if (glob.startsWith("./")) {
      glob = glob.substring(1);
    }
    boolean onlyDirectories = glob.endsWith("/");
    if (onlyDirectories) {
      glob = glob.substring(0, glob.length() - 1);
    }
    boolean anywhere = glob.indexOf('/') < 0;
    if (glob.startsWith("/")) {
      glob = glob.substring(1);
    }
    if (!glob.isEmpty()) {
      String regex = (anywhere ? "(?:.*/)?" : "") + regex(glob);
      rules.add(
          new Rule(
              Pattern.compile(
                  regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL),
              onlyDirectories,
              includes));
    }
  }

  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    while (end > 0
        && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')
        && (end == 1 || line.charAt(end - 2) != '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      boolean startsSegment = i == 0 || glob.charAt(i - 1) == '/';
      if (startsSegment && glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (startsSegment && glob.substring(i).equals("**")) {
        regex.append(".+");
        i += 2;
      } else if (c == '*') {
        regex.append("[^/]*");
        i++;
      } else if (c == '?') {
        regex.append("[^/]");
        i++;
      } else if (c == '[' && endOfClass(glob, i) > 0) {
        int end = endOfClass(glob, i);
        regex.append(characterClass(glob.substring(i + 1, end)));
        i = end + 1;
      } else {
        if (c == '\\' && i + 1 < glob.length()) {
          i++;
        }
        int character = glob.codePointAt(i);
        regex.append(Pattern.quote(Character.toString(character)));
        i += Character.charCount(character);
      }
    }
    return regex.toString();
  }

  /** Where the class that begins here ends; -1 where it does not, so it is no class. */
  private static int endOfClass(String glob, int start) {
    int i = start + 1;
    if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) {
      i++;
    }
    // A bracket that comes first is one of its characters
    int first = i;
    while (i < glob.length()) {
      if (glob.charAt(i) == ']' && i > first) {
        return i;
      }
      i += glob.charAt(i) == '\\' ? 2 : 1;
    }
    return -1;
  }

  private static String characterClass(String members) {
    boolean others = members.startsWith("!") || members.startsWith("^");
    StringBuilder ranges = new StringBuilder();
    int i = others ? 1 : 0;
    while (i < members.length()) {
      int first = at(members, i);
      i = after(members, i);
      int last = first;
      if (i + 1 < members.length() && members.charAt(i) == '-') {
        last = at(members, i + 1);
        i = after(members, i + 1);
      }
      if (first <= last) {
        ranges.append(String.format("\\x{%x}-\\x{%x}", first, last));
      }
    }
    // A range that runs backwards holds nothing
    String any = ranges.isEmpty() ? (others ? "." : "(?!)") : (others ? "[^" : "[") + ranges + "]";
    return "(?!/)" + any;
  }

  private static int at(String members, int i) {
    boolean escaped = members.charAt(i) == '\\' && i + 1 < members.length();
    return members.codePointAt(escaped ? i + 1 : i);
  }

  private static int after(String members, int i) {
    boolean escaped = members.charAt(i) == '\\' && i + 1 < members.length();
    return i + (escaped ? 1 : 0) + Character.charCount(at(members, i));
  }

  private record Rule(Pattern paths, boolean onlyDirectories, boolean includes) {}
}
