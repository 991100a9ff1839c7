package io.github.vercel4j.openapi.pin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bytes of an upstream document, and tells its date and its fingerprint. */
public final class Source {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int LARGEST = 32 * 1024 * 1024;

  private Source() {}

  /** The date in the name of a document, else today. */
  public static LocalDate date(String source) {
    Matcher matcher = DATE.matcher(source);
    return matcher.find() ? LocalDate.parse(matcher.group()) : LocalDate.now(ZoneOffset.UTC);
  }

  /** The bytes of a file or of the response to a request for an https URL. */
  public static byte[] read(String source) throws IOException, InterruptedException {
    if (source.startsWith("https://")) {
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(source)).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new PinException(source + " responded with status " + response.statusCode() + ".");
        }
        return read(body, source);
      }
    }
    Path file = Path.of(source);
    if (!Files.isRegularFile(file)) {
      throw new PinException(source + " is neither a file nor an https URL.");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return read(content, source);
    }
  }

  private static byte[] read(InputStream content, String source) throws IOException {
    byte[] bytes = content.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new PinException(
          source
              + " is larger than "
              + LARGEST / 1024 / 1024
              + " MiB, several times what Vercel publishes. Is it the right file?");
    }
    return bytes;
  }

  /** The SHA-256 of a document, as {@code lock.json} keeps it. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
