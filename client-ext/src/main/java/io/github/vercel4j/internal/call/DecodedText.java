package io.github.vercel4j.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * The characters that a text means, each with the place in the text that it comes from.
 *
 * <p>What forms, pages and lines of a log write for one another is the same here: a plus sign, a
 * line break and a tab are spaces, and a carriage return is nothing.
 */
final class DecodedText {
  private final char[] characters;

  /** One more than there are characters: the last is where the text ends. */
  private final int[] places;

  private int length;

  private DecodedText(int mostCharacters) {
    characters = new char[mostCharacters];
    places = new int[mostCharacters + 1];
  }

  /** A text as it is. */
  static DecodedText of(String text) {
    DecodedText plain = new DecodedText(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(text.charAt(i), i);
    }
    plain.places[plain.length] = text.length();
    return plain;
  }

  /** The same with one encoding less; null where it is not encoded so. */
  @Nullable DecodedText decoded(Encoding encoding) {
    int i = 0;
    while (i < length && characters[i] != encoding.sign) {
      i++;
    }
    if (i == length) {
      return null;
    }
    DecodedText decoded = new DecodedText(length);
    boolean differs = false;
    i = 0;
    while (i < length) {
      int taken = characters[i] == encoding.sign ? encoding.decode(this, i, decoded) : 0;
      differs |= taken != 0;
      if (taken == Encoding.CUT) {
        break;
      }
      if (taken == 0) {
        decoded.append(characters[i], places[i]);
      }
      i += Math.max(1, taken);
    }
    decoded.places[decoded.length] = places[i];
    return differs ? decoded : null;
  }

  private void append(char c, int place) {
    if (c != '\r') {
      characters[length] = c == '+' || c == '\n' || c == '\t' ? ' ' : c;
      places[length] = place;
      length++;
    }
  }

  private void appendCodePoint(int codePoint, int place) {
    for (char c : Character.toChars(codePoint)) {
      append(c, place);
    }
  }

  int length() {
    return length;
  }

  char charAt(int index) {
    return characters[index];
  }

  /** Where a character begins in the text, or the text ends. */
  int place(int index) {
    return places[index];
  }

  /** Whether no word goes on before or behind a part. */
  boolean isAlone(int start, int end) {
    return (start == 0 || !isWord(characters[start - 1]))
        && (end == length || !isWord(characters[end]));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** The value of the hexadecimal digit at a place; -1 where there is none. */
  private int hex(int index) {
    return index < length && characters[index] < 128 ? Character.digit(characters[index], 16) : -1;
  }

  @Override
  public String toString() {
    return new String(characters, 0, length);
  }

  /** A way to write characters as others. */
  enum Encoding {
    /** The strings of JSON, and those of JavaScript with a backslash before anything. */
    JSON('\\') {
      @Override
      int decode(DecodedText text, int start, DecodedText decoded) {
        if (start + 1 == text.length) {
          return CUT;
        }
        char c = text.characters[start + 1];
        if (c == 'u') {
          int unit = 0;
          int digits = 0;
          while (digits < 4 && text.hex(start + 2 + digits) >= 0) {
            unit = unit << 4 | text.hex(start + 2 + digits);
            digits++;
          }
          if (digits == 4) {
            decoded.append((char) unit, text.places[start]);
            return 6;
          }
          if (start + 2 + digits == text.length) {
            return CUT;
          }
        }
        int named = "bfnrt".indexOf(c);
        decoded.append(named < 0 ? c : "\b\f\n\r\t".charAt(named), text.places[start]);
        return 2;
      }
    },

    /** Percent signs with the bytes of UTF-8, or with Latin-1 where they are none. */
    URL('%') {
      @Override
      int decode(DecodedText text, int start, DecodedText decoded) {
        int first = octet(text, start);
        if (first < 0) {
          return first == CUT ? CUT : 0;
        }
        int more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : 0;
        int codePoint = more == 0 ? first : first & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
          int octet = octet(text, start + 3 * i);
          if (octet == CUT) {
            return CUT;
          }
          if (octet >> 6 != 2) {
            decoded.append((char) first, text.places[start]);
            return 3;
          }
          codePoint = codePoint << 6 | (octet & 0x3f);
        }
        if (!Character.isValidCodePoint(codePoint)) {
          decoded.append((char) first, text.places[start]);
          return 3;
        }
        decoded.appendCodePoint(codePoint, text.places[start]);
        return 3 * (more + 1);
      }

      private static int octet(DecodedText text, int start) {
        for (int i = 0; i < 3; i++) {
          if (start + i >= text.length) {
            return CUT;
          }
          if (i == 0 ? text.characters[start] != '%' : text.hex(start + i) < 0) {
            return NONE;
          }
        }
        return text.hex(start + 1) << 4 | text.hex(start + 2);
      }
    },

    /** The entities of HTML and XML that are needed there, and those by number. */
    HTML('&') {
      private static final int LONGEST = 10;

      @Override
      int decode(DecodedText text, int start, DecodedText decoded) {
        int end = start + 1;
        while (end < text.length && text.characters[end] != ';') {
          char c = text.characters[end];
          if (end - start > LONGEST || !(c < 128 && (c == '#' || Character.isLetterOrDigit(c)))) {
            return 0;
          }
          end++;
        }
        if (end == text.length) {
          return CUT;
        }
        int codePoint = codePoint(new String(text.characters, start + 1, end - start - 1));
        if (codePoint < 0) {
          return 0;
        }
        decoded.appendCodePoint(codePoint, text.places[start]);
        return end + 1 - start;
      }

      private static int codePoint(String entity) {
        if (!entity.startsWith("#")) {
          return switch (entity) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> NONE;
          };
        }
        boolean hexadecimal = entity.startsWith("x", 1) || entity.startsWith("X", 1);
        try {
          int number =
              Integer.parseInt(entity.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
          return Character.isValidCodePoint(number) ? number : NONE;
        } catch (NumberFormatException e) {
          return NONE;
        }
      }
    };

    /** The text ends within what may be an encoded character. */
    private static final int CUT = -1;

    private static final int NONE = -2;

    /** What an encoded character begins with. */
    private final char sign;

    Encoding(char sign) {
      this.sign = sign;
    }

    /**
     * Adds the encoded character that begins at a place.
     *
     * @return how many characters it takes; 0 where nothing is encoded there
     */
    abstract int decode(DecodedText text, int start, DecodedText decoded);
  }
}
