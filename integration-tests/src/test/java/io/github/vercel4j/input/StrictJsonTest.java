package io.github.vercel4j.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.squareup.moshi.JsonDataException;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.input.Schema.Kind;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is JSON and what it says, as we read it from bytes and as Jackson does. They differ in this:
 *
 * <ul>
 *   <li>Jackson takes bytes for UTF-8 that are none. RFC 8259 asks for UTF-8 and RFC 3629 says what
 *       it is, so {@link StrictJson} looks at the bytes itself.
 *   <li>Jackson rejects half of a character, escaped, in a key; in a value it does not. RFC 8259
 *       allows both, and we keep both.
 * </ul>
 */
class StrictJsonTest {
  private static final int DOCUMENTS = Integer.getInteger("vercel4j.documents", 30_000);

  /** An escape that may be half of a character. */
  private static final Pattern HALF = Pattern.compile("\\\\u[dD][89a-fA-F]");

  private static final Contract CONTRACT = new Contract();
  private static int accepted;
  private static int rejected;

  @AfterAll
  static void report() {
    System.out.printf(
        "Compared with Jackson: %d documents accepted, %d rejected, seed %s%n",
        accepted, rejected, System.getProperty(Trials.SEED_PROPERTY, "as committed"));
  }

  @Test
  void documentsOfTheGrammarAreReadAsJacksonReadsThem() {
    Random random = Trials.random("grammar");
    for (int i = 0; i < DOCUMENTS; i++) {
      compare(new JsonGrammar(random).document());
    }
    assertThat(accepted).isGreaterThan(DOCUMENTS / 10);
  }

  @Test
  void mutatedDocumentsOfTheGrammarAreReadAsJacksonReadsThem() {
    Random random = Trials.random("mutated grammar");
    for (int i = 0; i < DOCUMENTS; i++) {
      JsonGrammar grammar = new JsonGrammar(random);
      compare(grammar.mutated(grammar.document()));
    }
    assertThat(rejected).isGreaterThan(DOCUMENTS / 10);
  }

  @Test
  void mutatedDocumentsOfTheContractAreReadAsJacksonReadsThem() {
    for (Schema model : CONTRACT.components(Kind.MODEL)) {
      Random random = Trials.random("mutated " + model.name());
      byte[] document = utf8(JsonText.of(Samples.ofTomorrow(random).of(model, 1)));
      compare(document);
      for (int i = 0; i < DOCUMENTS / 1000; i++) {
        compare(new JsonGrammar(random).mutated(document));
      }
    }
  }

  @Test
  void documentCutAtEachByteIsReadAsJacksonReadsIt() {
    Random random = Trials.random("cut");
    for (int i = 0; i < 50; i++) {
      byte[] document = new JsonGrammar(random).document();
      for (int size = 0; size < Math.min(document.length, 500); size++) {
        compare(Arrays.copyOf(document, size));
      }
    }
  }

  @Test
  void halfOfACharacterInAKeyIsKept() {
    byte[] document = utf8("{\"a\\ud83d\":\"\\ude80\"}");

    assertThat(StrictJson.parse(document)).isNull();
    assertThat(read(document)).hasToString("{\"a\\ud83d\":\"\\ude80\"}");
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void everyByteIsReadAsJacksonReadsIt(String before, String after) {
    for (int first = 0; first < 256; first++) {
      compare(around(before, after, first));
      for (int second : List.of(0, 0x22, 0x30, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0)) {
        compare(around(before, after, first, second));
        compare(around(before, after, first, second, 0x80));
        compare(around(before, after, first, second, 0x80, 0xbf));
      }
    }
  }

  static Stream<Arguments> bytes() {
    return Stream.of(
        arguments("", ""),
        arguments("[", "]"),
        arguments("\"", "\""),
        arguments("\"1234567", "\""),
        arguments("{\"a\":1", "}"),
        arguments("{\"", "\":1}"),
        arguments("\"\\", "\""),
        arguments("[1", ",2]"),
        arguments("[0", "]"));
  }

  @Test
  void bodyThatComesByteByByteIsReadTheSame() throws IOException {
    Random random = Trials.random("portions");
    for (int i = 0; i < 200; i++) {
      byte[] document = new JsonGrammar(random).document();
      JsonValue expected = StrictJson.parse(document);
      if (expected != null) {
        Source slow =
            new ForwardingSource(new Buffer().write(document)) {
              @Override
              public long read(Buffer sink, long byteCount) throws IOException {
                return super.read(sink, Math.min(byteCount, 1 + random.nextInt(3)));
              }
            };
        assertThat(Trials.decoded(JsonValue.class, Okio.buffer(slow))).isEqualTo(expected);
      }
    }
  }

  private static byte[] around(String before, String after, int... bytes) {
    Buffer document = new Buffer().writeUtf8(before);
    for (int each : bytes) {
      document.writeByte(each);
    }
    return document.writeUtf8(after).readByteArray();
  }

  static void compare(byte[] document) {
    JsonValue expected = StrictJson.parse(document);
    JsonValue actual = read(document);
    if (expected == null && actual != null && HALF.matcher(utf8(document)).find()) {
      return;
    }
    assertThat(actual).as(() -> shown(document)).isEqualTo(expected);
    if (expected == null) {
      rejected++;
    } else {
      accepted++;
    }
    Buffer within = new Buffer().writeUtf8("{\"~\":").write(document).writeUtf8("}");
    if (expected == null && StrictJson.parse(within.snapshot().toByteArray()) != null) {
      return; // it goes on in what is around it
    }
    assertThat(kept(within)).as(() -> "kept of " + shown(document)).isEqualTo(expected);
  }

  private static String shown(byte[] document) {
    return JsonText.shortened(utf8(document) + " " + Arrays.toString(document));
  }

  private static @Nullable JsonValue read(byte[] document) {
    try {
      return (JsonValue) Trials.decoded(JsonValue.class, new Buffer().write(document));
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  /** As the value of a key that nobody knows, of which bytes are kept until somebody asks. */
  private static @Nullable JsonValue kept(Buffer document) {
    try {
      return ((Project) Trials.decoded(Project.class, document)).additionalProperties().get("~");
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  private static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
