package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.webhooks.DrainReceiver;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries that Vercel did not sign, met by a program that has little memory. */
@Timeout(240)
class ForgedDeliveriesTest {
  private static final int HEAP_MIB = 128;
  private static final int FORGED = 40;
  private static final int HONEST = 8;
  private static final int LIMIT = 16 << 20;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private @Nullable Process program;
  private String url = "";

  /** What somebody else sends, and the status that it gets. */
  private record Forged(String name, String path, ByteString body, boolean signed, int status) {
    Forged(String name, byte[] body, int status) {
      this(name, "/drain", ByteString.of(body), true, status);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void startProgram() throws IOException {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallReceiver.class.getName(),
                String.valueOf(FORGED + HONEST))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    program = started;
    BufferedReader fromProgram = started.inputReader(UTF_8);
    url = "http://127.0.0.1:" + fromProgram.readLine();
  }

  @AfterEach
  void endProgram() throws Exception {
    if (program != null) {
      program.getOutputStream().close();
      assertThat(program.waitFor()).isZero();
    }
  }

  static Stream<Forged> forged() throws IOException {
    byte[] bomb = gzip(new byte[LIMIT]);
    assertThat(bomb.length).isLessThan(17_000);
    byte[] tooLarge = gzip(new byte[4 * LIMIT]);
    byte[] member = gzip(new byte[LIMIT / 16]);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream stream = new DeflaterOutputStream(deflated)) {
      stream.write(new byte[LIMIT]);
    }
    byte[] large = new byte[1 << 20];
    return Stream.of(
        new Forged("gzip that unpacks to 16 MiB", bomb, 403),
        new Forged("gzip that unpacks to 64 MiB", tooLarge, 413),
        new Forged("gzip of 16 members of 1 MiB", repeated(member, 16), 403),
        new Forged("gzip of 64 members of 1 MiB", repeated(member, 64), 413),
        new Forged("gzip of 20,000 empty members", repeated(gzip(new byte[0]), 20_000), 403),
        new Forged("gzip that something follows", join(bomb, new byte[1000]), 403),
        new Forged("gzip that is cut", Arrays.copyOf(bomb, bomb.length - 4), 403),
        new Forged("gzip in gzip", gzip(bomb), 403),
        new Forged("zlib", deflated.toByteArray(), 403),
        new Forged("1 MiB that is not compressed", large, 403),
        new Forged("gzip without a signature", "/drain", ByteString.of(bomb), false, 403),
        new Forged("webhook of 1 MiB", "/webhook", ByteString.of(large), true, 403),
        new Forged("webhook in gzip", "/webhook", ByteString.of(bomb), true, 403));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void forgedDeliveriesAreRejectedWhileSignedOnesArrive(Forged forged) throws IOException {
    List<CompletableFuture<HttpResponse<String>>> rejected = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> arrived = new ArrayList<>();
    byte[] lines = entries(64, "\n").getBytes(UTF_8);
    byte[] packed = gzip(lines);
    byte[] event = "{\"id\":\"evt_1\",\"type\":\"project.created\"}".getBytes(UTF_8);

    byte[] body = forged.body.toByteArray();
    String signature = forged.signed ? signature("canary_other", body) : null;
    for (int i = 0; i < FORGED; i++) {
      rejected.add(post(forged.path, body, signature));
    }
    for (int i = 0; i < HONEST; i++) {
      arrived.add(
          switch (i % 4) {
            case 0 -> post("/drain", lines, signature(SmallReceiver.SECRET, lines));
            case 1 -> post("/drain", packed, signature(SmallReceiver.SECRET, packed));
            case 2 -> post("/drain", packed, signature(SmallReceiver.SECRET, lines));
            default -> post("/webhook", event, signature(SmallReceiver.SECRET, event));
          });
    }

    assertThat(rejected)
        .extracting(response -> response.join().statusCode())
        .containsOnly(forged.status);
    assertThat(arrived)
        .extracting(response -> response.join().statusCode() + " " + response.join().body())
        .containsOnly("200 64 entries of 1048576 characters", "200 evt_1");
  }

  /** Unpacked they would not fit into the memory. */
  @Test
  void concurrentLargeSignedBatchesAllArrive() throws IOException {
    List<CompletableFuture<HttpResponse<String>>> arrived = new ArrayList<>();
    String array = "[" + entries(256, ",") + "]";
    for (String text : List.of(array, entries(256, "\n"))) {
      byte[] entries = text.getBytes(UTF_8);
      byte[] packed = gzip(entries);
      for (int i = 0; i < (FORGED + HONEST) / 4; i++) {
        arrived.add(post("/drain", packed, signature(SmallReceiver.SECRET, packed)));
        arrived.add(post("/drain", packed, signature(SmallReceiver.SECRET, entries)));
      }
    }

    assertThat(arrived)
        .extracting(response -> response.join().statusCode() + " " + response.join().body())
        .hasSize(FORGED + HONEST)
        .containsOnly("200 256 entries of 4194304 characters");
  }

  /** Messages of 16 KiB. */
  private static String entries(int count, String separator) {
    String entry = "{\"id\":\"1\",\"message\":\"" + "m".repeat(16 << 10) + "\"}";
    return String.join(separator, Collections.nCopies(count, entry));
  }

  private CompletableFuture<HttpResponse<String>> post(
      String path, byte[] body, @Nullable String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header(DrainReceiver.SIGNATURE_HEADER, signature);
    }
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(compressed)) {
      stream.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[][] parts = new byte[times][];
    Arrays.fill(parts, bytes);
    return join(parts);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
