package io.github.vercel4j.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Says where a place in a document is, as in {@code $.projects[3].name}: it walks there from the
 * place that was asked for before, so that reading need not keep paths.
 */
final class JsonPath {
  private static final int NO_KEY = -1;

  private final byte[] bytes;
  private final String root;
  private int position;
  private int depth;

  /** Whether the next string in an object is a key. */
  private boolean beforeKey;

  /** Where each object or array begins. */
  private int[] begins = new int[8];

  /** Of each array the index, of each object where its key begins, or {@link #NO_KEY}. */
  private int[] steps = new int[8];

  JsonPath(byte[] bytes, String root) {
    this.bytes = bytes;
    this.root = root;
  }

  String root() {
    return root;
  }

  /**
   * The path of what stands at a place.
   *
   * @param secret where the value of a secret property begins; the path shows nothing of its inside
   */
  String at(int place, int secret) {
    walk(place);
    return text(depth, secret);
  }

  /** The path of the object or array that the place is in. */
  String around(int place, int secret) {
    walk(place);
    return text(depth - 1, secret);
  }

  private String text(int levels, int secret) {
    StringBuilder path = new StringBuilder(root);
    for (int i = 0; i < levels; i++) {
      if (secret >= 0 && begins[i] >= secret) {
        return root.endsWith(".*") ? root : path.append(".*").toString();
      }
      if (bytes[begins[i]] == '[') {
        path.append('[').append(steps[i]).append(']');
      } else if (steps[i] != NO_KEY) {
        path.append('.').append(key(steps[i]));
      }
    }
    return path.toString();
  }

  /** The key at a place, which was read already. */
  private String key(int start) {
    int stop = quoteBehind(start, bytes.length);
    String text = new String(bytes, start + 1, stop - start - 1, StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    try {
      byte[] string = Arrays.copyOfRange(bytes, start, stop + 1);
      return new JsonInput(string, string.length, root, Long.MAX_VALUE, null).string();
    } catch (UnreadableJsonException e) {
      throw new AssertionError("It was read before", e);
    }
  }

  private void walk(int place) {
    if (place < position) {
      position = 0;
      depth = 0;
    }
    while (position < place) {
      step(place);
    }
  }

  private void step(int place) {
    switch (bytes[position]) {
      case '{' -> open(NO_KEY);
      case '[' -> open(0);
      case '}', ']' -> depth--;
      case ':' -> beforeKey = false;
      case ',' -> separate();
      case '"' -> {
        string(place);
        return;
      }
      default -> {}
    }
    position++;
  }

  private void open(int step) {
    if (depth == begins.length) {
      begins = Arrays.copyOf(begins, 2 * depth);
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    begins[depth] = position;
    steps[depth] = step;
    depth++;
    beforeKey = step == NO_KEY;
  }

  private void separate() {
    if (bytes[begins[depth - 1]] == '[') {
      steps[depth - 1]++;
      beforeKey = false;
    } else {
      beforeKey = true;
    }
  }

  private void string(int place) {
    int quote = quoteBehind(position, place);
    if (beforeKey && quote < place) {
      steps[depth - 1] = position;
    }
    position = Math.min(place, quote + 1);
  }

  /** Where the string ends that begins at a place, or the limit. */
  private int quoteBehind(int start, int limit) {
    int p = start + 1;
    while (p < limit && bytes[p] != '"') {
      p += bytes[p] == '\\' ? 2 : 1;
    }
    return Math.min(limit, p);
  }
}
