package io.github.vercel4j.deployments;

import static io.github.vercel4j.deployments.FileStore.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.WithServer;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

class UploadListenerTest extends WithServer {
  private static final CreateDeploymentRequest REQUEST =
      CreateDeploymentRequest.builder().name("shop").build();

  private final List<String> received = new ArrayList<>();
  private final UploadListener listener =
      new UploadListener() {
        @Override
        public synchronized void sent(FileContent content, long bytes) {
          received.add(bytes + " of " + content.size());
        }

        @Override
        public synchronized void missing(Collection<FileContent> contents) {
          received.add(contents.size() + " missing");
        }
      };

  @Test
  void missingFilesAndTheirPartsAreReported() {
    new FileStore(server, "a");

    deploy(as(TEAM), Map.of("1", content("a"), "2", content("x".repeat(200_000))), listener);

    assertThat(received).startsWith("1 missing").endsWith("200000 of 200000").hasSizeGreaterThan(3);
  }

  @Test
  void nothingIsReportedWithoutMissingFiles() {
    new FileStore(server, "a");

    deploy(as(TEAM), Map.of("1", content("a")), listener);

    assertThat(received).isEmpty();
  }

  @Test
  void fileWithoutContentIsMissingAndHasNoParts() {
    new FileStore(server);

    deploy(as(TEAM), Map.of("1", content("")), listener);

    assertThat(received).containsExactly("1 missing");
  }

  @Test
  void partsOfARetriedFileStartAnew() {
    new FileStore(server) {
      @Override
      MockResponse uploaded() {
        return uploads.equals(Map.of("hello", 1))
            ? new MockResponse.Builder().code(503).build()
            : super.uploaded();
      }
    };

    deploy(retryingAs(TEAM), Map.of("1", content("hello")), listener);

    assertThat(received).containsExactly("1 missing", "5 of 5", "5 of 5");
  }

  @Test
  void listenerThatThrowsEndsTheUpload() {
    FileStore store = new FileStore(server);

    assertThatThrownBy(
            () ->
                deploy(
                    as(TEAM),
                    Map.of("1", content("a")),
                    (content, bytes) -> {
                      throw new IllegalStateException("Enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Enough");
    assertThat(store.creations).hasValue(1);
  }

  @Test
  void listenerThatThrowsAtMissingFilesUploadsNone() {
    FileStore store = new FileStore(server);
    UploadListener unwilling =
        new UploadListener() {
          @Override
          public void sent(FileContent content, long bytes) {}

          @Override
          public void missing(Collection<FileContent> contents) {
            throw new IllegalStateException("Too many");
          }
        };

    assertThatThrownBy(() -> deploy(as(TEAM), Map.of("1", content("a")), unwilling))
        .hasMessage("Too many");
    assertThat(store.uploads).isEmpty();
  }

  private static void deploy(
      InstallationClient client, Map<String, FileContent> files, UploadListener listener) {
    client.deploy(REQUEST, DeploymentFiles.of(files).withListener(listener));
  }
}
