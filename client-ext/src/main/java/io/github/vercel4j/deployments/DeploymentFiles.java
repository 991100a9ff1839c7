package io.github.vercel4j.deployments;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.internal.tasks.DirectoryWalk;
import io.github.vercel4j.json.CheckReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that a deployment is made of, and how those are uploaded that Vercel does not have yet.
 *
 * <p>Immutable. Files are uploaded in the order of their paths, so an upload that was broken off
 * continues where it was when the deployment is created once more.
 */
public final class DeploymentFiles {
  private final SortedMap<String, FileContent> contents;
  private final int parallelUploads;
  private final @Nullable UploadListener listener;

  private DeploymentFiles(
      SortedMap<String, FileContent> contents,
      int parallelUploads,
      @Nullable UploadListener listener) {
    this.contents = contents;
    this.parallelUploads = parallelUploads;
    this.listener = listener;
  }

  /**
   * The files of a directory and of those in it, whose digests are computed here.
   *
   * <p>Left out is what Vercel's command line leaves out, such as {@code .git}, {@code
   * node_modules}, {@code .vercel} and {@code .env.local}, and what the directory's {@code
   * .vercelignore} names in the syntax of gitignore, in which upper and lower case are not told
   * apart; {@code .vercelignore} files further down do not count. Symbolic links stand for what
   * they point to, and Vercel is told nothing of file permissions.
   *
   * @throws IllegalArgumentException where it is no directory, holds no file that is not left out,
   *     or holds what cannot be deployed: a link that leads out of it, to nothing or in a circle,
   *     or what is neither file nor directory
   * @throws IOException where something cannot be read
   */
  public static DeploymentFiles of(Path directory) throws IOException {
    return of(DirectoryWalk.contents(requireNonNull(directory, "directory")));
  }

  /**
   * Files by their paths from the root of the deployment, with slashes.
   *
   * @throws IllegalArgumentException where there are none, or a path leads elsewhere
   */
  public static DeploymentFiles of(Map<String, FileContent> contents) {
    if (contents.isEmpty()) {
      throw new IllegalArgumentException("There is no file to deploy");
    }
    contents.keySet().forEach(DeploymentFiles::checkPath);
    return new DeploymentFiles(Collections.unmodifiableSortedMap(new TreeMap<>(contents)), 8, null);
  }

  private static void checkPath(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException(
            "The path of a file must lead from the root of the deployment to a name, as"
                + " public/index.html does, and it is \""
                + path
                + "\"");
      }
    }
  }

  /** The same where no more than so many files are uploaded at a time; 8 unless set. */
  @CheckReturnValue
  public DeploymentFiles withParallelUploads(int parallelUploads) {
    if (parallelUploads < 1) {
      throw new IllegalArgumentException("parallelUploads is " + parallelUploads);
    }
    return new DeploymentFiles(contents, parallelUploads, listener);
  }

  /** The same where a listener is notified of the uploads, in place of the one so far. */
  @CheckReturnValue
  public DeploymentFiles withListener(UploadListener listener) {
    return new DeploymentFiles(contents, parallelUploads, requireNonNull(listener, "listener"));
  }

  /** The files by their paths, in their order. */
  public SortedMap<String, FileContent> contents() {
    return contents;
  }

  /** How many files are uploaded at a time. */
  public int parallelUploads() {
    return parallelUploads;
  }

  /** Who is told of uploads; null for nobody. */
  public @Nullable UploadListener listener() {
    return listener;
  }

  @Override
  public String toString() {
    long bytes = contents.values().stream().mapToLong(FileContent::size).sum();
    return "DeploymentFiles[" + contents.size() + " files, " + bytes + " bytes]";
  }
}
