package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainReceiverTest {
  private static final String SECRET = "canary_drain_3Lp";
  private static final String ARRAY = "[{\"id\":\"1\"},{\"id\":\"2\"}]";
  private static final String LINES = "{\"id\":\"1\"}\n{\"id\":\"2\"}\n";

  private final DrainReceiver receiver = DrainReceiver.of(SECRET);

  private List<DrainEntry> receive(String body) {
    return receive(bytes(body));
  }

  private List<DrainEntry> receive(byte[] body) {
    List<DrainEntry> entries = new ArrayList<>();
    receiver.receive(body, sign(SECRET, body)).forEach(entries::add);
    return entries;
  }

  /** {@code number:id} of what can be read, {@code number:problem} of the rest. */
  private static List<String> summary(List<DrainEntry> entries) {
    List<String> summary = new ArrayList<>();
    for (DrainEntry entry : entries) {
      summary.add(
          entry.number()
              + ":"
              + (entry instanceof LogDrainEntry log
                  ? log.id()
                  : ((MalformedDrainEntry) entry).problem()));
    }
    return summary;
  }

  @ParameterizedTest
  @ValueSource(strings = {ARRAY, " \r\n[ {\"id\":\"1\"} ,\n{\"id\":\"2\"} ]\n"})
  void arrayIsReadEntryByEntry(String body) {
    assertThat(summary(receive(body))).containsExactly("1:1", "2:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LINES, "{\"id\":\"1\"}\r\n{\"id\":\"2\"}\r\n", "{\"id\":\"1\"}\n {\"id\":\"2\"} "})
  void linesAreReadEntryByEntry(String body) {
    assertThat(summary(receive(body))).containsExactly("1:1", "2:2");
  }

  @Test
  void blankLinesAreCountedAndLeftOut() {
    assertThat(summary(receive("\n\n{\"id\":\"1\"}\n \t\r\n{\"id\":\"2\"}\n\n")))
        .containsExactly("3:1", "5:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        " ",
        "[]",
        " [ ] ",
        "{}",
        " { }\r\n",
        "[{}]",
        "[ {}, { } ]",
        "{}\n{}",
        "\n{}\n\n"
      })
  void emptyBatchHasNoEntries(String body) throws IOException {
    assertThat(receive(body)).isEmpty();
    assertThat(receive(gzip(bytes(body)))).isEmpty();
    assertThat(receiver.receive(gzip(bytes(body)), sign(SECRET, body))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", "{}", "[{}]", "{}\n{}\n"})
  void unsignedBatchWithoutEntriesIsAccepted(String body) throws IOException {
    assertThat(receiver.receive(bytes(body), null)).isEmpty();
    assertThat(receiver.receive(gzip(bytes(body)), null)).isEmpty();
    assertThat(receiver.receive(new ByteArrayInputStream(bytes(body)), null)).isEmpty();
  }

  @Test
  void unsignedBatchWithAnythingElseIsRejected() throws IOException {
    byte[] cut = Arrays.copyOf(gzip(bytes("{}")), 15);
    for (byte[] body :
        List.of(
            bytes("{\"id\":\"1\"}"),
            bytes("[{},{\"id\":\"1\"}]"),
            bytes("{}\n7"),
            bytes("["),
            bytes(" ".repeat(10_000)),
            gzip(bytes(LINES)),
            gzip(new byte[1 << 20]),
            cut)) {
      assertRejected(403, "The drain's batch has no header x-vercel-signature", body, null);
    }
  }

  @Test
  void objectsWithoutKeysAreCountedAndLeftOut() {
    assertThat(summary(receive("[{},{\"id\":\"1\"},{ },{\"id\":\"2\"},{}]")))
        .containsExactly("2:1", "4:2");
    assertThat(summary(receive("{}\n{\"id\":\"1\"}\n{}\n{\"id\":\"2\"}\n{}")))
        .containsExactly("2:1", "4:2");
    assertThat(summary(receive("[{},{\"id\":\"1\"}")))
        .containsExactly("2:1", "3:the array ends early");
  }

  @Test
  void singleObjectIsOneEntry() {
    assertThat(summary(receive("{\"id\":\"1\"}"))).containsExactly("1:1");
  }

  @Test
  void entriesAreKeptAsTheyCame() {
    String entry = "{\"b\":1.0,\"a\":{\"x\":[null,\"\\u00e9\"]},\"timestamp\":1573817187330}";

    for (String body : List.of("[" + entry + "]", entry)) {
      LogDrainEntry log = (LogDrainEntry) receive(body).get(0);
      assertThat(log.json()).hasToString(entry.replace("\\u00e9", "é"));
    }
  }

  @Test
  void bracketsWithinStringsDoNotEndAnEntry() {
    List<DrainEntry> entries = receive("[{\"id\":\"1\",\"message\":\"}]\\\"{[\"},{\"id\":\"2\"}]");

    assertThat(summary(entries)).containsExactly("1:1", "2:2");
    assertThat(((LogDrainEntry) entries.get(0)).message()).isEqualTo("}]\"{[");
  }

  @Test
  void brokenLineLeavesOthersReadable() {
    List<DrainEntry> entries =
        receive(
            "{\"id\":\"1\"}\n{\"id\":\"2\n{\"id\":\"3\"}\nlog\n[1]\n{\"id\":\"6\"}{}\n{\"id\":\"7\"}");

    assertThat(summary(entries))
        .containsExactly(
            "1:1",
            "2:is not JSON",
            "3:3",
            "4:is not JSON",
            "5:is JSON, but not an object",
            "6:is not JSON",
            "7:7");
    assertThat(entries.get(1)).extracting("text").isEqualTo("{\"id\":\"2");
    assertThat(entries.get(3)).extracting("text").isEqualTo("log");
  }

  @Test
  void lineThatIsNotUtf8LeavesOthersReadable() {
    byte[] body = "{\"id\":\"\u00e9\"}\n{\"id\":\"2\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(summary(receive(body))).containsExactly("1:is not UTF-8", "2:2");
  }

  @Test
  void byteOrderMarkMakesTheFirstLineMalformed() {
    assertThat(summary(receive("\ufeff" + LINES)))
        .containsExactly("1:starts with a byte order mark, which JSON may not", "2:2");
  }

  @Test
  void elementThatIsNoObjectLeavesOthersReadable() {
    List<DrainEntry> entries = receive("[{\"id\":\"1\"},7,\"x\",null,[{}],{\"id\":\"6\"}]");

    assertThat(summary(entries))
        .containsExactly(
            "1:1",
            "2:is JSON, but not an object",
            "3:is JSON, but not an object",
            "4:is JSON, but not an object",
            "5:is JSON, but not an object",
            "6:6");
    assertThat(entries.get(1)).extracting("text").isEqualTo("7");
  }

  @Test
  void brokenElementLeavesOthersReadable() {
    byte[] notUtf8 = "[{\"id\":\"\u00e9\"},{\"id\":\"2\"}]".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(summary(receive("[{\"id\":tru},{\"id\":\"2\"}]")))
        .containsExactly("1:is not JSON", "2:2");
    assertThat(summary(receive(notUtf8))).containsExactly("1:is not UTF-8", "2:2");
  }

  @Test
  void tooDeepNestingLeavesOthersReadable() {
    String deep = "{\"id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(summary(receive("[" + deep + ",{\"id\":\"2\"}]")))
        .containsExactly("1:is not JSON", "2:2");
    assertThat(summary(receive(deep + "\n{\"id\":\"2\"}"))).containsExactly("1:is not JSON", "2:2");
  }

  @Test
  void brokenArrayKeepsWhatCameBefore() {
    assertThat(summary(receive("[{\"id\":\"1\"},{\"id\":\"2\"")))
        .containsExactly("1:1", "2:the array ends early");
    assertThat(summary(receive("[{\"id\":\"1\"}")))
        .containsExactly("1:1", "2:the array ends early");
    assertThat(summary(receive("[{\"id\":\"1\"},")))
        .containsExactly("1:1", "2:the array ends early");
    assertThat(summary(receive("["))).containsExactly("1:the array ends early");
    assertThat(summary(receive("[{\"id\":\"1\"} {\"id\":\"2\"}]")))
        .containsExactly("1:1", "2:the array is not JSON from here on");
    assertThat(summary(receive("[{\"id\":\"1\"},]")))
        .containsExactly("1:1", "2:the array is not JSON from here on");
  }

  @Test
  void textBehindTheArrayIsReported() {
    assertThat(summary(receive(ARRAY + "x")))
        .containsExactly("1:1", "2:2", "3:the array goes on after its end");
    assertThat(summary(receive(ARRAY + ARRAY)))
        .containsExactly("1:1", "2:2", "3:the array goes on after its end");
  }

  @Test
  void batchCanBeIteratedAgainAndInSteps() {
    for (String body : List.of(ARRAY, LINES)) {
      Iterable<DrainEntry> batch = receiver.receive(bytes(body), sign(SECRET, body));
      assertThat(batch).hasSize(2);
      assertThat(batch).hasSize(2);

      Iterator<DrainEntry> entries = batch.iterator();
      assertThat(entries.next().number()).isEqualTo(1);
      assertThat(entries.hasNext()).isTrue();
      assertThat(entries.hasNext()).isTrue();
      assertThat(entries.next().number()).isEqualTo(2);
      assertThat(entries.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
    }
  }

  @Test
  void largeBatchIsReadFromAStream() throws IOException {
    StringBuilder lines = new StringBuilder();
    String message = "x".repeat(1_000);
    for (int i = 1; i <= 10_000; i++) {
      lines
          .append("{\"id\":\"")
          .append(i)
          .append("\",\"message\":\"")
          .append(message)
          .append("\"}\n");
    }
    byte[] body = bytes(lines.toString());

    int count = 0;
    for (DrainEntry entry : receiver.receive(new ByteArrayInputStream(body), sign(SECRET, body))) {
      count++;
      assertThat(((LogDrainEntry) entry).id()).isEqualTo(Integer.toString(count));
    }
    assertThat(count).isEqualTo(10_000);
  }

  @Test
  void missingSignatureIsRejected() {
    assertThat(receiver.verify(bytes(ARRAY), null)).isFalse();
    assertRejected(403, "The drain's batch has no header x-vercel-signature", bytes(ARRAY), null);
  }

  @Test
  void malformedSignatureIsRejected() {
    String signature = sign(SECRET, ARRAY);
    for (String malformed :
        List.of(
            "",
            signature.toUpperCase(Locale.ROOT),
            "sha1=" + signature,
            signature + ", " + signature)) {
      assertThat(receiver.verify(bytes(ARRAY), malformed)).isFalse();
      assertRejected(
          403,
          "The header x-vercel-signature of the drain's batch is not 40 lower-case hexadecimal"
              + " digits",
          bytes(ARRAY),
          malformed);
    }
  }

  @Test
  void wrongSecretAndTamperedBatchAreRejected() {
    assertWronglySigned(bytes(ARRAY), sign("canary_client", ARRAY));
    assertWronglySigned(bytes(ARRAY.replace('2', '3')), sign(SECRET, ARRAY));
    assertWronglySigned(bytes(ARRAY + " "), sign(SECRET, ARRAY));
  }

  private void assertWronglySigned(byte[] body, String signature) {
    assertThat(receiver.verify(body, signature)).isFalse();
    assertRejected(
        403,
        "The header x-vercel-signature of the drain's batch is not the signature of this body:"
            + " either it was signed with another secret, or these are not the bytes as they were"
            + " received",
        body,
        signature);
  }

  @Test
  void limitIs16MebibytesByDefault() {
    byte[] body = new byte[(16 << 20) + 1];
    Arrays.fill(body, (byte) ' ');

    assertRejected(
        413,
        "The drain's batch has more than the 16777216 bytes that are allowed",
        body,
        sign(SECRET, body));
    assertThat(receive(Arrays.copyOf(body, 16 << 20))).isEmpty();
  }

  @Test
  void streamOverTheLimitIsRejected() {
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(
            () ->
                receiver
                    .withMaxBodySize(ARRAY.length() - 1)
                    .receive(new ByteArrayInputStream(bytes(ARRAY)), sign(SECRET, ARRAY)))
        .returns(413, InvalidDeliveryException::status);
  }

  @Test
  void compressedBatchSignedEitherWayIsRead() throws IOException {
    byte[] compressed = gzip(bytes(LINES));

    for (String signature : List.of(sign(SECRET, compressed), sign(SECRET, LINES))) {
      List<DrainEntry> entries = new ArrayList<>();
      receiver.receive(compressed, signature).forEach(entries::add);
      assertThat(summary(entries)).containsExactly("1:1", "2:2");
    }
    assertThat(receiver.verify(compressed, sign(SECRET, compressed))).isTrue();
  }

  @Test
  void compressedBatchOfAnotherSecretIsRejected() throws IOException {
    byte[] compressed = gzip(bytes(LINES));

    assertWronglySigned(compressed, sign("canary_other", compressed));
    assertWronglySigned(compressed, sign("canary_other", LINES));
  }

  @Test
  void brokenCompressionIsRejected() throws IOException {
    byte[] compressed = gzip(bytes(LINES));
    byte[] broken = Arrays.copyOf(compressed, compressed.length - 9);

    assertRejected(400, "The drain's batch is not well-formed gzip", broken, sign(SECRET, broken));
    assertWronglySigned(broken, sign("canary_other", broken));
  }

  /** 16 MiB and a byte within 16 KB. */
  @Test
  void limitHoldsForWhatIsDecompressed() throws IOException {
    byte[] bomb = gzip(new byte[(16 << 20) + 1]);

    assertThat(bomb.length).isLessThan(1 << 15);
    assertRejected(
        413,
        "The drain's batch has more than the 16777216 bytes that are allowed",
        bomb,
        sign(SECRET, bomb));
  }

  /** Java's own reader of gzip calls itself for each of them. */
  @Test
  void manyEmptyMembersOfGzipAreReadOneAfterTheOther() throws IOException {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    byte[] empty = gzip(new byte[0]);
    for (int i = 0; i < 100_000; i++) {
      many.write(empty);
    }
    many.write(gzip(bytes(LINES)));
    byte[] body = many.toByteArray();

    assertThat(summary(receive(body))).containsExactly("1:1", "2:2");
    assertThat(receiver.receive(body, sign(SECRET, LINES))).hasSize(2);
    assertWronglySigned(body, sign("canary_other", LINES));
  }

  @Test
  void severalMembersOfGzipAreOneBatch() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gzip(bytes("[{\"id\":\"1\"},{\"i")));
    two.write(gzip(bytes("d\":\"2\"}]")));

    assertThat(summary(receive(two.toByteArray()))).containsExactly("1:1", "2:2");
    assertThat(receiver.receive(two.toByteArray(), sign(SECRET, ARRAY))).hasSize(2);
  }

  @Test
  void limitHoldsForAllMembersOfGzipTogether() throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gzip(bytes("{\"id\":\"1\"}" + " ".repeat(600))));
    two.write(gzip(bytes("{\"id\":\"1\"}" + " ".repeat(600))));
    byte[] body = two.toByteArray();

    for (String signature : List.of(sign(SECRET, body), sign("canary_other", body))) {
      assertThatExceptionOfType(InvalidDeliveryException.class)
          .isThrownBy(() -> receiver.withMaxBodySize(1_200).receive(body, signature))
          .returns(413, InvalidDeliveryException::status);
    }
  }

  /** The signature need not cover it, so nothing of it may come out. */
  @Test
  void bytesBehindTheLastMemberOfGzipAreLeftOut() throws IOException {
    for (byte[] garbage : List.of(bytes("{\"id\":\"3\"}"), new byte[1000])) {
      ByteArrayOutputStream longer = new ByteArrayOutputStream();
      longer.write(gzip(bytes(LINES)));
      longer.write(garbage);
      byte[] body = longer.toByteArray();

      assertThat(receiver.receive(body, sign(SECRET, LINES))).hasSize(2);
      assertThat(receiver.receive(body, sign(SECRET, body))).hasSize(2);
      assertWronglySigned(body, sign("canary_other", LINES));
    }
  }

  @Test
  void gzipIsUnpackedOnce() throws IOException {
    byte[] twice = gzip(gzip(bytes(LINES)));

    assertWronglySigned(twice, sign(SECRET, LINES));
    assertThat(receive(twice)).hasOnlyElementsOfType(MalformedDrainEntry.class);
  }

  @Test
  void otherCompressionIsNotUnpacked() {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes(LINES));
    deflater.finish();
    byte[] body = new byte[100];
    body = Arrays.copyOf(body, deflater.deflate(body));
    deflater.end();

    assertWronglySigned(body, sign(SECRET, LINES));
    assertThat(receive(body)).hasOnlyElementsOfType(MalformedDrainEntry.class);
  }

  @Test
  void truncatedGzipIsRejected() throws IOException {
    byte[] whole = gzip(bytes(LINES));
    for (int length = 2; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertRejected(400, "The drain's batch is not well-formed gzip", cut, sign(SECRET, cut));
      assertWronglySigned(cut, sign(SECRET, LINES));
    }
  }

  @Test
  void laterChangeOfTheArrayDoesNotChangeTheBatch() throws IOException {
    for (byte[] body : List.of(bytes(LINES), gzip(bytes(LINES)))) {
      Iterable<DrainEntry> batch = receiver.receive(body, sign(SECRET, body));
      Arrays.fill(body, (byte) ' ');

      assertThat(batch).hasSize(2);
    }
  }

  @Test
  void interruptedThreadReadsAllEntries() throws IOException {
    for (String plain : List.of(LINES, ARRAY)) {
      for (byte[] body : List.of(bytes(plain), gzip(bytes(plain)))) {
        Thread.currentThread().interrupt();
        try {
          assertThat(receiver.receive(body, sign(SECRET, body))).hasSize(2);
        } finally {
          assertThat(Thread.interrupted()).isTrue();
        }
      }
    }
  }

  @Test
  void compressedBatchCanBeIteratedByManyThreads() throws Exception {
    byte[] body = gzip(bytes(LINES.repeat(5_000)));
    Iterable<DrainEntry> batch = receiver.receive(body, sign(SECRET, body));

    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        counts.add(
            threads.submit(
                () -> {
                  int count = 0;
                  for (DrainEntry entry : batch) {
                    count += entry instanceof LogDrainEntry ? 1 : 0;
                  }
                  return count;
                }));
      }
      for (Future<Integer> count : counts) {
        assertThat(count.get()).isEqualTo(10_000);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
      stream.write(bytes);
    }
    return compressed.toByteArray();
  }

  @Test
  void verificationHeadersHaveTheCode() {
    assertThat(DrainReceiver.verificationHeaders("6ebf4087"))
        .containsOnly(entry("x-vercel-verify", "6ebf4087"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "6ebf\r\nset-cookie: a=b", "6ebf 4087", "é"})
  void codeThatIsNoHeaderValueIsRejected(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrainReceiver.verificationHeaders(code))
        .withMessage("The code for x-vercel-verify is blank or holds more than visible ASCII");
  }

  @Test
  void unusableSecretsAndLimitsAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrainReceiver.of("canary\n"))
        .withMessage("The drain's secret begins or ends with white space; pass it without");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DrainReceiver.of(""))
        .withMessage("The drain's secret is blank");
    assertThatIllegalArgumentException().isThrownBy(() -> receiver.withMaxBodySize(0));
  }

  @Test
  void secretIsNotPrinted() {
    assertThat(receiver).hasToString("DrainReceiver[secret=***, maxBodySize=16777216]");
  }

  private void assertRejected(int status, String message, byte[] body, @Nullable String signature) {
    assertThatExceptionOfType(InvalidDeliveryException.class)
        .isThrownBy(() -> receiver.receive(body, signature))
        .withMessage(message)
        .returns(status, InvalidDeliveryException::status);
  }
}
