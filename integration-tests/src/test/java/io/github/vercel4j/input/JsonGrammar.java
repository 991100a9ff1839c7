package io.github.vercel4j.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Makes documents from the grammar of JSON, in any spelling, and breaks some of them. */
final class JsonGrammar {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "12",
    "10.0",
    "0.5",
    "1e5",
    "1E+5",
    "2e-7",
    "-0.0e0",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "123456789012345678",
    "1234567890123456789",
    "00",
    "01",
    "-01",
    "1.",
    ".1",
    "+1",
    "1e",
    "1e+",
    "-",
    "0x1",
    "1_0",
    "NaN",
    "Infinity",
    "1.5.5",
    "1e5e5",
    "--1",
    "1ee1",
    "0e0",
    "0E",
    "1a"
  };

  private static final String[] WORDS = {
    "true", "false", "null", "True", "FALSE", "nul", "nulll", "truefalse", "undefined", "tru\\u0065"
  };

  private static final String[] PARTS = {
    "a",
    "key",
    "0123456",
    "01234567",
    "012345678",
    "é",
    "\u20ac",
    "\ud83d\ude80",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\u0041",
    "\\ud83d",
    "\\ude80",
    "\\ud83d\\ude80",
    "\\u0000",
    "\\b\\f\\r\\t",
    "\u007f",
    "\u2028",
    " ",
    "{",
    "]",
    ",",
    ":",
    "\\x",
    "\\u12g4",
    "\\u123",
    "\t",
    "\u0000",
    "'"
  };

  private static final String[] SPACES = {"", "", "", "", " ", "\n", "\t\r\n ", "\u000b", "\u00a0"};

  private final Random random;

  /** How many good choices come before a bad one. */
  private final int goods;

  JsonGrammar(Random random) {
    this.random = random;
    this.goods = random.nextInt(40);
  }

  byte[] document() {
    StringBuilder text = new StringBuilder();
    space(text);
    value(text, random.nextInt(6));
    space(text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One of the choices; one of the last ones seldom, for those are wrong. */
  private String one(String[] choices, int good) {
    return choices[random.nextInt(random.nextInt(goods + 1) == 0 ? choices.length : good)];
  }

  private void space(StringBuilder text) {
    text.append(one(SPACES, 7));
  }

  private void value(StringBuilder text, int depth) {
    switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 0 -> text.append(one(NUMBERS, 17));
      case 1 -> text.append(one(WORDS, 3));
      case 2, 3 -> string(text);
      case 4, 5 -> {
        text.append('[');
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
          element(text, i, depth);
        }
        text.append(']');
      }
      default -> {
        text.append('{');
        int size = random.nextInt(12) == 0 ? 40 : random.nextInt(5);
        for (int i = 0; i < size; i++) {
          space(text.append(i == 0 ? "" : ","));
          string(text);
          space(text);
          space(text.append(':'));
          value(text, size > 5 ? 0 : depth - 1);
          space(text);
        }
        text.append('}');
      }
    }
  }

  private void element(StringBuilder text, int index, int depth) {
    space(text.append(index == 0 ? "" : ","));
    value(text, depth - 1);
    space(text);
  }

  private void string(StringBuilder text) {
    text.append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(one(PARTS, 25));
    }
    text.append('"');
  }

  /** The document with a few bytes changed, lost, doubled or put in. */
  byte[] mutated(byte[] document) {
    byte[] bytes = document;
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 1; changes--) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextInt(8) == 0 ? 20 : 2));
      ByteArrayOutputStream mutated = new ByteArrayOutputStream();
      mutated.write(bytes, 0, from);
      switch (random.nextInt(5)) {
        case 0 -> mutated.write(random.nextInt(256));
        case 1 -> mutated.writeBytes(Arrays.copyOfRange(bytes, from, to)); // comes twice
        case 2 -> mutated.write("{}[],:\"\\ \n0-.eEtfnu\t".charAt(random.nextInt(20)));
        case 3 -> to = from; // and a byte more
        default -> {} // lost
      }
      if (to == from) {
        mutated.write(random.nextInt(256));
      }
      int rest = random.nextInt(5) == 0 ? from : to;
      mutated.write(bytes, rest, bytes.length - rest);
      bytes = mutated.toByteArray();
    }
    return bytes;
  }
}
