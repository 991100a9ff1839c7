package io.github.vercel4j.runtime;

/** Characters of several bytes, and digits. */
final class Utf8 {
  private Utf8() {}

  /** Whether the bytes from a position on begin with a character outside of ASCII. */
  static boolean isValid(byte[] bytes, int position, int end) {
    int first = bytes[position] & 0xff;
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first < 0xc2 || first > 0xf4 || position + length > end) {
      return false;
    }
    int second = bytes[position + 1] & 0xff;
    // No longer than need be, no half of a pair, no more than there are
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= least
        && second <= most
        && (length < 3 || isContinuation(bytes[position + 2]))
        && (length < 4 || isContinuation(bytes[position + 3]));
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /** The value of a hexadecimal digit; -1 for anything else. */
  static int hexadecimal(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int lower = digit | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
