package io.github.vercel4j.deployments;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.model.DeploymentFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.HashingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a file of a deployment holds, under the SHA-1 digest that Vercel knows it by.
 *
 * <p>Immutable. Equal where the digest is; {@code toString()} shows nothing of the content.
 */
public final class FileContent {
  private static final MediaType OCTET_STREAM = MediaType.get("application/octet-stream");
  private static final long PORTION = 1 << 16;

  private final Opening opening;
  private final String sha;
  private final long size;

  private FileContent(Opening opening) throws IOException {
    this.opening = opening;
    try (HashingSource hashing = HashingSource.sha1(opening.open());
        var content = Okio.buffer(hashing)) {
      this.size = content.readAll(Okio.blackhole());
      this.sha = hashing.hash().hex();
    }
  }

  /**
   * The content of a file, which is read here for its digest and again whenever it is uploaded.
   *
   * @throws IOException where it cannot be read
   */
  public static FileContent of(Path file) throws IOException {
    requireNonNull(file, "file");
    return new FileContent(() -> Okio.source(file));
  }

  /** The bytes, which are copied. */
  public static FileContent of(byte[] content) {
    try {
      return ofMemory(new Buffer().write(content));
    } catch (IOException e) {
      throw new AssertionError("The content is in memory", e);
    }
  }

  /**
   * What is left of a stream, which is read into memory and not closed; large files are better read
   * from a path.
   *
   * @throws IOException where it cannot be read
   */
  public static FileContent of(InputStream content) throws IOException {
    return ofMemory(new Buffer().readFrom(content));
  }

  private static FileContent ofMemory(Buffer content) throws IOException {
    return new FileContent(content::copy);
  }

  /** The SHA-1 digest in lower-case hexadecimal digits. */
  public String sha() {
    return sha;
  }

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /**
   * A file of a deployment that has this content.
   *
   * @param file its path from the root of the deployment, with slashes
   */
  public DeploymentFile toDeploymentFile(String file) {
    return DeploymentFile.builder().file(file).sha(sha).size(size).build();
  }

  /**
   * The content as the body of a request, read from its beginning each time that it is sent.
   *
   * @param listener is told how much was sent; null for none
   */
  public RequestBody body(@Nullable UploadListener listener) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return OCTET_STREAM;
      }

      @Override
      public long contentLength() {
        return size;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        long sent = 0;
        try (Source content = opening.open()) {
          Buffer portion = new Buffer();
          for (long read = content.read(portion, PORTION);
              read != -1;
              read = content.read(portion, PORTION)) {
            sent += read;
            if (sent > size) {
              throw changed();
            }
            sink.write(portion, read);
            if (listener != null) {
              listener.sent(FileContent.this, sent);
            }
          }
        }
        if (sent < size) {
          throw changed();
        }
      }
    };
  }

  private ProtocolException changed() {
    return new ProtocolException(
        "the file is no longer of the " + size + " bytes that it had when its digest was computed");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileContent that && sha.equals(that.sha);
  }

  @Override
  public int hashCode() {
    return sha.hashCode();
  }

  @Override
  public String toString() {
    return "FileContent[sha=" + sha + ", size=" + size + "]";
  }

  /** Opens the content anew. */
  private interface Opening {
    Source open() throws IOException;
  }
}
