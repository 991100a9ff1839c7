package io.github.vercel4j.runtime;

import java.nio.charset.StandardCharsets;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a key in an object that is still to be read, without a second reader. It only looks at
 * the buffer's first segment, and gives up on anything out of the ordinary.
 */
final class ObjectView {
  private final byte[] data;
  private final int end;
  private int position;

  private ObjectView(byte[] data, int start, int end) {
    this.data = data;
    this.position = start;
    this.end = end;
  }

  /** The object at whose first key, or brace, the buffer begins. */
  static @Nullable ObjectView of(Buffer buffer, Buffer.UnsafeCursor unattached) {
    try (Buffer.UnsafeCursor cursor = buffer.readUnsafe(unattached)) {
      if (cursor.next() <= 0 || cursor.data == null) {
        return null;
      }
      ObjectView view = new ObjectView(cursor.data, cursor.start, cursor.end);
      view.skip('{');
      return view;
    }
  }

  /**
   * Moves to the value of the first of some keys.
   *
   * @return the key's index, or -1 where none was found, which does not mean that there is none
   */
  int find(byte[]... keys) {
    while (skip('"')) {
      int start = position;
      int length = stringLength();
      if (length < 0 || !skip(':')) {
        return -1;
      }
      for (int i = 0; i < keys.length; i++) {
        if (matches(start, length, keys[i])) {
          return i;
        }
      }
      if (!skipValue() || !skip(',')) {
        return -1;
      }
    }
    return -1;
  }

  /** The string that stands here, or null for anything else. */
  @Nullable String string() {
    if (!skip('"')) {
      return null;
    }
    int start = position;
    int length = stringLength();
    return length < 0 ? null : new String(data, start, length, StandardCharsets.UTF_8);
  }

  private boolean matches(int start, int length, byte[] key) {
    if (length != key.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (data[start + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  /** Moves behind whitespace and a character, if that is what comes next. */
  private boolean skip(char expected) {
    while (position < end && isWhitespace(data[position])) {
      position++;
    }
    if (position < end && data[position] == expected) {
      position++;
      return true;
    }
    return false;
  }

  private static boolean isWhitespace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Moves behind the string in which the view stands; -1 where it is not whole or has escapes. */
  private int stringLength() {
    int start = position;
    while (position < end) {
      byte c = data[position];
      position++;
      if (c == '"') {
        return position - 1 - start;
      }
      if (c == '\\') {
        return -1;
      }
    }
    return -1;
  }

  private boolean skipValue() {
    int depth = 0;
    for (; position < end; position++) {
      switch (data[position]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return true;
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return true;
          }
        }
        case '"' -> {
          if (!skipString()) {
            return false;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Moves from the quote before a string to the one behind it. */
  private boolean skipString() {
    for (position++; position < end; position++) {
      byte c = data[position];
      if (c == '"') {
        return true;
      }
      if (c == '\\') {
        position++;
      }
    }
    return false;
  }
}
