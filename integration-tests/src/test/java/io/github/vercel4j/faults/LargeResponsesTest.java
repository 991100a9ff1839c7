package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.faults.FaultyServer.Behaviour;
import io.github.vercel4j.faults.Trial.Mode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that are too large, to a program that has little memory. */
@Timeout(120)
class LargeResponsesTest {
  /** Of which one response takes half at most, as long as nobody sets another limit. */
  private static final int HEAP_MIB = 512;

  private static @Nullable Process program;
  private static @Nullable BufferedReader fromProgram;
  private static @Nullable BufferedWriter toProgram;

  /** A big response, what comes of it, and how often reads and repeatable writes are sent. */
  private record Big(String name, Behaviour behaviour, String outcome, String text, int repeated) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void startProgram() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    program = started;
    fromProgram = started.inputReader(UTF_8);
    toProgram = started.outputWriter(UTF_8);
  }

  @AfterAll
  static void endProgram() throws Exception {
    if (toProgram != null && fromProgram != null && program != null) {
      toProgram.close();
      String end = fromProgram.readLine();
      assertThat(program.waitFor()).isZero();
      assertThat(end).startsWith("connections in use: 0, calls running: 0");
    }
    FaultReport.write();
  }

  static Stream<Big> responses() {
    String open = "{\"id\":\"prj_1\",\"name\":\"shop\",";
    String tooMuch = "has more than the 67108864 bytes that maxResponseBytes allows";
    byte[] bomb = bomb();
    return Stream.of(
        new Big(
            "gzip bomb of 1 MB that becomes 1 GB",
            e -> {
              e.send(Faults.head(200, "Content-Encoding: gzip\r\nContent-Length: " + bomb.length));
              e.send(bomb);
            },
            "VercelDecodingException",
            tooMuch,
            1),
        new Big(
            "string of 200 MB",
            e -> sendLong(e, 200, open + "\"framework\":\"", 200_000_000, "\"}"),
            "VercelDecodingException",
            tooMuch,
            1),
        new Big(
            "502 with a string of 200 MB",
            e -> sendLong(e, 502, "{\"message\":\"", 200_000_000, "\"}"),
            "ServerException",
            "got status 502",
            4),
        new Big(
            "string of 60 MB, which the limit allows",
            e -> sendLong(e, 200, open + "\"framework\":\"", 60_000_000, "\"}"),
            "value",
            "",
            1),
        dense("empty models", "{\"latestDeployments\":[", "{},"),
        dense("unknown keys", "{\"latestDeployments\":[", "{\"~\":1},"),
        dense("small lists", "{\"env\":[", "{\"target\":[\"a\"]},"),
        new Big(
            "10,000 levels of nesting",
            e -> e.send(Faults.ok(open + "\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
            "VercelDecodingException",
            "$.x",
            1),
        new Big(
            "10,000 levels of nesting in an error",
            e ->
                e.send(
                    Faults.sized(
                        400, "X-Nothing: here", "{\"error\":".repeat(10_000) + "}".repeat(10_000))),
            "InvalidRequestException",
            "got status 400",
            1),
        new Big(
            "number of a million digits",
            e -> e.send(Faults.ok(open + "\"createdAt\":" + "7".repeat(1_000_000) + "}")),
            "value",
            "",
            1),
        new Big(
            "number of a million digits where a string belongs",
            e -> e.send(Faults.ok("{\"name\":" + "7".repeat(1_000_000) + ",\"id\":\"prj_1\"}")),
            "value",
            "",
            1));
  }

  /** 60 MiB, which the limit allows, of what takes many times that in memory. */
  private static Big dense(String name, String start, String element) {
    byte[] part = element.repeat(100_000 / element.length()).getBytes(UTF_8);
    int count = (60 << 20) / part.length;
    return new Big(
        "60 MiB of " + name,
        e -> {
          long all = start.length() + (long) count * part.length + "{}]}".length();
          e.send(Faults.head(200, "Content-Length: " + all) + start);
          for (int i = 0; i < count; i++) {
            e.send(part);
          }
          e.send("{}]}");
        },
        "VercelDecodingException",
        "takes more memory than 4 times the 67108864 bytes that maxResponseBytes allows",
        1);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void largeResponseStaysWithinTheMemory(Big big) throws IOException {
    for (Kind kind : new Kind[] {Kind.READ, Kind.REPEATABLE, Kind.WRITE}) {
      for (Mode mode : Mode.values()) {
        try (FaultyServer server = FaultyServer.responding(big.behaviour)) {
          String[] response = call(server.url(), kind, mode).split("\t", -1);

          boolean value = response[0].equals("value");
          FaultReport.add(
              big.name,
              kind,
              mode,
              value ? response[0] : "`" + response[0] + "`",
              server.requests(),
              value ? null : response[1]);
          FaultReport.note(big.name, "in a heap of " + HEAP_MIB + " MiB");
          assertThat(response[0]).as(response[1]).isEqualTo(big.outcome);
          if (!value) {
            assertThat(response[1]).contains(kind.operation.operationId(), big.text);
          }
          assertThat(response[1]).doesNotContain(Trial.TOKEN);
          assertThat(server.requests()).isEqualTo(kind == Kind.WRITE ? 1 : big.repeated);
        }
      }
    }
  }

  private static String call(String url, Kind kind, Mode mode) throws IOException {
    BufferedWriter out = requireNonNull(toProgram);
    out.write(url + " " + kind + " " + mode + "\n");
    out.flush();
    String response = requireNonNull(fromProgram).readLine();
    if (response == null) {
      throw new AssertionError("The program has ended");
    }
    return response;
  }

  private static void sendLong(
      FaultyServer.Exchange exchange, int status, String start, int length, String end)
      throws IOException {
    int all = start.length() + length + end.length();
    exchange.send(Faults.head(status, "Content-Length: " + all) + start);
    byte[] part = "a".repeat(100_000).getBytes(UTF_8);
    for (int sent = 0; sent < length; sent += part.length) {
      exchange.send(part);
    }
    exchange.send(end);
  }

  /** A thousand times the same compressed megabyte. */
  private static byte[] bomb() {
    Buffer bomb = new Buffer();
    bomb.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
    bomb.write(compressed("{\"id\":\"".getBytes(UTF_8)));
    byte[] megabyte = compressed("a".repeat(1 << 20).getBytes(UTF_8));
    for (int i = 0; i < 1024; i++) {
      bomb.write(megabyte);
    }
    return bomb.readByteArray();
  }

  /** A part of a deflate stream that any other part may follow. */
  private static byte[] compressed(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    byte[] buffer = new byte[10_000];
    int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }
}
