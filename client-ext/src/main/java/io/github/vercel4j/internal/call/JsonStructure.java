package io.github.vercel4j.internal.call;

import java.util.BitSet;
import java.util.Set;

/** What the places of JSON, or of a beginning of it, are part of. Any text is taken as it comes. */
final class JsonStructure {
  /** The keys whose values programs decide by, or read to find what an error is about. */
  private static final Set<String> WITH_NAMES =
      Set.of(
          "action",
          "code",
          "envVarId",
          "envVarKey",
          "err",
          "error",
          "gitBranch",
          "key",
          "resource",
          "scope",
          "status",
          "target",
          "teamId");

  private final String json;
  private final BitSet quoted = new BitSet();
  private final BitSet names = new BitSet();

  /** The places within an escape, a number or a bare word, which cannot be taken apart. */
  private final BitSet withinUnits = new BitSet();

  private final BitSet literals = new BitSet();

  /** The brackets around a place, with those of arrays of names as {@code n}. */
  private final StringBuilder brackets = new StringBuilder();

  private boolean keyFollows;
  private boolean nameFollows;

  JsonStructure(String json) {
    this.json = json;
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      switch (c) {
        case '"' -> i = readString(i);
        case '{' -> {
          brackets.append(c);
          keyFollows = true;
          nameFollows = false;
          i++;
        }
        case '[' -> {
          brackets.append(nameFollows ? 'n' : c);
          keyFollows = false;
          i++;
        }
        case '}', ']' -> {
          brackets.setLength(Math.max(0, brackets.length() - 1));
          keyFollows = false;
          i++;
        }
        case ',' -> {
          char bracket = brackets.isEmpty() ? '[' : brackets.charAt(brackets.length() - 1);
          keyFollows = bracket == '{';
          nameFollows = bracket == 'n';
          i++;
        }
        case ':' -> {
          keyFollows = false;
          i++;
        }
        default -> i = Character.isWhitespace(c) ? i + 1 : readLiteral(i);
      }
    }
  }

  /** Returns the place behind the string that begins at a place. */
  private int readString(int start) {
    int end = start + 1;
    while (end < json.length() && json.charAt(end) != '"') {
      int next = json.charAt(end) == '\\' ? endOfEscape(end) : end + 1;
      withinUnits.set(end + 1, next);
      end = next;
    }
    quoted.set(start + 1, end + 1);
    names.set(start, end + 1, keyFollows || nameFollows);
    if (keyFollows) {
      nameFollows = WITH_NAMES.contains(json.substring(start + 1, end));
    }
    return end + 1;
  }

  private int endOfEscape(int start) {
    int end = start + 2;
    if (json.startsWith("u", start + 1)) {
      while (end < Math.min(json.length(), start + 6)
          && Character.digit(json.charAt(end), 16) >= 0) {
        end++;
      }
    }
    return Math.min(json.length(), end);
  }

  private int readLiteral(int start) {
    int end = start + 1;
    while (end < json.length()
        && "\"{}[],:".indexOf(json.charAt(end)) < 0
        && !Character.isWhitespace(json.charAt(end))) {
      end++;
    }
    literals.set(start);
    withinUnits.set(start + 1, end);
    names.set(start, end, nameFollows);
    return end;
  }

  /** Whether a place is in a string; its closing quote is, and its opening one is not. */
  boolean isQuoted(int place) {
    return quoted.get(place);
  }

  /** Whether a place belongs to a key or to another string that programs decide by. */
  boolean isName(int place) {
    return names.get(place);
  }

  /** Where the escape, number or bare word around a place begins. */
  int startOfUnit(int place) {
    return withinUnits.previousClearBit(place);
  }

  /** Where it ends if the place is in the middle of it. */
  int endOfUnit(int place) {
    return withinUnits.nextClearBit(place);
  }

  void forEachLiteral(Literals action) {
    literals.stream().forEach(start -> action.take(start, endOfUnit(start + 1)));
  }

  /** Takes numbers and bare words. */
  interface Literals {
    void take(int start, int end);
  }
}
