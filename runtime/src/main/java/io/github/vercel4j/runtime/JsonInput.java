package io.github.vercel4j.runtime;

import io.github.vercel4j.json.Drift;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.runtime.LosslessAdapter.Approximation;
import io.github.vercel4j.runtime.Model.ModelState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in memory that adapters read, strict by RFC 8259, and whom they tell where it
 * differs from the contract.
 *
 * <p>It always stands before a value, a key, or what follows a value; white space before that is
 * skipped by then. What is skipped is checked as well as what is read.
 */
public final class JsonInput {
  /** How many arrays and objects may stand in each other; as many as Moshi reads. */
  static final int MAX_DEPTH = 255;

  /** What {@link #peek()} returns. */
  static final int OBJECT = '{';

  static final int ARRAY = '[';
  static final int STRING = '"';
  static final int NUMBER = '0';
  static final int BOOLEAN = 't';
  static final int NULL = 'n';

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** A source that reads from elsewhere has no more than that at hand. */
  private static final int PORTION = 8192;

  /** No array is longer on every machine. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /** So many digits always fit a long. */
  private static final int SAFE_DIGITS = 18;

  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NOTHING = ascii("null");

  private final byte[] bytes;

  /** The array may be longer than the document. */
  private final int end;

  private int position;
  private int depth;

  private final @Nullable Consumer<? super Drift> listener;
  private final JsonPath path;

  /** Where the value of a secret property begins of which no path shows the inside; -1 for none. */
  private int secret = -1;

  private int equalKeys;

  /** How many bytes of memory what is read may still take. */
  private long memory;

  /** What the objects and arrays that are being read hold so far. */
  final ReadValues values = new ReadValues(this);

  /** Used for each model in turn. */
  final ModelState state = new ModelState();

  private char[] chars = new char[0];
  private long number;
  private int keyStart;
  private int keyEnd;
  private @Nullable String key;

  /**
   * A document, to be read once.
   *
   * @param root where the document stands: {@code $}, unless it is a part of another
   * @param memory how many bytes what is read may take
   * @param listener is told of each difference before the value is read; what it throws ends the
   *     reading
   */
  JsonInput(
      byte[] bytes, int end, String root, long memory, @Nullable Consumer<? super Drift> listener) {
    this.bytes = bytes;
    this.end = end;
    this.path = new JsonPath(bytes, root);
    this.memory = memory;
    this.listener = listener;
  }

  static JsonInput of(byte[] json, String root) throws UnreadableJsonException {
    JsonInput input = new JsonInput(json, json.length, root, Long.MAX_VALUE, null);
    input.begin();
    return input;
  }

  /**
   * Reads one document, and nothing after it.
   *
   * @return null for null, unless that is a value of the type
   * @throws UnreadableJsonException where it is not one
   */
  static <T> @Nullable T read(LosslessAdapter<T> adapter, byte[] json)
      throws UnreadableJsonException {
    return new JsonInput(json, json.length, "$", Long.MAX_VALUE, null).document(adapter);
  }

  /**
   * Reads the rest of a source as one document.
   *
   * @param root the document's path
   * @param memory how many bytes the document and what is read from it may take
   * @param listener is told of each difference before the value is read; what it throws ends the
   *     reading
   * @return null for null, unless that is a value of the type
   * @throws UnreadableJsonException where it is not one
   */
  public static <T> @Nullable T read(
      LosslessAdapter<T> adapter,
      BufferedSource source,
      String root,
      long memory,
      @Nullable Consumer<? super Drift> listener)
      throws IOException {
    byte[] bytes = BytePool.take();
    int end = 0;
    for (int count = 0; count >= 0; count = source.read(bytes, end, bytes.length - end)) {
      end += count;
      if (end == bytes.length) {
        bytes = Arrays.copyOf(bytes, larger(source, end));
      }
    }
    T value = new JsonInput(bytes, end, root, memory - end, listener).document(adapter);
    BytePool.giveBack(bytes);
    return value;
  }

