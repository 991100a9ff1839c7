package io.github.vercel4j.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScannerTest {
  private static final long SEED = Long.getLong("mirror.seed", System.nanoTime());

  private static final int CASES = 5_000;
  private static final String SECRET = "ca na\"ry/😀&7é";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ca na\"ry/😀&7é",
        "ca na\\\"ry\\/\\uD83d\\uDE00\\u00267\\u00E9",
        "\\u0063\\u0061\\u0020na\\u0022ry\\u002f😀&7é",
        "ca na\\\\\\\"ry\\\\\\/\\\\ud83d\\\\uDE00&7é",
        "ca+na%22ry%2F%F0%9F%98%80%267%C3%A9",
        "ca%20na%22ry%2f%f0%9f%98%80%267%c3%a9",
        "ca%2520na%2522ry%252F%25F0%259F%2598%2580%25267%25C3%25A9",
        "ca na&quot;ry/😀&amp;7é",
        "ca na&#34;ry&#x2F;&#128512;&#38;7&#xE9;",
        "ca&#32;na&amp;quot;ry&#x2f;&#x1F600;&amp;amp;7é",
        "ca na%22ry%2F%F0%9F%98%80%267%E9",
        "ca\r\nna\\\"ry/😀&amp;7é"
      })
  void encodedSecretIsMasked(String encoded) {
    SecretScanner scanner = new SecretScanner(List.of(SECRET));

    assertThat(scanner.mask("A " + encoded + " B", false).text()).isEqualTo("A *** B");
    assertThat(scanner.mask("A\\" + encoded + "%", false).text()).isEqualTo("A***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":12345678,\"b\":1}     | {\"a\":\"***\",\"b\":1}",
        "{\"a\":-12345678}            | {\"a\":\"***\"}",
        "[1.2345678E7, 12345678.0]    | [\"***\", \"***\"]",
        "[123456780,212345678]        | [\"***\",\"***\"]",
        "{\"12345678\":\"12345678\"}  | {\"***\":\"***\"}",
        "{\"a\":\"\\u0031\\u00312345678\"} | {\"a\":\"\\u0031***\"}",
        "{\"a\":1234567}              | {\"a\":1234567}",
        "{\"a\":12345678              | {\"a\":\"***\"",
        "at 12345678                  | at ***",
      })
  void numberThatIsASecretIsMasked(String text, String masked) {
    SecretScanner scanner = new SecretScanner(List.of("12345678"));

    assertThat(scanner.mask(text, false).text()).isEqualTo(masked);
  }

  /** As a server without integers of such a size repeats it. */
  @Test
  void numberThatLostDigitsIsMasked() {
    assertThat(
            new SecretScanner(List.of("12345678901234567890"))
                .mask("[12345678901234567000]", false))
        .extracting(SecretScanner.Masked::text)
        .isEqualTo("[\"***\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Within an escape, and with quotes or structure of their own
        "n1234567      | {\"a\":\"\\n1234567\\\"\"}           | {\"a\":\"***\\\"\"}",
        "\"quoted 1\"   | {\"a\":\"quoted 1\",\"b\":1}         | {\"a\":\"***\",\"b\":1}",
        "\"quoted 1     | {\"a\":\"quoted 123\"}               | {\"a\":\"***23\"}",
        "quoted 1\"     | {\"a\":\"a quoted 1\"}               | {\"a\":\"a ***\"}",
        "ab1\",\"cd2    | [\"ab1\",\"cd2\"]                    | [\"***\"]",
        "{\"a\":[1,23]} | {\"c\":{\"a\":[1,23]},\"code\":\"x\"} | {\"c\":\"***\",\"code\":\"x\"}",
        "ends\\\\here1  | {\"a\":\"ends\\\\\\\\here1\"}        | {\"a\":\"***\"}",
        "secret1\\      | {\"a\":\"secret1\\\\\"}              | {\"a\":\"***\"}",
        "aaaaaaa1       | {\"a\":\"aaaaaaa1aaaaaaa1\"}         | {\"a\":\"***\"}",
        "1a1a1a1a       | {\"a\":\"1a1a1a1a1a1\"}              | {\"a\":\"***1\"}"
      })
  void jsonStaysJson(String secret, String json, String masked) {
    String text = new SecretScanner(List.of(secret)).mask(json, false).text();

    JsonValue.parse(text);
    assertThat(text).isEqualTo(masked);
  }

  @Test
  void allOfEqualKeysAreMasked() {
    assertThat(mask("{\"a\":\"canary_1\",\"a\":\"canary_1\",\"a\":2}", "canary_1"))
        .isEqualTo("{\"a\":\"***\",\"a\":\"***\",\"a\":2}");
  }

  @Test
  void reformattedCredentialsAreMaskedStringByString() {
    String credentials = "{\"type\": \"account\",\n  \"key\": \"-----BEGIN KEY-----\\ncanary\\n\"}";

    assertThat(
            mask(
                "{\"code\":\"c\",\"value\":{\"key\":\"-----BEGIN KEY-----\\ncanary\",\"type\":\"account\"}}",
                credentials))
        .isEqualTo("{\"code\":\"c\",\"value\":{\"key\":\"***\",\"type\":\"account\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Too short to be told from a word
        "b        | {\"error\":{\"code\":\"b\",\"message\":\"b was used before\"}}",
        "not      | {\"error\":{\"code\":\"not_found\",\"message\":\"It is not there\"}}",
        "12345    | {\"error\":{\"code\":\"a\",\"value\":12345,\"message\":\"Not 12345\"}}",
        // Within another word
        "secret   | {\"error\":{\"code\":\"secret\",\"message\":\"All secrets, my_secret\"}}",
        "123456   | {\"error\":{\"at\":1123456789,\"message\":\"at1234567\"}}",
        // In names
        "bad_request | {\"error\":{\"code\":\"bad_request\",\"bad_request\":1}}",
        "bad_request | {\"error\":\"bad_request\",\"error_description\":\"No.\"}",
        "projectEnvVar | {\"error\":{\"action\":\"read\",\"resource\":\"projectEnvVar\"}}",
        "DATABASE_URL | {\"error\":{\"envVarKey\":\"DATABASE_URL\",\"key\":\"DATABASE_URL\"}}",
        "production | {\"error\":{\"target\":[\"preview\",\"production\"]}}",
        "production | {\"error\":{\"target\":\"production\"}}",
        "400000 | {\"error\":{\"status\":400000}}"
      })
  void wordsThatProgramsReadAreNotMasked(String secret, String json) {
    assertThat(mask(json, secret)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret  | {\"code\":\"a\",\"message\":\"My secret, secrets\"} | {\"code\":\"a\",\"message\":\"My ***, secrets\"}",
        "secret  | {\"value\":\"secret\",\"secret\":1}  | {\"value\":\"***\",\"secret\":1}",
        "secret  | {\"value\":\"\\nsecret\\n\"}         | {\"value\":\"\\n***\\n\"}",
        "secret  | no secret                            | no ***",
        "123456  | {\"value\":123456}                   | {\"value\":\"***\"}",
        "bad_request | {\"message\":\"a bad_requests\"} | {\"message\":\"a ***s\"}",
        "production | {\"a\":{\"target\":[\"b\"],\"c\":[\"production\"]}} | {\"a\":{\"target\":[\"b\"],\"c\":[\"***\"]}}",
        // No name
        "vcp_4xY7 | {\"vcp_4xY7\":1,\"code\":\"vcp_4xY7_a\"} | {\"***\":1,\"code\":\"***_a\"}",
        "canary=c | {\"error\":\"canary=c\"}            | {\"error\":\"***\"}",
        "letters-of-twenty-one | {\"code\":\"letters-of-twenty-one\"} | {\"code\":\"***\"}"
      })
  void secretThatCannotBeANameIsMaskedEverywhere(String secret, String text, String masked) {
    assertThat(mask(text, secret)).isEqualTo(masked);
  }

  @Test
  void nameIsMaskedOnlyIfItCannotBeOne() {
    SecretScanner scanner = new SecretScanner(List.of("projects", "vcp_4xY7"));

    assertThat(scanner.maskName("$.projects[3].vcp_4xY7")).isEqualTo("$.projects[3].***");
  }

  @ParameterizedTest
  @CsvSource({
    "bad canary_t, true, bad ***",
    "bad c, true, bad ***",
    "bad canary_token%2, true, bad ***",
    "bad canary_t, false, bad ***",
    "bad canary_, false, bad canary_",
    "{\"a\":\"bad canary_t, false, {\"a\":\"bad ***",
    "{\"a\":\"bad canary_token\\u002, false, {\"a\":\"bad ***"
  })
  void beginningOfASecretAtTheEndOfATextIsMasked(String text, boolean cut, String masked) {
    assertThat(new SecretScanner(List.of("canary_token/1")).mask(text, cut).text())
        .isEqualTo(masked);
  }

  @Test
  void secretIsMaskedWhereverItIsMirrored() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      Mirror mirror = Mirror.of(Mirror.secret(random), 4, random);
      SecretScanner scanner =
          new SecretScanner(List.of("canary_other_1", mirror.secret(), Mirror.secret(random)));
      String masked = scanner.mask(mirror.body(), random.nextInt(9) == 0).text();
      if (mirror.isToldBy(masked)
          || !masked.contains("***")
          || (mirror.isJson()
              && (JsonValue.parse(masked) == null
                  || masked.contains("bad_request") != mirror.body().contains("bad_request")))) {
        throw new AssertionError(
            "With -Dmirror.seed=%d, case %d: the secret%n%s%nin%n%s%nis%n%s"
                .formatted(SEED, i, mirror.secret(), mirror.body(), masked));
      }
    }
  }

  @Test
  void workGrowsLinearlyWithTheText() {
    String escapes = "\\n\"/\n%41&amp;";
    print(
        "a secret of as many, with escapes, as text",
        10_000,
        n -> repeat(escapes, n),
        n -> repeat("x", n));
    print(
        "a secret of as many, with escapes, as JSON",
        10_000,
        n -> repeat(escapes, n),
        n -> JsonValue.of(repeat(escapes, n)).toString());
    print("a repetitive secret of 2,000", 1 << 18, n -> repeat("a", 2_000), n -> repeat("a", n));
    print("one that ends otherwise", 1 << 18, n -> repeat("a", 2_000) + "b", n -> repeat("a", n));
    print(
        "its beginning in JSON",
        1 << 18,
        n -> repeat("a", 2_000) + "b",
        n -> "[\"" + repeat("a", n));
    print("backslashes", 1 << 18, n -> repeat("\\", 2_000), n -> "\"" + repeat("\\", n));
    print("percent signs", 1 << 18, n -> repeat("%25", 2_000), n -> repeat("%25", n));
    print("entities", 1 << 18, n -> repeat("&amp;", 2_000), n -> repeat("&amp;", n));
    print(
        "beginnings of entities", 1 << 18, n -> repeat("&#x", 2_000), n -> repeat("&#x\\u&%c3", n));
    print("a number", 1 << 18, n -> repeat("12", 20), n -> "[" + repeat("12", n));
    print("brackets", 1 << 18, n -> repeat("[", 20), n -> repeat("[{\"", n));
  }

  @Test
  void workGrowsLittleWithTheNumberOfSecrets() {
    List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "canary_" + i).toList();
    String text = repeat("canary_9876 canary_1 canary_12345", 1 << 16);

    long one = new SecretScanner(many.subList(0, 1)).mask(text, false).steps();
    long all = new SecretScanner(many).mask(text, false).steps();

    System.out.printf(
        "secret scanner: 1 secret take %,d steps, 10,000 secrets take %,d steps%n", one, all);
    assertThat(all).isLessThan(2 * one);
  }

  private static void print(
      String what, int length, IntFunction<String> secret, IntFunction<String> text) {
    List<Double> stepsPerCharacter = new ArrayList<>();
    for (int n = length; n <= 4 * length; n *= 2) {
      String all = text.apply(n);
      long steps = new SecretScanner(List.of(secret.apply(n))).mask(all, false).steps();
      System.out.printf(
          "secret scanner: %s, %,d chars take %,d steps%n", what, all.length(), steps);
      stepsPerCharacter.add((double) steps / all.length());
    }
    assertThat(stepsPerCharacter)
        .as(what)
        .allSatisfy(steps -> assertThat(steps).isBetween(1.0, 1.1 * stepsPerCharacter.get(0)));
  }

  private static String repeat(String part, int length) {
    return part.repeat(1 + length / part.length()).substring(0, length);
  }

  private static String mask(String text, String secret) {
    return new SecretScanner(List.of(secret)).mask(text, false).text();
  }
}
