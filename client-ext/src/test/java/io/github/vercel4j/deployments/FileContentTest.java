package io.github.vercel4j.deployments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.WithServer;
import io.github.vercel4j.api.model.DeploymentFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest extends WithServer {
  private static final String SHA_OF_HELLO = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d";
  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  @TempDir private Path directory;

  @Test
  void digestAndSizeAreTheSameForAllSources() throws Exception {
    Path file = Files.write(directory.resolve("a"), HELLO);

    for (FileContent content :
        List.of(
            FileContent.of(file),
            FileContent.of(HELLO),
            FileContent.of(new ByteArrayInputStream(HELLO)))) {
      assertThat(content.sha()).isEqualTo(SHA_OF_HELLO);
      assertThat(content.size()).isEqualTo(5);
      assertThat(content).isEqualTo(FileContent.of(HELLO)).hasSameHashCodeAs(FileContent.of(HELLO));
    }
    assertThat(FileContent.of(new byte[0]).sha())
        .isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assertThat(FileContent.of(new byte[0])).isNotEqualTo(FileContent.of(HELLO));
  }

  @Test
  void fileOfADeploymentIsNamedByTheDigest() {
    assertThat(FileContent.of(HELLO).toDeploymentFile("public/a.txt"))
        .isEqualTo(DeploymentFile.builder().file("public/a.txt").sha(SHA_OF_HELLO).size(5).build());
  }

  @Test
  void bytesAreCopied() {
    byte[] bytes = HELLO.clone();
    FileContent content = FileContent.of(bytes);
    bytes[0] = 'j';
    respond(200, "{}");

    as(TEAM).upload(content);

    assertThat(request().getBody().utf8()).isEqualTo("hello");
  }

  @Test
  void streamIsReadFromItsPositionAndStaysOpen() throws Exception {
    List<String> closed = new ArrayList<>();
    InputStream stream =
        new ByteArrayInputStream("> hello".getBytes(UTF_8)) {
          @Override
          public void close() {
            closed.add("closed");
          }
        };
    stream.skipNBytes(2);

    assertThat(FileContent.of(stream).sha()).isEqualTo(SHA_OF_HELLO);
    assertThat(closed).isEmpty();
  }

  @Test
  void missingFileIsRejected() {
    assertThatThrownBy(() -> FileContent.of(directory.resolve("nothing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void uploadSendsContentDigestAndTeam() {
    respond(200, "");

    as(TEAM).upload(FileContent.of(HELLO));

    RecordedRequest request = request();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("POST /v2/files?teamId=team_7");
    assertThat(request.getHeaders().get("x-vercel-digest")).isEqualTo(SHA_OF_HELLO);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(request.getHeaders().get("Content-Length")).isEqualTo("5");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(request.getBody().utf8()).isEqualTo("hello");
  }

  @Test
  void failedUploadOfAFileIsRetried() throws Exception {
    Path file = Files.write(directory.resolve("a"), HELLO);
    server.enqueue(new MockResponse.Builder().code(503).build());
    respond(200, "{}");
    VercelClient client =
        VercelClient.builder().baseUrl(server.url("/")).timeSource(new FakeTimeSource()).build();

    client.forInstallation(TEAM).upload(FileContent.of(file));

    assertThat(request().getBody().utf8()).isEqualTo("hello");
    assertThat(request().getBody().utf8()).isEqualTo("hello");
  }

  @Test
  void fileThatGrewOrShrankIsNotUploaded() throws Exception {
    Path file = Files.write(directory.resolve("a"), HELLO);
    FileContent content = FileContent.of(file);
    for (String changed : List.of("hell", "hello!")) {
      Files.writeString(file, changed);

      VercelConnectionException failure =
          failure(VercelConnectionException.class, () -> as(TEAM).upload(content));

      assertThat(failure)
          .hasCauseInstanceOf(ProtocolException.class)
          .hasMessageContaining("the file is no longer of the 5 bytes");
    }
  }

  @Test
  void contentIsNotPrinted() {
    assertThat(FileContent.of(HELLO)).hasToString("FileContent[sha=" + SHA_OF_HELLO + ", size=5]");
  }
}