  /** Room for all that the source has at hand if that is the whole body, or for as much again. */
  private static int larger(BufferedSource source, int size) throws UnreadableJsonException {
    long atHand = source.getBuffer().size();
    long length = atHand > PORTION ? size + atHand + 1 : 2L * size;
    if (size == LONGEST) {
      throw new UnreadableJsonException("$", "has more than " + LONGEST + " bytes");
    }
    return (int) Math.min(LONGEST, length);
  }

  @SuppressWarnings("unchecked") // the adapter promises it
  private <T> @Nullable T document(LosslessAdapter<T> adapter) throws UnreadableJsonException {
    begin();
    Object value = valueOf(adapter);
    if (value == null && !isNext(NULL)) {
      skip();
      throw otherType();
    } else if (value == null) {
      nothing();
    } else if (Approximation.valueOf(value) == null) {
      throw otherType();
    }
    finish();
    return (T) Approximation.valueOf(value);
  }

  private @Nullable Object valueOf(LosslessAdapter<?> adapter) throws UnreadableJsonException {
    try {
      return adapter.read(this);
    } catch (UnreadableJsonException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no adapter here throws another
    }
  }

  private UnreadableJsonException otherType() {
    return new UnreadableJsonException(path.root(), UnreadableJsonException.OTHER_TYPE);
  }

  /** What was read here, to be read once more: nobody is told of it again. */
  JsonInput again(byte[] document, String root) throws UnreadableJsonException {
    JsonInput input = new JsonInput(document, document.length, root, memory, null);
    input.secret = secret < 0 ? -1 : 0;
    input.begin();
    return input;
  }

  /** Moves to the first value. */
  void begin() throws UnreadableJsonException {
    if (end >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
      throw unreadable("starts with a byte order mark, which JSON may not");
    }
    var unused = token();
  }

  /** Refuses whatever follows the first value. */
  void finish() throws UnreadableJsonException {
    skipSpace();
    if (position < end) {
      throw new UnreadableJsonException(path.root(), "goes on after its end");
    }
  }

  // Where the input stands

  String path() {
    return path.at(position, secret);
  }

  int position() {
    return position;
  }

  UnreadableJsonException unreadable(String problem) {
    return new UnreadableJsonException(path(), problem);
  }

  private UnreadableJsonException malformed() {
    return unreadable(position < end ? "is not well-formed JSON" : "ends early");
  }

  private UnreadableJsonException malformed(int where) {
    position = Math.min(where, end);
    return malformed();
  }

  /**
   * Says that what comes is the value of a secret property.
   *
   * @return what {@link #leave} wants; where reading fails there is no leaving
   */
  int enter() {
    int outer = secret;
    secret = outer < 0 ? position : outer;
    return outer;
  }

  void leave(int outer) {
    secret = outer;
  }

  void report(Drift.Kind kind) {
    if (listener != null) {
      listener.accept(new Drift(kind, path()));
    }
  }

  void report(Drift.Kind kind, String where) {
    if (listener != null) {
      listener.accept(new Drift(kind, where));
    }
  }

  void reportEqualKeys() {
    equalKeys++;
    report(Drift.Kind.DUPLICATE_KEY);
  }

  /** How often a key was found that its object had already. */
  int equalKeys() {
    return equalKeys;
  }

  /** Takes memory for what is read, as far as it is allowed. */
  void charge(long size) throws UnreadableJsonException {
    memory -= size;
    if (memory < 0) {
      throw unreadable(UnreadableJsonException.TOO_MUCH_MEMORY);
    }
  }

  // Tokens

