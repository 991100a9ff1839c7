package io.github.vercel4j.internal.tasks;

import io.github.vercel4j.deployments.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the files of a directory that are to be deployed. */
public final class DirectoryWalk {
  private static final String IGNORE_FILE = ".vercelignore";

  /** What Vercel's command line leaves out by itself. */
  private static final List<String> LEFT_OUT =
      List.of(
          ".git",
          ".gitignore",
          ".gitmodules",
          ".hg",
          ".svn",
          "CVS",
          "node_modules",
          "npm-debug.log",
          ".npmignore",
          ".yarn/cache",
          ".pnp*",
          ".next",
          ".now",
          ".vercel",
          ".env.local",
          ".env.*.local",
          ".venv",
          "venv",
          "__pycache__",
          ".cache",
          ".dockerignore",
          ".DS_Store",
          ".*.swp",
          ".lock-wscript",
          ".wafpicke-*",
          "config.gypi");

  private final Path root;
  private final IgnoreRules rules;
  private final SortedMap<String, FileContent> contents = new TreeMap<>();

  /** The directories that lead to where the walk is. */
  private final Set<Path> open = new HashSet<>();

  private boolean leftOutSome;

  private DirectoryWalk(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(directory + " is no directory");
    }
    this.root = directory.toRealPath();
    this.rules = new IgnoreRules(lines(root));
  }

  private static List<String> lines(Path root) throws IOException {
    List<String> lines = new ArrayList<>(LEFT_OUT);
    Path file = root.resolve(IGNORE_FILE);
    if (Files.isRegularFile(file)) {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      (text.startsWith("\ufeff") ? text.substring(1) : text).lines().forEach(lines::add);
    }
    return lines;
  }

  /**
   * What the files hold, by their paths from the directory with slashes.
   *
   * @throws IllegalArgumentException where the directory cannot be deployed as it is
   */
  public static SortedMap<String, FileContent> contents(Path directory) throws IOException {
    DirectoryWalk walk = new DirectoryWalk(directory);
    walk.enter(walk.root, walk.root, "");
    if (walk.contents.isEmpty()) {
      throw new IllegalArgumentException(
          directory
              + " holds no file to deploy"
              + (walk.leftOutSome
                  ? "; what is there is left out, by " + IGNORE_FILE + " or without it"
                  : ""));
    }
    return walk.contents;
  }

  private void enter(Path directory, Path real, String prefix) throws IOException {
    open.add(real);
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    }
    Collections.sort(entries);
    for (Path entry : entries) {
      String path = prefix + entry.getFileName();
      boolean isDirectory = Files.isDirectory(entry);
      if (rules.ignores(path, isDirectory)) {
        leftOutSome = true;
      } else {
        visit(entry, isDirectory, path);
      }
    }
    open.remove(real);
  }

  private void visit(Path entry, boolean isDirectory, String path) throws IOException {
    Path real = entry;
    if (Files.isSymbolicLink(entry)) {
      try {
        real = entry.toRealPath();
      } catch (FileSystemException e) {
        throw unusable(path, "is a link that leads to nothing");
      }
      if (!real.startsWith(root)) {
        throw unusable(path, "is a link that leads out of it");
      }
      String target = ignoredPartOf(root.relativize(real));
      if (target != null) {
        throw unusable(path, "is a link to " + target + ", which is left out");
      }
      if (open.contains(real)) {
        throw unusable(path, "is a link to a directory that it is in");
      }
    }
    if (isDirectory) {
      enter(entry, real.toRealPath(), path + '/');
    } else if (Files.isRegularFile(entry)) {
      contents.put(path, FileContent.of(real));
    } else {
      throw unusable(path, "is neither a file nor a directory");
    }
  }

  /** The file or the directory around it that the rules leave out; null where they do not. */
  private @Nullable String ignoredPartOf(Path target) {
    for (int names = 1; names <= target.getNameCount(); names++) {
      Path part = target.subpath(0, names);
      String path = part.toString().replace(part.getFileSystem().getSeparator(), "/");
      if (!path.isEmpty() && rules.ignores(path, Files.isDirectory(root.resolve(part)))) {
        return path;
      }
    }
    return null;
  }

  private IllegalArgumentException unusable(String path, String problem) {
    return new IllegalArgumentException(
        path + " in " + root + " " + problem + "; remove it or name it in " + IGNORE_FILE);
  }
}
