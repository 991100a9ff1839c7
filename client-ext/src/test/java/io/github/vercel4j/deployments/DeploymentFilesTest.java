package io.github.vercel4j.deployments;

import static io.github.vercel4j.deployments.FileStore.content;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.WithServer;
import io.github.vercel4j.api.model.CreateDeploymentParameters;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.DeploymentFile;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentFilesTest extends WithServer {
  private static final CreateDeploymentRequest REQUEST =
      CreateDeploymentRequest.builder().name("shop").build();

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void makeDirectory() throws IOException {
    root = Files.createDirectory(temporary.resolve("site"));
  }

  @Test
  void filesAreFoundAtAnyDepthInOrder() throws Exception {
    write("b/c/d.txt", "1");
    write("a.txt", "2");
    write(".vercelignore.d", "3");
    write("b/a b é.txt", "4");
    Files.createDirectory(root.resolve("empty"));

    assertThat(DeploymentFiles.of(root).contents().keySet())
        .containsExactly(".vercelignore.d", "a.txt", "b/a b é.txt", "b/c/d.txt");
    assertThat(DeploymentFiles.of(root)).hasToString("DeploymentFiles[4 files, 4 bytes]");
  }

  @Test
  void filesIgnoredByTheCommandLineAreLeftOut() throws Exception {
    for (String path :
        List.of(
            ".git/config",
            "a/.git",
            "node_modules/x/index.js",
            "a/node_modules/y.js",
            ".env.local",
            "a/.env.production.local",
            ".vercel/project.json",
            ".next/x",
            ".yarn/cache/x",
            ".DS_Store",
            ".pnp.cjs",
            ".a.swp")) {
      write(path, "secret");
    }
    write(".env", "kept");
    write(".yarn/releases/x", "kept");
    write("git", "kept");

    assertThat(DeploymentFiles.of(root).contents().keySet())
        .containsExactly(".env", ".yarn/releases/x", "git");
  }

  @Test
  void vercelignoreIsHeeded() throws Exception {
    write(
        ".vercelignore", "\ufeff*.log\r\n# a comment\r\n/build/\r\n!node_modules\r\n!keep.log\r\n");
    write("a.log", "");
    write("keep.log", "");
    write("build/keep.log", "");
    write("b/build/x", "");
    write("node_modules/x", "");
    write("b/.vercelignore", "x");

    assertThat(DeploymentFiles.of(root).contents().keySet())
        .containsExactly(
            ".vercelignore", "b/.vercelignore", "b/build/x", "keep.log", "node_modules/x");
  }

  @Test
  void linksWithinTheDirectoryStandForWhatTheyPointTo() throws Exception {
    write("a/x.txt", "hello");
    link("b", Path.of("a"));
    link("c/y.txt", root.resolve("a/x.txt"));

    assertThat(DeploymentFiles.of(root).contents())
        .containsOnlyKeys("a/x.txt", "b/x.txt", "c/y.txt")
        .containsValue(FileContent.of("hello".getBytes(UTF_8)));
  }

  @Test
  void directoryMayBeALinkItself() throws Exception {
    write("a.txt", "hello");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root);

    assertThat(DeploymentFiles.of(link).contents()).containsOnlyKeys("a.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.txt", "../other", "../site2", "a/../../secret.txt"})
  void linkThatLeadsOutIsRejected(String target) throws Exception {
    Files.writeString(temporary.resolve("secret.txt"), "secret");
    Files.createDirectory(temporary.resolve("other"));
    Files.createDirectory(temporary.resolve("site2"));
    write("a/x.txt", "");
    link("link", Path.of(target));

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("link in ")
        .hasMessageEndingWith(
            " is a link that leads out of it; remove it or name it in .vercelignore");
    write(".vercelignore", "/link");
    assertThat(DeploymentFiles.of(root).contents()).doesNotContainKey("link");
  }

  @ParameterizedTest
  @CsvSource({".env.local, .env.local", "node_modules/x/a.js, node_modules", "secret/a, secret"})
  void linkToWhatIsLeftOutIsRejected(String target, String leftOut) throws Exception {
    write("a.txt", "");
    write(target, "");
    write(".vercelignore", "/secret");
    link("link", root.resolve(target));

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("link in ")
        .hasMessageContaining(" is a link to " + leftOut + ", which is left out;");
  }

  @Test
  void linksInACircleAreRejected() throws Exception {
    write("a/x.txt", "");
    write("b/x.txt", "");
    link("a/b", root.resolve("b"));
    link("b/a", root.resolve("a"));

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a/b/a in ")
        .hasMessageContaining(" is a link to a directory that it is in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "link"})
  void linkToNothingIsRejected(String target) throws Exception {
    write("x.txt", "");
    link("link", Path.of(target));

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a link that leads to nothing");
  }

  @Test
  void emptyDirectoryIsRejected() throws Exception {
    Files.createDirectory(root.resolve("a"));

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(root + " holds no file to deploy");
    assertThatThrownBy(() -> DeploymentFiles.of(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void directoryWithIgnoredFilesOnlyIsRejected() throws Exception {
    write("node_modules/x", "");

    assertThatThrownBy(() -> DeploymentFiles.of(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("; what is there is left out, by .vercelignore or without it");
  }

  @Test
  void fileInPlaceOfADirectoryIsRejected() throws Exception {
    write("a.txt", "");

    for (String name : List.of("a.txt", "nothing")) {
      assertThatThrownBy(() -> DeploymentFiles.of(root.resolve(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(name + " is no directory");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", ".", "a/../b", "./a", ".."})
  void pathThatLeadsElsewhereIsRejected(String path) {
    assertThatThrownBy(() -> DeploymentFiles.of(Map.of(path, content("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("and it is \"" + path + "\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void zeroParallelUploadsAreRejected(int parallelUploads) {
    DeploymentFiles files = DeploymentFiles.of(Map.of("a", content("x")));

    assertThatThrownBy(() -> files.withParallelUploads(parallelUploads))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deploymentOfKnownFilesUploadsNothing() {
    respond(200, "{\"id\":\"dpl_1\"}");

    Deployment deployment =
        as(TEAM)
            .deploy(
                REQUEST.toBuilder()
                    .files(List.of(DeploymentFile.builder().file("i").data("inline").build()))
                    .build(),
                DeploymentFiles.of(Map.of("b.txt", content("b"), "a.txt", content("a"))),
                CreateDeploymentParameters.builder().skipAutoDetectionConfirmation(1).build());

    assertThat(deployment.id()).isEqualTo("dpl_1");
    RecordedRequest request = request();
    assertThat(request.getMethod() + ' ' + request.getTarget())
        .isEqualTo("POST /v13/deployments?skipAutoDetectionConfirmation=1&teamId=team_7");
    assertThat(JsonValue.parse(request.getBody().utf8()))
        .isEqualTo(
            JsonValue.parse(
                "{\"files\":[{\"data\":\"inline\",\"file\":\"i\"},{\"file\":\"a.txt\",\"sha\":\""
                    + content("a").sha()
                    + "\",\"size\":1},{\"file\":\"b.txt\",\"sha\":\""
                    + content("b").sha()
                    + "\",\"size\":1}],\"name\":\"shop\"}"));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void onlyMissingFilesAreUploadedEachContentOnce() {
    FileStore store = new FileStore(server, "a");

    Deployment deployment =
        as(TEAM)
            .deploy(
                REQUEST,
                DeploymentFiles.of(
                    Map.of(
                        "1",
                        content("a"),
                        "2",
                        content("b"),
                        "3",
                        content("b"),
                        "4",
                        content("c"))));

    assertThat(deployment.id()).isEqualTo("dpl_1");
    assertThat(store.uploads).containsExactlyInAnyOrderEntriesOf(Map.of("b", 1, "c", 1));
    assertThat(store.creations.get()).isEqualTo(2);
  }

  @Test
  void uploadsRunSideBySideWithinTheLimit() {
    CyclicBarrier two = new CyclicBarrier(2);
    FileStore store =
        new FileStore(server) {
          @Override
          void uploading() throws Exception {
            two.await();
          }
        };
    Map<String, FileContent> files = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      files.put("f" + i, content("content " + i));
    }

    as(TEAM).deploy(REQUEST, DeploymentFiles.of(files).withParallelUploads(2));

    assertThat(store.uploads).hasSize(6);
    assertThat(store.mostAtATime.get()).isEqualTo(2);
  }

  @Test
  void uploadsMayGoOneAfterTheOther() {
    FileStore store = new FileStore(server);

    as(TEAM)
        .deploy(
            REQUEST,
            DeploymentFiles.of(Map.of("1", content("a"), "2", content("b")))
                .withParallelUploads(1));

    assertThat(store.uploads).hasSize(2);
    assertThat(store.mostAtATime).hasValue(1);
  }

  @Test
  void failedUploadFailsTheDeployment() {
    FileStore store =
        new FileStore(server) {
          @Override
          MockResponse uploaded() {
            return new MockResponse.Builder()
                .code(403)
                .body("{\"error\":{\"code\":\"forbidden\"}}")
                .build();
          }
        };

    failure(
        PermissionDeniedException.class,
        () -> as(TEAM).deploy(REQUEST, DeploymentFiles.of(Map.of("1", content("a")))));
    assertThat(store.creations.get()).isEqualTo(1);
  }

  @Test
  void filesThatStayMissingEndTheDeployment() {
    FileStore store =
        new FileStore(server) {
          @Override
          void keep(String content) {}
        };

    InvalidRequestException failure =
        failure(
            InvalidRequestException.class,
            () -> as(TEAM).deploy(REQUEST, DeploymentFiles.of(Map.of("1", content("a")))));

    assertThat(failure.code()).isEqualTo("missing_files");
    assertThat(store.uploads).isEqualTo(Map.of("a", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'code':'missing_files','missing':['ffff']}}",
        "{'error':{'code':'missing_files','missing':[]}}",
        "{'error':{'code':'missing_files','missing':[7]}}",
        "{'error':{'code':'missing_files','missing':null}}",
        "{'error':{'code':'missing_files'}}",
        "{'error':{'code':'bad_request'}}"
      })
  void otherErrorResponseIsThrown(String body) {
    respond(400, body.replace('\'', '"'));

    failure(
        InvalidRequestException.class,
        () -> as(TEAM).deploy(REQUEST, DeploymentFiles.of(Map.of("1", content("a")))));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String path, Path target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);
  }
}