  private void skipSpace() {
    int p = position;
    while (p < end && bytes[p] <= ' ' && isSpace(bytes[p])) {
      p++;
    }
    position = p;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** The next byte that is no white space, which the input then stands before. */
  private int token() throws UnreadableJsonException {
    int p = position;
    if (p < end && bytes[p] > ' ') {
      return bytes[p];
    }
    skipSpace();
    if (position == end) {
      throw malformed();
    }
    return bytes[position];
  }

  /** What kind of value comes next. */
  int peek() throws UnreadableJsonException {
    int c = bytes[position];
    return switch (c) {
      case OBJECT, ARRAY, STRING, NULL -> c;
      case 't', 'f' -> BOOLEAN;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NUMBER;
      default -> throw malformed();
    };
  }

  boolean isNext(int kind) {
    return bytes[position] == kind;
  }

  /**
   * Enters the object or array that comes next.
   *
   * @return whether there is anything in it; if not, it is left again
   */
  boolean begin(int close) throws UnreadableJsonException {
    if (depth == MAX_DEPTH) {
      String start = path().substring(0, Math.min(path().length(), MAX_DEPTH));
      throw new UnreadableJsonException(
          start + "…", "has more than " + MAX_DEPTH + " arrays and objects in each other");
    }
    depth++;
    position++;
    return token() != close || close(close);
  }

  /** Whether something follows in the object or array; if not, it is left. */
  boolean next(int close) throws UnreadableJsonException {
    int c = token();
    if (c == ',') {
      position++;
      var unused = token();
      return true;
    }
    return close(close);
  }

  private boolean close(int close) throws UnreadableJsonException {
    if (bytes[position] != close) {
      throw malformed();
    }
    depth--;
    position++;
    return false;
  }

  // Keys

  /** Reads a key, of which the guess is right mostly; returns -1 for one that is not known. */
  int key(Keys keys, int guess) throws UnreadableJsonException {
    int length = keys.match(guess, bytes, position, end);
    if (length == 0) {
      return otherKey(keys);
    }
    position += length;
    var unused = token();
    return guess;
  }

  private int otherKey(Keys keys) throws UnreadableJsonException {
    readKey();
    return key == null ? keys.find(bytes, keyStart, keyEnd) : keys.find(key);
  }

  /** Reads any key, which {@link #keyText} returns. */
  void readKey() throws UnreadableJsonException {
    if (bytes[position] != '"') {
      throw malformed();
    }
    keyStart = position + 1;
    keyEnd = endOfPlain(keyStart);
    if (keyEnd < end && bytes[keyEnd] == '"') {
      key = null;
      position = keyEnd + 1;
    } else {
      key = specialString(keyStart, keyEnd);
    }
    if (token() != ':') {
      throw malformed();
    }
    position++;
    var unused = token();
  }

  /** The key that was read last, where it was not known. */
  String keyText() throws UnreadableJsonException {
    return key == null ? shared(keyStart, keyEnd) : key;
  }

  private String shared(int start, int stop) throws UnreadableJsonException {
    return secret < 0 && stop - start <= SharedStrings.LONGEST
        ? SharedStrings.get(this, bytes, start, stop)
        : plainString(start, stop);
  }

  // Strings

  /** Reads the string that comes next. */
  String string() throws UnreadableJsonException {
    int start = position + 1;
    int p = endOfPlain(start);
    if (p < end && bytes[p] == '"') {
      position = p + 1;
      return plainString(start, p);
    }
    return specialString(start, p);
  }

  /** Reads the string that comes next, which may well have been somewhere else before. */
  String word() throws UnreadableJsonException {
    int start = position + 1;
    int p = endOfPlain(start);
    if (p < end && bytes[p] == '"') {
      position = p + 1;
      return shared(start, p);
    }
    return specialString(start, p);
  }

  /** The index of the string among constants, or -1, and then the input still stands before it. */
  int constant(Keys constants) {
    int start = position + 1;
    int p = endOfPlain(start);
    int index = p < end && bytes[p] == '"' ? constants.find(bytes, start, p) : -1;
    if (index >= 0) {
      position = p + 1;
    }
    return index;
  }

  private String plainString(int start, int stop) throws UnreadableJsonException {
    if (start == stop) {
      return "";
    }
    charge(48L + stop - start);
    return latin1(start, stop);
  }

  /** The constructor that takes a charset is too large to be compiled into its callers. */
  @SuppressWarnings("deprecation") // it is right for ASCII
  private String latin1(int start, int stop) {
    return new String(bytes, 0, start, stop - start);
  }

  /** Where the first byte is that does not stand for itself: a quote, mostly. */
  private int endOfPlain(int start) {
    byte[] b = bytes;
    int p = start;
    for (int last = end - 8; p <= last; p += 8) {
      long special = special(Words.at(b, p));
      if (special != 0) {
        return p + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (p < end && b[p] >= ' ' && b[p] != '"' && b[p] != '\\') {
      p++;
    }
    return p;
  }

  /**
   * The high bit of each of eight bytes that is a quote, a backslash, a control character or no
   * ASCII; those above the lowest of them may be wrong.
   */
  private static long special(long word) {
    long quote = (word ^ ('"' * EACH)) - EACH;
    long backslash = (word ^ ('\\' * EACH)) - EACH;
    long control = word - ' ' * EACH;
    return (quote | backslash | control | word) & HIGH;
  }

  /** Reads a string with escapes or other characters than ASCII, from the first of them on. */
  private String specialString(int start, int special) throws UnreadableJsonException {
    int size = special - start;
    ensure(size + 16);
    for (int i = 0; i < size; i++) {
      chars[i] = (char) bytes[start + i];
    }
    position = special;
    while (position < end && bytes[position] != '"') {
      ensure(size + 2);
      int codePoint = character();
      size += Character.toChars(codePoint, chars, size);
    }
    if (position == end) {
      throw malformed();
    }
    position++;
    charge(48L + 2L * size);
    return new String(chars, 0, size);
  }

  private void ensure(int length) {
    if (chars.length < length) {
      chars = Arrays.copyOf(chars, Math.max(length, 2 * chars.length));
    }
  }

  /** Reads a character of a string, or half of one that is escaped. */
  private int character() throws UnreadableJsonException {
    int c = bytes[position];
    if (c == '\\') {
      return escape();
    }
    if (c < 0) {
      return Utf8.isValid(bytes, position, end) ? utf8(c & 0xff) : notUtf8();
    }
    if (c < ' ') {
      throw malformed();
    }
    position++;
    return c;
  }

  private int notUtf8() throws UnreadableJsonException {
    throw unreadable("is not UTF-8");
  }

  private int utf8(int first) {
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    int codePoint = first & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      codePoint = codePoint << 6 | (bytes[position + i] & 0x3f);
    }
    position += length;
    return codePoint;
  }

  private int escape() throws UnreadableJsonException {
    int c = position + 1 < end ? bytes[position + 1] : 0;
    if (c == 'u') {
      return hexadecimal();
    }
    int escaped =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw malformed(position + 1);
        };
    position += 2;
    return escaped;
  }

  private int hexadecimal() throws UnreadableJsonException {
    int value = 0;
    for (int i = 2; i < 6; i++) {
      int digit = position + i < end ? Utf8.hexadecimal(bytes[position + i]) : -1;
      if (digit < 0) {
        throw malformed(position + i);
      }
      value = value << 4 | digit;
    }
    position += 6;
    return value;
  }

  private void skipString() throws UnreadableJsonException {
    position = endOfPlain(position + 1);
    while (position < end && bytes[position] != '"') {
      var unused = character();
      position = endOfPlain(position);
    }
    if (position == end) {
      throw malformed();
    }
    position++;
  }

  // Numbers

  /**
   * Reads the number that comes next if it is an integer as {@link Long#toString} writes it, so
   * that {@link #number()} is all there is to it. Else the input still stands before it.
   */
  boolean readInteger() {
    int p = position;
    boolean negative = bytes[p] == '-';
    p += negative ? 1 : 0;
    int start = p;
    long value = 0;
    int stop = Math.min(end, start + SAFE_DIGITS);
    while (p < stop && isDigit(bytes[p])) {
      value = 10 * value + bytes[p] - '0';
      p++;
    }
    if (p == start
        || (bytes[start] == '0' && (negative || p > start + 1))
        || (p < end && continuesNumber(bytes[p]))) {
      return false;
    }
    number = negative ? -value : value;
    position = p;
    return true;
  }

  long number() {
    return number;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean continuesNumber(byte c) {
    return isDigit(c) || c == '.' || c == 'e' || c == 'E';
  }

  /** Reads the number that comes next, as it is written. */
  String literal() throws UnreadableJsonException {
    int start = position;
    skipNumber();
    charge(48L + position - start);
    return latin1(start, position);
  }

  private void skipNumber() throws UnreadableJsonException {
    if (bytes[position] == '-') {
      position++;
    }
    int start = position;
    skipDigits();
    if (bytes[start] == '0' && position > start + 1) {
      throw malformed(start + 1);
    }
    if (position < end && bytes[position] == '.') {
      position++;
      skipDigits();
    }
    if (position < end && (bytes[position] == 'e' || bytes[position] == 'E')) {
      position++;
      if (position < end && (bytes[position] == '+' || bytes[position] == '-')) {
        position++;
      }
      skipDigits();
    }
  }

  private void skipDigits() throws UnreadableJsonException {
    int start = position;
    while (position < end && isDigit(bytes[position])) {
      position++;
    }
    if (position == start) {
      throw malformed();
    }
  }

  // Booleans, null, any value

  boolean isBoolean() {
    return bytes[position] == 't' || bytes[position] == 'f';
  }

  boolean bool() throws UnreadableJsonException {
    boolean value = bytes[position] == 't';
    skipWord(value ? TRUE : FALSE);
    return value;
  }

  void nothing() throws UnreadableJsonException {
    skipWord(NOTHING);
  }

  private void skipWord(byte[] word) throws UnreadableJsonException {
    for (int i = 0; i < word.length; i++) {
      if (position + i >= end || bytes[position + i] != word[i]) {
        throw malformed(position + i);
      }
    }
    position += word.length;
  }

  /** Moves behind the next value. */
  void skip() throws UnreadableJsonException {
    switch (peek()) {
      case OBJECT -> {
        for (boolean more = begin('}'); more; more = next('}')) {
          skipKey();
          skip();
        }
      }
      case ARRAY -> {
        for (boolean more = begin(']'); more; more = next(']')) {
          skip();
        }
      }
      case STRING -> skipString();
      case NUMBER -> skipNumber();
      case BOOLEAN -> {
        var unused = bool();
      }
      default -> nothing();
    }
  }

  private void skipKey() throws UnreadableJsonException {
    if (bytes[position] != '"') {
      throw malformed();
    }
    skipString();
    if (token() != ':') {
      throw malformed();
    }
    position++;
    var unused = token();
  }

  /** Takes the next value off the input as it is. */
  KeptJson kept() throws UnreadableJsonException {
    if (listener != null) {
      return new KeptJson(any()); // it is told of equal keys
    }
    int start = position;
    skip();
    return keptSince(start);
  }

  /** The value that ends here. */
  KeptJson keptSince(int start) throws UnreadableJsonException {
    charge(48L + position - start);
    return new KeptJson(Arrays.copyOfRange(bytes, start, position), depth);
  }

  /** Takes the next value off the input. */
  public JsonValue any() throws UnreadableJsonException {
    charge(16);
    return switch (peek()) {
      case OBJECT -> object();
      case ARRAY -> array();
      case STRING -> new JsonString(string());
      case NUMBER -> new JsonNumber(literal());
      case BOOLEAN -> new JsonBoolean(bool());
      default -> {
        nothing();
        yield JsonValue.NULL;
      }
    };
  }

  private JsonValue object() throws UnreadableJsonException {
    int base = values.count();
    long seen = 0;
    for (boolean more = begin('}'); more; more = next('}')) {
      readKey();
      String name = keyText();
      seen = values.addMember(base, name, any(), seen);
    }
    return new JsonObject(values.takeMembers(base));
  }

  private JsonValue array() throws UnreadableJsonException {
    int base = values.count();
    for (boolean more = begin(']'); more; more = next(']')) {
      values.add(any());
    }
    charge(40);
    @SuppressWarnings({"unchecked", "rawtypes"}) // what was added
    List<JsonValue> elements = (List) ListAdapter.of(values.take(base));
    return new JsonArray(elements);
  }

  // Unions: what comes is looked at, and read afterwards

  int depth() {
    return depth;
  }

  /** Moves back to where it stood outside of whatever was entered since. */
  void back(int start, int outside) {
    position = start;
    depth = outside;
  }

  /** The index of the scalar that comes next among the texts of constants; -1 for any other. */
  int scalar(Keys constants) throws UnreadableJsonException {
    int kind = peek();
    if (kind == STRING) {
      int index = constant(constants);
      return index < 0 ? constants.find(string()) : index;
    }
    if (kind != NUMBER && kind != BOOLEAN) {
      return -1;
    }
    int start = position;
    skip();
    return constants.find(bytes, start, position);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
