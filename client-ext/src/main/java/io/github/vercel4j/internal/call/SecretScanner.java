package io.github.vercel4j.internal.call;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in a text, be they encoded there or not, and takes time that grows with the text's
 * length alone.
 *
 * <p>What is masked where:
 *
 * <ul>
 *   <li>What has fewer than {@value #SHORTEST} characters is masked nowhere: it stands in too many
 *       places by chance.
 *   <li>What has fewer than {@value #SHORTEST_WITHIN_WORDS} is masked where it stands alone,
 *       between characters that no word has.
 *   <li>What has more is masked wherever it stands, and its beginning at the end of a text that was
 *       cut.
 *   <li>In names, which programs decide by, only what no name can be is masked: what has {@value
 *       #SHORTEST_WITHIN_WORDS} characters or more and is not made of letters, dots, dashes and
 *       underscores alone, or has {@value #SHORTEST_UNLIKE_NAMES}. Names are the keys of JSON and
 *       the values of {@linkplain JsonStructure some of them}, such as {@code code}.
 *   <li>A number in JSON is masked where it equals a secret that consists of one.
 *   <li>A secret that is JSON itself is masked with those of its strings that no name can be.
 * </ul>
 *
 * <p>All secrets are looked for at once (Aho and Corasick, 1975), in the text as it is and as it is
 * after every series of up to {@value #MOST_ENCODINGS} {@linkplain DecodedText.Encoding decodings}.
 */
final class SecretScanner {
  private static final String MASK = "***";
  private static final int SHORTEST = 6;
  private static final int SHORTEST_WITHIN_WORDS = 8;
  private static final int SHORTEST_UNLIKE_NAMES = 20;
  private static final int MOST_ENCODINGS = 4;

  /** The state of having read nothing that a secret begins with. */
  private static final int ROOT = 0;

  // A state stands for the beginning of a secret; most are followed by the one with the next number
  private final char[] symbols;
  private final int[] depths;
  private final BitSet followsPrevious = new BitSet();

  /** The state after a state and a character, where it has not the next number. */
  private final Map<Long, Integer> children = new HashMap<>();

  /** The state of the longest end of what was read that a secret begins with, too. */
  private final int[] fallbacks;

  /** The state of the longest secret that what was read ends with; {@link #ROOT} for none. */
  private final int[] found;

  private final BitSet likeNames = new BitSet();

  /** The states on the way to a secret that no name can be. */
  private final BitSet unlikeNames = new BitSet();

  private final Set<Double> numbers = new HashSet<>();
  private int states = 1;

  SecretScanner(Collection<String> secrets) {
    List<String> all = new ArrayList<>(prepared(secrets));
    all.sort(Comparator.comparingInt(String::length).reversed());
    int most = 1 + all.stream().mapToInt(String::length).sum();
    symbols = new char[most];
    depths = new int[most];
    fallbacks = new int[most];
    found = new int[most];
    all.forEach(this::add);
    link(all);
  }

  private static Set<String> prepared(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      add(secret, all);
      if (secret.startsWith("{") || secret.startsWith("[")) {
        addStrings(Phrases.json(secret), all);
      }
    }
    return all;
  }

  private static void add(String secret, Collection<String> all) {
    String stripped = DecodedText.of(secret.strip()).toString();
    if (stripped.length() >= SHORTEST) {
      all.add(stripped);
    }
  }

  private static void addStrings(@Nullable JsonValue json, Collection<String> all) {
    if (json instanceof JsonString string && !isLikeName(string.value())) {
      add(string.value(), all);
    } else if (json instanceof JsonArray array) {
      array.elements().forEach(element -> addStrings(element, all));
    } else if (json instanceof JsonObject object) {
      object.members().values().forEach(member -> addStrings(member, all));
    }
  }

  private static boolean isLikeName(String secret) {
    return secret.length() < SHORTEST_WITHIN_WORDS
        || (secret.length() < SHORTEST_UNLIKE_NAMES
            && secret
                .chars()
                .allMatch(c -> (c < 128 && Character.isLetter(c)) || "_-.".indexOf(c) >= 0));
  }

  private void add(String secret) {
    boolean likeName = isLikeName(secret);
    int state = ROOT;
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      int child = child(state, c);
      if (child == ROOT) {
        child = states;
        states++;
        symbols[child] = c;
        depths[child] = i + 1;
        if (child == state + 1) {
          followsPrevious.set(child);
        } else {
          children.put(edge(state, c), child);
        }
      }
      state = child;
      if (!likeName) {
        unlikeNames.set(state);
      }
    }
    found[state] = state;
    likeNames.set(state, likeName);
    Double number = number(secret);
    if (number != null) {
      numbers.add(number);
    }
  }

  /** Fills in where to go on after a character that does not follow, the shortest states first. */
  private void link(List<String> longestFirst) {
    int[] reached = new int[longestFirst.size()];
    int longest = longestFirst.isEmpty() ? 0 : longestFirst.get(0).length();
    for (int depth = 0; depth < longest; depth++) {
      for (int i = 0; i < reached.length && depth < longestFirst.get(i).length(); i++) {
        char c = longestFirst.get(i).charAt(depth);
        int state = child(reached[i], c);
        int fallback = fallbacks[reached[i]];
        while (depth > 0 && child(fallback, c) == ROOT && fallback != ROOT) {
          fallback = fallbacks[fallback];
        }
        fallbacks[state] = depth == 0 ? ROOT : child(fallback, c);
        if (found[state] != state) {
          found[state] = found[fallbacks[state]];
        }
        reached[i] = state;
      }
    }
  }

  /** The state after a character; {@link #ROOT} where no secret goes on so. */
  private int child(int state, char c) {
    int next = state + 1;
    return followsPrevious.get(next) && symbols[next] == c
        ? next
        : children.getOrDefault(edge(state, c), ROOT);
  }

  private static long edge(int state, char c) {
    return (long) state << Character.SIZE | c;
  }

  private static @Nullable Double number(String text) {
    if (text.length() < SHORTEST || text.chars().anyMatch(c -> "+-.0123456789eE".indexOf(c) < 0)) {
      return null;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * The text with its secrets masked. JSON stays JSON.
   *
   * @param cut whether more may have followed, so that any end can be the beginning of a secret
   */
  Masked mask(String text, boolean cut) {
    Scan scan = new Scan(text, cut, Phrases.looksLikeJson(text) ? new JsonStructure(text) : null);
    return new Masked(scan.masked(), scan.steps);
  }

  /** A name, or whatever else programs decide by, with all masked that no name can be. */
  String maskName(String name) {
    Scan scan = new Scan(name, false, null);
    scan.isName = true;
    return scan.masked();
  }

  /**
   * A masked text.
   *
   * @param steps how much work that was
   */
  record Masked(String text, long steps) {}

  private final class Scan {
    private final String text;
    private final int shortestBeginning;

    /** Null where the text is not JSON. */
    private final @Nullable JsonStructure json;

    // Where the longest secret ends that begins at a place
    private final int[] everywhere;
    private final int[] outsideOfNames;
    private boolean isName;
    private long steps;

    Scan(String text, boolean cut, @Nullable JsonStructure json) {
      this.text = text;
      this.shortestBeginning = cut ? 1 : SHORTEST_WITHIN_WORDS;
      this.json = json;
      this.everywhere = new int[text.length() + 1];
      this.outsideOfNames = new int[text.length() + 1];
    }

    String masked() {
      if (states > 1) {
        search(DecodedText.of(text), MOST_ENCODINGS);
        if (json != null && !numbers.isEmpty()) {
          json.forEachLiteral(this::compare);
        }
      }
      return replaced();
    }

    private void search(DecodedText decoded, int encodings) {
      int state = ROOT;
      for (int i = 0; i < decoded.length(); i++) {
        state = next(state, decoded.charAt(i));
        for (int end = found[state]; end != ROOT; end = found[fallbacks[end]]) {
          steps++;
          int start = i + 1 - depths[end];
          if (depths[end] >= SHORTEST_WITHIN_WORDS || decoded.isAlone(start, i + 1)) {
            note(likeNames.get(end), decoded.place(start), decoded.place(i + 1));
          }
          if (!likeNames.get(end)) {
            break; // the shorter ones lie within
          }
        }
      }
      for (; depths[state] >= shortestBeginning; state = fallbacks[state]) {
        steps++;
        if (unlikeNames.get(state)) {
          note(false, decoded.place(decoded.length() - depths[state]), text.length());
          break;
        }
      }
      for (DecodedText.Encoding encoding : DecodedText.Encoding.values()) {
        DecodedText inner = encodings == 0 ? null : decoded.decoded(encoding);
        if (inner != null) {
          steps += decoded.length();
          search(inner, encodings - 1);
        }
      }
    }

    private int next(int from, char c) {
      int state = from;
      while (true) {
        steps++;
        int child = child(state, c);
        if (child != ROOT || state == ROOT) {
          return child;
        }
        state = fallbacks[state];
      }
    }

    private void compare(int start, int end) {
      Double number = number(text.substring(start, end));
      if (number != null && numbers.contains(number)) {
        note(true, start, end);
      }
    }

    private void note(boolean likeName, int start, int end) {
      int[] ends = likeName ? outsideOfNames : everywhere;
      ends[start] = Math.max(ends[start], end);
    }

    private String replaced() {
      StringBuilder masked = new StringBuilder();
      int copied = 0;
      for (int i = 0; i < text.length(); i++) {
        steps++;
        int end = end(i);
        if (end <= i) {
          continue;
        }
        int start = json == null ? i : Math.max(copied, json.startOfUnit(i));
        end = endOfUnit(end);
        for (int within = i + 1; within <= end; within++) {
          steps++;
          if (end(within) > end) {
            end = endOfUnit(end(within));
          }
        }
        masked.append(text, copied, start).append(mask(start, end));
        copied = end;
        i = end - 1;
      }
      return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    private int end(int start) {
      return isName || (json != null && json.isName(start))
          ? everywhere[start]
          : Math.max(everywhere[start], outsideOfNames[start]);
    }

    private int endOfUnit(int end) {
      return json == null ? end : json.endOfUnit(end);
    }

    /**
     * With the quotes that it takes or brings along where it replaces more than a string's part.
     */
    private String mask(int start, int end) {
      return json == null
          ? MASK
          : (json.isQuoted(start) ? "" : "\"") + MASK + (json.isQuoted(end) ? "" : "\"");
    }
  }
}
